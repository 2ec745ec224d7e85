//! Where the template of a stack finds its assets.

use super::collect::StackParts;
use super::order::Family;
use crate::error::{Diagnostic, codes};
use crate::intrinsic;
use crate::stack::asset::{AssetHash, AssetResolver, Synthesizer};
use crate::stack::environment::Environment;
use crate::template::{CfnRuleProps, TemplateParts};
use crate::token::{Asset, Expr, IntoValue as _, Intrinsic, Props, Value};

/// What the template says of each asset, and what it needs besides.
pub(super) fn locate(
    synthesizer: &Synthesizer,
    family: &mut Family,
    resolver: &dyn AssetResolver,
    findings: &mut Vec<Diagnostic>,
) -> Vec<(Asset, Expr)> {
    let stack = &mut family.top;
    for asset in family.nested.iter_mut().flat_map(|nested| nested.assets.drain(..)) {
        if !stack.assets.iter().any(|known| known.asset == asset.asset) {
            stack.assets.push(asset);
        }
    }
    let Synthesizer::Bootstrap { qualifier } = synthesizer else {
        return beside(stack);
    };
    require_bootstrap(qualifier, &mut stack.parts);
    let mut located = Vec::new();
    for asset in &mut stack.assets {
        let hash = match resolver.hash(&asset.asset) {
            Ok(hash) => hash,
            Err(reason) => {
                findings.push(
                    Diagnostic::error(codes::ASSET_UNRESOLVED, reason)
                        .help("build it first, or synthesize without building")
                        .at(asset.path.clone(), &asset.lines),
                );
                AssetHash::Placeholder
            }
        };
        let key = match &hash {
            AssetHash::Contents(hex) => format!("{hex}.zip"),
            AssetHash::Placeholder => "NOT-BUILT.zip".to_owned(),
        };
        asset.hash = Some(hash);
        let location = Expr::map([
            ("S3Bucket", bucket(qualifier, &stack.environment)),
            ("S3Key", Expr::from(key)),
        ]);
        located.push((asset.asset.clone(), location));
    }
    located
}

/// The bucket of the bootstrap stack.
pub(super) fn bucket(qualifier: &str, environment: &Environment) -> Expr {
    let account = environment.account_id().unwrap_or("${AWS::AccountId}");
    let region = environment.region_name().unwrap_or("${AWS::Region}");
    intrinsic::sub(format!("cdk-{qualifier}-assets-{account}-{region}")).into_expr()
}

/// Local files, which are beside the whole assembly: a template in the folder
/// of a stage reaches them from there.
fn beside(stack: &StackParts) -> Vec<(Asset, Expr)> {
    if stack.stages == 0 {
        return Vec::new();
    }
    let way = "../".repeat(stack.stages);
    let path = |asset: &Asset| Expr::from(format!("{way}{}", asset.path()));
    stack.assets.iter().map(|a| (a.asset.clone(), path(&a.asset))).collect()
}

/// The parameter and the rule by which a template refuses an account that has
/// no bootstrap stack, or one that is too old.
fn require_bootstrap(qualifier: &str, parts: &mut TemplateParts) {
    parts.extra_parameters.put(
        "BootstrapVersion",
        Expr::map([
            ("Type", Expr::text("AWS::SSM::Parameter::Value<String>")),
            ("Default", Expr::from(format!("/cdk-bootstrap/{qualifier}/version"))),
            ("Description", Expr::text("Version of the CDK Bootstrap resources in this environment, automatically retrieved from SSM Parameter Store. [cdk:skip]")),
        ]),
    );
    // The CDK's own words.
    let version: Value<String> =
        Value::of(Expr::call(Intrinsic::Ref, Expr::text("BootstrapVersion")));
    let is_old = intrinsic::contains(["1", "2", "3", "4", "5"], version);
    let assert = CfnRuleProps::new(
        intrinsic::not(is_old),
        "CDK bootstrap stack version 6 required. Please run 'cdk bootstrap' with a recent version of the CDK CLI.",
    );
    parts.extra_rules = Props::new().with("CheckBootstrapVersion", assert.to_expr());
}

//! Where the template of a stack finds its assets.

use super::collect::StackParts;
use crate::error::{Diagnostic, codes};
use crate::intrinsic;
use crate::stack::asset::{AssetHash, AssetResolver, Synthesizer};
use crate::template::{CfnRuleProps, TemplateParts};
use crate::token::{Asset, Expr, Intrinsic, Props, Token, Value};

/// What the template says of each asset, and what it needs besides.
pub(super) fn locate(
    synthesizer: &Synthesizer,
    stack: &mut StackParts,
    resolver: &dyn AssetResolver,
    findings: &mut Vec<Diagnostic>,
) -> Vec<(Asset, Expr)> {
    let Synthesizer::Bootstrap { qualifier } = synthesizer else {
        return beside(stack);
    };
    require_bootstrap(qualifier, &mut stack.parts);
    let bucket = format!("cdk-{qualifier}-assets-${{AWS::AccountId}}-${{AWS::Region}}");
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
        let sub = Token::Sub(bucket.clone().into(), Box::default());
        let location = Expr::map([("S3Bucket", Expr::token(sub)), ("S3Key", Expr::from(key))]);
        located.push((asset.asset.clone(), location));
    }
    located
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
    parts.extra_parameters = Props::new().with(
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

//! A function that is deployed bit by bit: an alias with an update policy.

use construct_lib::cfn::lambda::{CfnAlias, CfnAliasProps, CfnVersion, CfnVersionProps};
use construct_lib::{
    App, CfnCodeDeployLambdaAliasUpdate, CfnResource, CfnUpdatePolicy, Expr, Stack, StackProps,
    Value,
};

use super::{Judged, function, handler};

pub(super) const APP: Judged = Judged { name: "alias", build, differs: &[] };

fn build(app: &App) {
    let s = Stack::new(app, "Service", StackProps::new());
    let main = function(&s, "Main", handler());
    let hook = function(&s, "Hook", handler());
    let version = CfnVersion::new(&s, "Version", CfnVersionProps::new(main.function_name()));
    let application = CfnResource::new(&s, "Application", "AWS::CodeDeploy::Application");
    application.add_property_override("ComputePlatform", Expr::text("Lambda"));
    let group = CfnResource::new(&s, "Group", "AWS::CodeDeploy::DeploymentGroup");
    group.add_property_override("ApplicationName", application.ref_expr());
    let role = main.role().unwrap().role_arn();
    group.add_property_override("ServiceRoleArn", Expr::from(role));
    let live = CfnAliasProps::new(main.function_name(), version.attr_version(), "live");
    let live = CfnAlias::new(&s, "Live", live);
    let text = |resource: &CfnResource| Value::<String>::of(resource.ref_expr());
    let update = CfnCodeDeployLambdaAliasUpdate::new(text(&application), text(&group))
        .before_allow_traffic_hook(hook.function_name());
    let policy = CfnUpdatePolicy::new().code_deploy_lambda_alias_update(update);
    live.set_update_policy(policy);
}

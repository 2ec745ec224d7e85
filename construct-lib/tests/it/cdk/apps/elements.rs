//! What few templates have: a rule, a transform, a loop, and functions that
//! need one of them.

use construct_lib::cfn::sqs::{CfnQueue, CfnQueueProps};
use construct_lib::{
    App, Aws, CfnCondition, CfnMapping, CfnParameter, CfnParameterProps, CfnResource, CfnRule,
    CfnRuleProps, Expr, ParameterType, SecretValue, SecretsManagerSecretOptions, Stack, StackProps,
    intrinsic,
};

use super::Judged;

pub(super) const APP: Judged = Judged {
    name: "elements",
    build,
    differs: &[
        ("/Elements.template.json/Transform", "one transform is written as a text"),
        ("/Net/Properties/Blocks/Fn::Cidr", "a number is a number; CloudFormation takes both"),
    ],
};

fn build(app: &App) {
    let description = "What few templates have";
    let s = Stack::new(app, "Elements", StackProps::new().description(description));
    s.add_metadata("Team", Expr::text("orders"));
    let stage = CfnParameterProps::string().default_value("dev").allowed_values(["dev", "prod"]);
    let stage = CfnParameter::new(&s, "Stage", stage);
    let zones = CfnParameterProps::new(ParameterType::CommaDelimitedList).default_value("a,b");
    let zones = CfnParameter::new(&s, "Zones", zones);
    let is_prod = CfnCondition::new(&s, "IsProd", intrinsic::equals(stage.value(), "prod"));
    let in_europe = intrinsic::contains(["eu-west-1", "eu-central-1"], Aws::REGION);
    let rule = CfnRuleProps::new(in_europe, "production is in Europe");
    let rule = rule.rule_condition(intrinsic::equals(stage.value(), "prod"));
    CfnRule::new(&s, "OnlyHere", rule);
    let sizes = CfnMapping::new(&s, "Sizes");
    sizes.set_value("prod", "delay", "5");
    let name = intrinsic::if_::<String>(&is_prod, "orders", None::<&str>);
    let queue = CfnQueue::new(&s, "Queue", CfnQueueProps::new().queue_name(name));
    let delay = intrinsic::find_in_map_with_default(&sizes, stage.value(), "delay", "0");
    queue.add_property_override("DelaySeconds", Expr::from(delay));

    let net = CfnResource::new(&s, "Net", "Custom::Net");
    let secret = SecretsManagerSecretOptions::new().json_field("key");
    let secret = SecretValue::secrets_manager("net", secret).unsafe_unwrap();
    let endpoint = intrinsic::get_stack_output("network", "Endpoint").region("us-east-1").value();
    let each = intrinsic::for_each("Each", "Name", ["A", "B"]).entry("Item${Name}", queue.ref_());
    let location = [("Location", Expr::text("s3://bucket/part.json"))];
    for (property, value) in [
        ("ServiceToken", Expr::from(intrinsic::import_value("net-handler"))),
        ("Zone", intrinsic::select(0, intrinsic::get_azs(None::<&str>)).into()),
        ("Blocks", intrinsic::cidr("10.0.0.0/16", 4, 8).into()),
        ("Count", intrinsic::length(zones.value_list()).into()),
        ("Secret", secret.into()),
        ("Endpoint", endpoint.into()),
        ("Loop", each.into()),
        ("Included", intrinsic::transform("AWS::Include", location).into()),
    ] {
        net.add_property_override(property, value);
    }
}

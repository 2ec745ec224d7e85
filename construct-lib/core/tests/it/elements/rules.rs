//! Rules over parameters, and conditions.

use construct_core::{
    Aws, CfnCondition, CfnParameter, CfnParameterProps, CfnRule, CfnRuleProps, Stack, intrinsic,
};

use super::{Ours, Program, same};

pub(super) const ALL: &[Program] = &[
    same("rule", |s| {
        let one_of = intrinsic::contains(["a", "b"], Aws::ACCOUNT_ID);
        let props = CfnRuleProps::new(one_of, "one of these");
        let here = intrinsic::equals(Aws::REGION, "eu-west-1");
        CfnRule::new(s, "R", props.rule_condition(here));
    }),
    same("rule without a condition", |s| {
        let rule = CfnRule::new(s, "R", CfnRuleProps::new(intrinsic::equals("a", "b"), "first"));
        rule.add_assertion(intrinsic::not(intrinsic::equals("a", "b")), "second");
    }),
    Program {
        name: "rule functions",
        build: rule_functions,
        ours: Ours::Differs(
            &[(
                "/Rules/R/Assertions/2/Assert",
                r#"{ "Fn::Equals": [{ "Fn::ValueOf": ["Size", "VpcId"] }, { "Ref": "Size" }] }"#,
            )],
            "a parameter is named by the construct, not by a text that may name nothing",
        ),
    },
    same("conditions", |s| {
        let a = CfnCondition::new(s, "A", intrinsic::equals(Aws::REGION, "x"));
        let b = CfnCondition::new(s, "B", intrinsic::not(a.value()));
        let either = intrinsic::or([b.value(), intrinsic::equals("a", "b")]);
        CfnCondition::new(s, "C", intrinsic::and([a.value(), either]));
    }),
    same("and of eleven", |s| {
        let all = (0..11).map(|n| intrinsic::equals(n.to_string(), "x"));
        CfnCondition::new(s, "A", intrinsic::and(all));
    }),
    same("or of one", |s| {
        CfnCondition::new(s, "A", intrinsic::or([intrinsic::equals("a", "x")]));
    }),
];

fn rule_functions(s: &Stack) {
    let size = CfnParameter::new(s, "Size", CfnParameterProps::string());
    let all = |attribute: &'static str| intrinsic::value_of_all("AWS::EC2::Subnet::Id", attribute);
    let vpcs = || intrinsic::ref_all("AWS::EC2::VPC::Id");
    let equal = intrinsic::each_member_equals(all("VpcId"), "vpc");
    let of_size = intrinsic::value_of(&size, "VpcId");
    let props = CfnRuleProps::new(equal, "a")
        .assertion(intrinsic::each_member_in(all("Tags.Name"), vpcs()), "b")
        .assertion(intrinsic::equals(of_size, size.value()), "c")
        .assertion(intrinsic::contains(vpcs(), "x"), "d");
    CfnRule::new(s, "R", props);
}

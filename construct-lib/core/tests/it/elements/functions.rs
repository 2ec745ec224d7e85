//! Functions, some of which need the language extensions.

use construct_core::{
    Aws, CfnMapping, CfnParameter, CfnParameterProps, Expr, List, ParameterType, Stack, Value,
    intrinsic,
};

use super::{Ours, Program, reported, same, thing, uses};

const LANGUAGE: (&str, &str) = ("/Transform", r#""AWS::LanguageExtensions""#);
const VALUE: &str = "/Resources/Use/Properties/Value";
const COUNTS_EARLY: &str = "the transform counts before there are resources";
const KEEPS_TYPES: &str = "the function keeps numbers and lists what they are, where a text with \
                           references inside quotes them";

pub(super) const ALL: &[Program] = &[
    Program {
        name: "ToJsonString",
        build: |s| {
            let name = thing(s, "T").ref_expr();
            let list = Expr::list([Expr::Int(1), Expr::Bool(true)]);
            uses(s, intrinsic::to_json_string(Expr::map([("a", name), ("b", list)])));
        },
        ours: Ours::Differs(
            &[
                LANGUAGE,
                (VALUE, r#"{ "Fn::ToJsonString": { "a": { "Ref": "T" }, "b": [1, true] } }"#),
            ],
            KEEPS_TYPES,
        ),
    },
    same("ToJsonString of literals", |s| {
        let value = Expr::map([("a", Expr::text("x")), ("n", Expr::Int(1))]);
        uses(s, intrinsic::to_json_string(value));
    }),
    Program {
        name: "ToJsonString of a list",
        build: |s| {
            let value = Expr::list([thing(s, "T").ref_expr(), Expr::text("x")]);
            uses(s, intrinsic::to_json_string(value));
        },
        ours: Ours::Differs(
            &[LANGUAGE, (VALUE, r#"{ "Fn::ToJsonString": [{ "Ref": "T" }, "x"] }"#)],
            KEEPS_TYPES,
        ),
    },
    same("ToJsonString of a text", |s| uses(s, intrinsic::to_json_string(Expr::text("x")))),
    Program {
        name: "stack.toJsonString",
        build: |s| {
            let name = thing(s, "T").ref_expr();
            let value = Expr::map([("a", name), ("b", Expr::text("x\"y"))]);
            uses(s, intrinsic::to_json_string(value));
        },
        ours: Ours::Differs(
            &[LANGUAGE, (VALUE, r#"{ "Fn::ToJsonString": { "a": { "Ref": "T" }, "b": "x\"y" } }"#)],
            KEEPS_TYPES,
        ),
    },
    same("Length of a list", |s| uses(s, intrinsic::length(["a", "b"]))),
    same("Length of a list with a token", |s| {
        let list = [thing(s, "T").get_att("Id"), "b".into()];
        uses(s, intrinsic::length(list));
    }),
    reported("Length of a list token", "late-value", COUNTS_EARLY, |s| {
        let name = Value::<String>::of(thing(s, "T").ref_expr());
        uses(s, intrinsic::length(intrinsic::split(",", name)));
    }),
    same("Length of a list parameter", |s| uses(s, intrinsic::length(list_parameter(s)))),
    same("FindInMap with a default", with_default),
    same("findInMap of a mapping with a default", with_default),
    same("FindInMap without a default", |s| {
        uses(s, intrinsic::find_in_map(&mapping(s), Aws::REGION, "b"));
    }),
    same("findInMap of a mapping, literal", |s| {
        uses(s, intrinsic::find_in_map(&mapping(s), "a", "b"));
    }),
    same("GetAZs", |s| uses(s, intrinsic::get_azs(None::<&str>))),
    same("GetAZs of a region", |s| uses(s, intrinsic::get_azs("eu-west-1"))),
    same("one of GetAZs", |s| {
        uses(s, intrinsic::select(0, intrinsic::get_azs(None::<&str>)));
    }),
    same("ImportValue", |s| uses(s, intrinsic::import_value("name"))),
    same("ImportValue of a text", |s| {
        let name = intrinsic::concat([Aws::REGION.into(), Expr::text("-name")]);
        uses(s, intrinsic::import_value(name));
    }),
    same("ImportValue as a list", |s| {
        let list = intrinsic::import_list_value::<3>("name");
        uses(s, Expr::list(list.map(Expr::from)));
    }),
    same("ImportValue as a list, one of it", |s| {
        let list = intrinsic::import_list_value::<3>("name");
        uses(s, intrinsic::select(1, list));
    }),
    same("Cidr", |s| uses(s, intrinsic::cidr("10.0.0.0/16", 4, None::<i64>))),
    Program {
        name: "Cidr with bits",
        build: |s| uses(s, intrinsic::cidr("10.0.0.0/16", 4, 8)),
        ours: Ours::Differs(
            &[(VALUE, r#"{ "Fn::Cidr": ["10.0.0.0/16", 4, 8] }"#)],
            "a number is a number; CloudFormation takes both",
        ),
    },
    Program {
        name: "one of Cidr",
        build: |s| {
            let block = Value::<String>::of(thing(s, "T").ref_expr());
            uses(s, intrinsic::select(1, intrinsic::cidr(block, 4, 8)));
        },
        ours: Ours::Differs(
            &[(VALUE, r#"{ "Fn::Select": [1, { "Fn::Cidr": [{ "Ref": "T" }, 4, 8] }] }"#)],
            "the same",
        ),
    },
    same("GetStackOutput", |s| uses(s, intrinsic::get_stack_output("other", "Arn").value())),
    same("GetStackOutput of a region", |s| {
        uses(s, intrinsic::get_stack_output("other", "Arn").region("eu-west-1").value());
    }),
    same("GetStackOutput with a role", |s| {
        let output = intrinsic::get_stack_output("other", "Arn").region("eu-west-1");
        uses(s, output.role_arn("arn:aws:iam::111111111111:role/r").value());
    }),
    same("Transform as a value", |s| {
        let parameters = [("Location", Expr::text("s3://bucket/key"))];
        uses(s, intrinsic::transform("AWS::Include", parameters));
    }),
    same("Transform with a reference", |s| {
        let parameters = [("A", thing(s, "T").ref_expr()), ("B", Expr::Int(1))];
        uses(s, intrinsic::transform("Macro", parameters));
    }),
    same("sub with variables", |s| {
        let name = Value::<String>::of(thing(s, "T").ref_expr());
        let text = intrinsic::sub("${A}-${B}").variable("A", name).variable("B", "x");
        uses(s, text.value());
    }),
];

fn list_parameter(stack: &Stack) -> Value<List<String>> {
    let props = CfnParameterProps::new(ParameterType::CommaDelimitedList);
    CfnParameter::new(stack, "P", props).value_list()
}

fn mapping(stack: &Stack) -> CfnMapping {
    let mapping = CfnMapping::new(stack, "M");
    mapping.set_value("a", "b", "c");
    mapping
}

fn with_default(s: &Stack) {
    uses(s, intrinsic::find_in_map_with_default(&mapping(s), Aws::REGION, "b", "none"));
}

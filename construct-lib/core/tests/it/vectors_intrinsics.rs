//! Functions over literals leave what the AWS CDK leaves.

use construct_core::{
    Aws, CfnCondition, CfnMapping, CfnParameter, CfnParameterProps, CfnResource, Construct, Expr,
    List, Node, NodeId, Stack, Token, Value, intrinsic,
};
use serde_json::{Value as JsonValue, json};

use crate::support::{app_with_stack, codes, template, vectors};

/// Where the CDK leaves something else, on purpose.
const DIFFERENCES: &[(&str, &str, &str)] = &[
    ("join: no values", r#""""#, "no text between no items is the empty text, not an error"),
    (
        "sub: literal",
        r#""plain""#,
        "a text without variables needs no function, and cfn-lint warns of one",
    ),
];

/// Where the CDK leaves nothing, and synthesis reports it here.
const REPORTED: &[&str] = &["select: out of range", "select: a negative index"];

#[test]
fn functions_are_folded_as_the_cdk_folds_them() {
    let cases = vectors("intrinsics");
    assert!(cases.len() > 70);
    let (app, stack) = app_with_stack();
    let elements = Elements::new(&stack);
    let checked = cases.iter().filter(|c| !REPORTED.contains(&name(c)));
    for case in checked.clone() {
        let holder = CfnResource::new(&stack, name(case), "Acme::Test::Holder");
        let expr = elements.build(&case["input"]);
        assert!(!expr.is_unset(), "{}", name(case));
        holder.add_property_override("Value", expr);
        holder.override_logical_id(&logical_id(name(case)));
    }
    let template = template(&app);
    for case in checked {
        let found = &template["Resources"][logical_id(name(case))]["Properties"]["Value"];
        let difference = DIFFERENCES.iter().find(|(n, ..)| *n == name(case));
        let expected = match difference {
            Some((_, ours, _)) => serde_json::from_str(ours).unwrap(),
            None => case["output"].clone(),
        };
        assert_eq!(*found, expected, "{}", name(case));
        let is_same_as_cdk = *found == case["output"];
        assert!(difference.is_none() || !is_same_as_cdk, "{} differs no more", name(case));
    }
}

#[test]
fn a_selection_that_finds_nothing_is_reported() {
    for case in vectors("intrinsics").iter().filter(|c| REPORTED.contains(&name(c))) {
        let (app, stack) = app_with_stack();
        let expr = Elements::new(&stack).build(&case["input"]);
        CfnResource::new(&stack, "Holder", "Acme::Test::Holder").add_property_override("V", expr);
        assert_eq!(codes(&app), ["select-out-of-range"], "{}", name(case));
    }
}

#[test]
fn a_number_between_texts_is_written_as_a_text() {
    let text =
        intrinsic::concat([Expr::text("port "), Expr::Int(80), Expr::text(" "), Expr::Bool(true)]);
    assert_eq!(text.as_literal(), Some("port 80 true"));
}

#[test]
fn none_as_a_branch_leaves_the_property_out() {
    let (app, stack) = app_with_stack();
    let elements = Elements::new(&stack);
    let value: Value<String> = intrinsic::if_(&elements.is_prod, "a", None::<&str>);
    CfnResource::new(&stack, "Holder", "Acme::Test::Holder")
        .add_property_override("Value", Expr::from(value));
    let written = &template(&app)["Resources"]["Holder"]["Properties"]["Value"];
    assert_eq!(*written, json!({"Fn::If": ["IsProd", "a", {"Ref": "AWS::NoValue"}]}));
}

fn name(case: &JsonValue) -> &str {
    case["name"].as_str().unwrap()
}

fn logical_id(name: &str) -> String {
    let id: String = name.chars().filter(char::is_ascii_alphanumeric).collect();
    format!("Case{id}")
}

/// What the expressions of the vectors name.
struct Elements {
    stack: Node,
    is_prod: CfnCondition,
    map: CfnMapping,
}

impl Elements {
    fn new(stack: &Stack) -> Self {
        for id in ["A", "List"] {
            CfnParameter::new(stack, id, CfnParameterProps::string());
        }
        for id in ["B", "Bucket"] {
            CfnResource::new(stack, id, "Acme::Test::Thing");
        }
        Self {
            stack: stack.node().clone(),
            is_prod: CfnCondition::new(stack, "IsProd", intrinsic::equals(Aws::REGION, "x")),
            map: CfnMapping::new(stack, "Map"),
        }
    }

    fn id(&self, name: &JsonValue) -> NodeId {
        self.stack.try_child(name.as_str().unwrap()).unwrap().node_id()
    }

    fn list(&self, json: &JsonValue) -> Value<List<String>> {
        Value::of(self.build(json))
    }

    fn text(&self, json: &JsonValue) -> Value<String> {
        Value::of(self.build(json))
    }

    fn build(&self, json: &JsonValue) -> Expr {
        let Some((function, input)) = json.as_object().and_then(|o| o.iter().next()) else {
            return match json {
                JsonValue::Array(items) => Expr::list(items.iter().map(|i| self.build(i))),
                plain => Expr::from(plain.clone()),
            };
        };
        let text = |i: usize| input[i].as_str().unwrap().to_owned();
        match function.as_str() {
            "Concat" => {
                let parts = input.as_array().unwrap().iter().map(|i| self.build(i));
                intrinsic::concat(parts).into()
            }
            "Ref" => match input.as_str().unwrap() {
                "AWS::Partition" => Aws::PARTITION.into(),
                "AWS::Region" => Aws::REGION.into(),
                "AWS::NoValue" => Aws::NO_VALUE.into(),
                _ => Expr::Ref(self.id(input)),
            },
            "Fn::GetAtt" => Expr::get_att(self.id(&input[0]), text(1)),
            "Fn::Join" => intrinsic::join(text(0), self.list(&input[1])).into(),
            "Fn::Select" => match input[0].as_i64() {
                Some(index) => intrinsic::select(index, self.list(&input[1])).into(),
                None => {
                    let (index, list) = (self.build(&input[0]), self.build(&input[1]));
                    Expr::Token(Box::new(Token::Select(index, list)))
                }
            },
            "Fn::Split" => intrinsic::split(text(0), self.text(&input[1])).into(),
            "Fn::Base64" => intrinsic::base64(self.text(input)).into(),
            "Fn::If" => {
                intrinsic::if_::<String>(&self.is_prod, self.text(&input[1]), self.text(&input[2]))
                    .into()
            }
            "Fn::FindInMap" => {
                intrinsic::find_in_map(&self.map, self.text(&input[1]), self.text(&input[2])).into()
            }
            "Fn::Sub" => {
                let (text, variables) = match input {
                    JsonValue::String(text) => (text.as_str(), None),
                    list => (list[0].as_str().unwrap(), list[1].as_object()),
                };
                let mut sub = intrinsic::sub(text.to_owned());
                for (name, value) in variables.into_iter().flatten() {
                    sub = sub.variable(name.clone(), self.text(value));
                }
                sub.value().into()
            }
            // Written as they stand until they have types of their own.
            "Fn::ImportValue" | "Fn::GetAZs" | "Fn::Cidr" | "Fn::Length" => {
                Expr::Map([(function.clone().into(), self.build(input))].into())
            }
            other => panic!("the vectors have a new function: {other}"),
        }
    }
}

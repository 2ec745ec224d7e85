//! Functions over literals leave what the AWS CDK leaves.

use construct_core::{
    Aws, CfnCondition, CfnDynamicReference, CfnDynamicReferenceService, CfnMapping, CfnParameter,
    CfnParameterProps, CfnResource, CfnRule, CfnRuleProps, Condition, Construct, Expr, Json, List,
    Map, Node, NodeId, SecretValue, SecretsManagerSecretOptions, Stack, Token, Value, intrinsic,
};
use serde_json::{Value as JsonValue, json};

use crate::support::{app_with_stack, codes, template, vectors};

/// Where the CDK leaves something else, on purpose.
const DIFFERENCES: &[(&str, &str, &str)] = &[
    ("join: no values", r#""""#, "no text between no items is the empty text, not an error"),
    (
        "json: with a token",
        r#"{"Fn::ToJsonString": {"a": {"Ref": "A"}, "b": [1]}}"#,
        "what is known only at deployment may hold quotes, which only the function escapes",
    ),
    (
        "json: in text",
        r#"{"Fn::Join": ["", ["x", {"Fn::ToJsonString": {"a": {"Ref": "A"}}}]]}"#,
        "the same",
    ),
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
    assert!(cases.len() > 100);
    let (app, stack) = app_with_stack();
    let elements = Elements::new(&stack);
    let checked = cases.iter().filter(|c| !REPORTED.contains(&name(c)));
    for case in checked.clone() {
        let expr = elements.build(&case["input"]);
        assert!(!expr.is_unset(), "{}", name(case));
        if is_condition(&case["input"]) {
            let condition = Value::<Condition>::of(expr);
            CfnRule::new(&stack, &logical_id(name(case)), CfnRuleProps::new(condition, "holds"));
            continue;
        }
        let holder = CfnResource::new(&stack, name(case), secret_holder(case));
        holder.add_property_override("MasterUserPassword", expr);
        holder.override_logical_id(&logical_id(name(case)));
    }
    let template = template(&app);
    for case in checked {
        let id = logical_id(name(case));
        let found = if is_condition(&case["input"]) {
            &template["Rules"][id]["Assertions"][0]["Assert"]
        } else {
            &template["Resources"][id]["Properties"]["MasterUserPassword"]
        };
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

/// Whether this is a condition, which only conditions and rules take.
fn is_condition(input: &JsonValue) -> bool {
    const FUNCTIONS: [&str; 6] = [
        "Fn::And",
        "Fn::Or",
        "Fn::Not",
        "Fn::Contains",
        "Fn::EachMemberEquals",
        "Fn::EachMemberIn",
    ];
    FUNCTIONS.iter().any(|function| input.get(function).is_some())
}

/// A type that takes a secret where a case has one.
fn secret_holder(case: &JsonValue) -> &'static str {
    match case["input"].get("Secret") {
        Some(_) => "AWS::RDS::DBInstance",
        None => "Acme::Test::Holder",
    }
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
    a: CfnParameter,
    is_prod: CfnCondition,
    map: CfnMapping,
}

impl Elements {
    fn new(stack: &Stack) -> Self {
        CfnParameter::new(stack, "List", CfnParameterProps::string());
        for id in ["B", "Bucket"] {
            CfnResource::new(stack, id, "Acme::Test::Thing");
        }
        Self {
            stack: stack.node().clone(),
            a: CfnParameter::new(stack, "A", CfnParameterProps::string()),
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
            "Fn::FindInMap" if input[3].is_object() => {
                let [top, second] = [1, 2].map(|i| self.text(&input[i]));
                let default = self.text(&input[3]["DefaultValue"]);
                intrinsic::find_in_map_with_default(&self.map, top, second, default).into()
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
            "ImportList" => {
                let [first, second] = intrinsic::import_list_value(self.text(&input[0]));
                Expr::list([first.into(), second.into()])
            }
            "Fn::ImportValue" => intrinsic::import_value(self.text(input)).into(),
            "Fn::GetAZs" => intrinsic::get_azs(self.text(input)).into(),
            "Fn::Cidr" => {
                let [count, bits] = [1, 2].map(|i| Value::<i64>::of(self.build(&input[i])));
                intrinsic::cidr(self.text(&input[0]), count, bits).into()
            }
            "Fn::Length" => intrinsic::length(self.list(input)).into(),
            "Fn::GetStackOutput" => {
                let text = |key: &str| self.text(&input[key]);
                intrinsic::get_stack_output(text("StackName"), text("OutputName"))
                    .region(text("Region"))
                    .role_arn(text("RoleArn"))
                    .value()
                    .into()
            }
            "Fn::ToJsonString" => intrinsic::to_json_string(Expr::from(input.clone())).into(),
            "Fn::Transform" => {
                let parameters = Value::<Map<Json>>::of(Expr::from(input["Parameters"].clone()));
                intrinsic::transform(input["Name"].as_str().unwrap().to_owned(), parameters).into()
            }
            "Fn::And" => intrinsic::and(equalities(input)).into(),
            "Fn::Or" => intrinsic::or(equalities(input)).into(),
            "Fn::Not" => intrinsic::not(equalities(input).remove(0)).into(),
            "Fn::Contains" => {
                intrinsic::contains(self.list(&input[0]), self.text(&input[1])).into()
            }
            "Fn::EachMemberEquals" => {
                intrinsic::each_member_equals(self.list(&input[0]), self.text(&input[1])).into()
            }
            "Fn::EachMemberIn" => {
                intrinsic::each_member_in(self.list(&input[0]), self.list(&input[1])).into()
            }
            "Fn::RefAll" => intrinsic::ref_all(input.as_str().unwrap().to_owned()).into(),
            "Fn::ValueOf" => intrinsic::value_of(&self.a, text(1)).into(),
            "Fn::ValueOfAll" => intrinsic::value_of_all(text(0), text(1)).into(),
            "Secret" => self.secret(input).unsafe_unwrap().into(),
            "Dynamic" => {
                assert_eq!(input[0], "ssm");
                let service = CfnDynamicReferenceService::Ssm;
                CfnDynamicReference::new(service, text(1)).value().into()
            }
            other => panic!("the vectors have a new function: {other}"),
        }
    }

    fn secret(&self, input: &JsonValue) -> SecretValue {
        let name = self.text(&input[1]);
        match input[0].as_str().unwrap() {
            "secretsManager" => {
                let mut options = SecretsManagerSecretOptions::new();
                for (key, value) in input[2].as_object().into_iter().flatten() {
                    let value = value.as_str().unwrap().to_owned();
                    options = match key.as_str() {
                        "jsonField" => options.json_field(value),
                        "versionStage" => options.version_stage(value),
                        "versionId" => options.version_id(value),
                        other => panic!("the vectors have a new option: {other}"),
                    };
                }
                SecretValue::secrets_manager(name, options)
            }
            "ssmSecure" => {
                SecretValue::ssm_secure(name, input[2].as_str().map(|v| v.parse().unwrap()))
            }
            "unsafePlainText" => SecretValue::unsafe_plain_text(name),
            other => panic!("the vectors have a new secret: {other}"),
        }
    }
}

/// So many conditions, each of its own.
fn equalities(count: &JsonValue) -> Vec<Value<Condition>> {
    (0..count.as_u64().unwrap()).map(|i| intrinsic::equals(i.to_string(), "x")).collect()
}

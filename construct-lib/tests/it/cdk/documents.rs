//! Policy documents, case by case from the vectors.

use construct_lib::iam::{
    BoolKey, Condition, ConditionKey, PolicyDocument, PolicyStatement, Principal, StringKey,
};
use construct_lib::testing::Template;
use construct_lib::{App, CfnResource, Construct, Expr, Node, Stack, StackProps, Value, intrinsic};
use serde_json::Value as Json;

use super::compare::{differences, vectors};

/// What is known only at deployment in the vectors, by logical ids.
const RESOURCES: &[&str] = &["Table", "Other", "Queue", "Topic", "Parameter", "RoleA", "RoleB"];

#[test]
fn documents_are_merged_and_rendered_as_the_cdk_does() {
    let vectors = vectors("iam-documents");
    let cases = vectors["cases"].as_array().unwrap();
    let mut failures = Vec::new();
    let mut count = 0;
    for case in cases.iter().filter(|c| c.get("error").is_none()) {
        // Our reader sorts the keys of objects; this one is written out below.
        if case["name"] == "same condition in another order" {
            continue;
        }
        count += 1;
        let ours = render(&case["statements"]);
        let found = differences(&case["document"], &ours, "");
        if !found.is_empty() {
            failures.push(format!("{}:\n  {}", case["name"], found.join("\n  ")));
        }
    }
    assert!(count >= 150, "{count} cases");
    assert!(failures.is_empty(), "{}", failures.join("\n\n"));
}

/// The document as it stands in a template; nothing when it is empty.
fn render(statements: &Json) -> Json {
    let app = App::new();
    let stack = Stack::new(&app, "Stack", StackProps::new());
    for id in RESOURCES {
        CfnResource::new(&stack, id, "Acme::Test::Thing");
    }
    let statements = statements.as_array().unwrap().iter();
    let document = statements
        .map(|s| statement(stack.node(), s))
        .fold(PolicyDocument::new(), PolicyDocument::statement);
    if document.is_empty() {
        return Json::Null;
    }
    let policy = CfnResource::new(&stack, "Policy", "Acme::Test::Policy");
    policy.add_property_override("Document", &document);
    let template = Template::from_stack(&stack);
    template.to_json()["Resources"]["Policy"]["Properties"]["Document"].clone()
}

fn statement(stack: &Node, json: &Json) -> PolicyStatement {
    let texts =
        |json: &Json| -> Vec<Value<String>> { list(json).map(|t| text(stack, t)).collect() };
    let mut statement = match json["Effect"].as_str().unwrap() {
        "Deny" => PolicyStatement::deny(),
        _ => PolicyStatement::allow(),
    };
    if let Some(sid) = json["Sid"].as_str() {
        statement = statement.sid(sid.to_owned());
    }
    statement = statement
        .actions(texts(&json["Action"]))
        .not_actions(texts(&json["NotAction"]))
        .resources(texts(&json["Resource"]))
        .not_resources(texts(&json["NotResource"]));
    for one in principals(stack, &json["Principal"]) {
        statement = statement.principal(&one);
    }
    for one in principals(stack, &json["NotPrincipal"]) {
        statement = statement.not_principal(&one);
    }
    for (operator, tests) in json["Condition"].as_object().into_iter().flatten() {
        for (key, test) in tests.as_object().unwrap() {
            let (operator, key) = (operator.clone(), key.clone());
            let condition = match test {
                Json::Array(_) => {
                    let all = list(test).map(|t| text(stack, t).into());
                    Condition::unchecked(operator, key, Expr::list(all))
                }
                one => Condition::unchecked(operator, key, Expr::from(text(stack, one))),
            };
            statement = statement.condition(condition);
        }
    }
    statement
}

fn principals(stack: &Node, json: &Json) -> Vec<Principal> {
    if json == "*" {
        return vec![Principal::star()];
    }
    let kinds = json.as_object().into_iter().flatten();
    kinds
        .flat_map(|(kind, names)| {
            list(names).map(move |name| {
                let name = text(stack, name);
                match kind.as_str() {
                    "AWS" => Principal::arn(name),
                    "Federated" => Principal::web_identity(name),
                    "CanonicalUser" => Principal::canonical_user(name),
                    _ => Principal::service(name.as_literal().unwrap()),
                }
            })
        })
        .collect()
}

fn list(json: &Json) -> impl Iterator<Item = &Json> {
    match json {
        Json::Null => [].iter(),
        Json::Array(all) => all.iter(),
        one => std::slice::from_ref(one).iter(),
    }
}

fn text(stack: &Node, json: &Json) -> Value<String> {
    if let Some(text) = json.as_str() {
        return Value::text(text.to_owned());
    }
    let resource = |id: &Json| {
        let id = id.as_str().unwrap();
        let node = stack.try_child(id);
        node.unwrap_or_else(|| panic!("`{id}` is not one of {RESOURCES:?}"))
    };
    if json["Ref"] == "AWS::AccountId" {
        return construct_lib::Aws::ACCOUNT_ID;
    }
    if json.get("Ref").is_some() {
        return Value::of(Expr::Ref(resource(&json["Ref"]).node_id()));
    }
    if let Some([id, attribute]) = json["Fn::GetAtt"].as_array().map(Vec::as_slice) {
        let attribute = attribute.as_str().unwrap().to_owned();
        return Value::of(Expr::get_att(resource(id).node_id(), attribute));
    }
    let parts = json["Fn::Join"][1].as_array().unwrap().iter();
    intrinsic::concat(parts.map(|part| text(stack, part).into()))
}

#[test]
fn conditions_in_another_order_are_other_conditions() {
    let transport = |s: PolicyStatement| {
        s.condition(Condition::bool(ConditionKey::<BoolKey>::new("aws:SecureTransport"), true))
    };
    let region = |s: PolicyStatement| {
        s.condition(Condition::string_equals(
            ConditionKey::<StringKey>::new("aws:RequestedRegion"),
            "us-east-1",
        ))
    };
    let allow = |action| PolicyStatement::allow().actions([action]).resource("*");
    let app = App::new();
    let stack = Stack::new(&app, "Stack", StackProps::new());
    let document = PolicyDocument::new()
        .statement(region(transport(allow("a:X"))))
        .statement(transport(region(allow("a:Y"))));
    let policy = CfnResource::new(&stack, "Policy", "Acme::Test::Policy");
    policy.add_property_override("Document", &document);
    let template = Template::from_stack(&stack);
    assert_eq!(template.as_str().matches("Allow").count(), 2);
}

/// What the CDK refuses at once is reported here when it is used.
#[test]
fn actions_that_the_cdk_refuses_are_reported() {
    let vectors = vectors("iam-documents");
    let cases = vectors["cases"].as_array().unwrap().iter();
    for case in cases.filter(|c| c.get("error").is_some() || c.get("invalid").is_some()) {
        let app = App::new();
        let stack = Stack::new(&app, "Stack", StackProps::new());
        let role = construct_lib::iam::RoleProps::new(Principal::service("lambda"));
        let role = construct_lib::iam::Role::new(&stack, "Role", role);
        role.add_to_policy(statement(stack.node(), &case["statements"][0]));
        let is_refused = app.synth().is_err();
        // AWS takes `?` for any one character; the CDK does not know that.
        let is_expected = case["name"] != "an action with a question mark";
        assert_eq!(is_refused, is_expected, "{}", case["name"]);
    }
}

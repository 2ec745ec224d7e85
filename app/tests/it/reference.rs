//! The sample beside the template that the real CDK makes of the same program.

use std::collections::{BTreeMap, BTreeSet};

use app::UserService;
use construct_lib::{App, Construct};
use serde_json::{Map, Value, json};

use crate::template;

const TEMPLATE: &str =
    include_str!("../../../judges/aws-cdk/reference/user-service-api-scoped.json");
const PATHS: &str =
    include_str!("../../../judges/aws-cdk/reference/user-service-api-scoped.paths.json");

/// The id of the deployment ends with a hash, which differs on purpose.
const DEPLOYMENT: &str = "UserApiDeployment24839811";

/// An intended difference: where, what the CDK has, what we have, and why.
/// `Null` is a value that is not there.
struct Difference {
    path: &'static str,
    cdk: Value,
    ours: Value,
    reason: &'static str,
}

fn intended() -> Vec<Difference> {
    let table = "/Resources/UserTableBD4BF69E";
    let role = "/Resources/UserHandlerServiceRoleEA6B4E4F";
    let policy = "/Resources/UserHandlerServiceRoleDefaultPolicy0846AF9C";
    let function = "/Resources/UserHandler672EEE8D";
    let group = "/Resources/UserHandlerLogGroup12503CC1";
    let permission = "/Resources/UserApiApiPermissionApiScopedUserServiceUserHandlerBCA15003UserServiceUserApiC53EED1FC5D802CD";
    let managed = json!([{ "Fn::Join": ["", ["arn:", { "Ref": "AWS::Partition" }, ":iam::aws:policy/service-role/AWSLambdaBasicExecutionRole"]] }]);
    let name = json!({ "Fn::Join": ["", ["/aws/lambda/", { "Ref": "UserHandler672EEE8D" }]] });
    let write_log = json!({
        "Action": ["logs:CreateLogStream", "logs:PutLogEvents"],
        "Effect": "Allow",
        "Resource": { "Fn::GetAtt": ["UserHandlerLogGroup12503CC1", "Arn"] },
    });
    let in_bucket = json!({ "S3Bucket": "code-bucket", "S3Key": "user-handler.zip" });
    let none = || Value::Null;
    let list = [
        (
            String::new(),
            "/Description",
            none(),
            json!("The User service"),
            "the sample says what it is",
        ),
        (
            table.into(),
            "/DeletionPolicy",
            json!("Retain"),
            json!("RetainExceptOnCreate"),
            "a failed creation leaves nothing that blocks the next try",
        ),
        (
            role.into(),
            "/Properties/ManagedPolicyArns",
            managed,
            none(),
            "least privilege: the role writes to its own log group alone",
        ),
        (
            policy.into(),
            "/Properties/PolicyDocument/Statement/+",
            none(),
            write_log,
            "least privilege: the role writes to its own log group alone",
        ),
        (
            policy.into(),
            "/Properties/PolicyDocument/Statement/1/Action/+",
            json!("dynamodb:GetRecords"),
            none(),
            "it reads streams, on a table it is dead",
        ),
        (
            policy.into(),
            "/Properties/PolicyDocument/Statement/1/Action/+",
            json!("dynamodb:GetShardIterator"),
            none(),
            "it reads streams, on a table it is dead",
        ),
        (
            function.into(),
            "/DependsOn/+",
            json!("UserHandlerServiceRoleEA6B4E4F"),
            none(),
            "the property Role orders the role already",
        ),
        (
            function.into(),
            "/Properties/Code",
            in_bucket,
            json!("assets/user-handler-x86_64.zip"),
            "a path for `aws cloudformation package`; the reference must not hold the hash of a build",
        ),
        (
            function.into(),
            "/Properties/LoggingConfig",
            none(),
            json!({
                "LogFormat": "JSON",
                "LogGroup": { "Ref": "UserHandlerLogGroup12503CC1" }
            }),
            "the group has no fixed name, so the function names it; the handler writes JSON",
        ),
        (
            group.into(),
            "/Properties/LogGroupName",
            name,
            none(),
            "a fixed name blocks a second try",
        ),
        (
            group.into(),
            "/Properties/RetentionInDays",
            json!(731),
            json!(30),
            "logs that nobody asked to keep cost money",
        ),
        (
            group.into(),
            "/DeletionPolicy",
            json!("Retain"),
            json!("Delete"),
            "logs that nobody asked to keep cost money",
        ),
        (
            group.into(),
            "/UpdateReplacePolicy",
            json!("Retain"),
            json!("Delete"),
            "logs that nobody asked to keep cost money",
        ),
        (
            format!("/Resources/{DEPLOYMENT}"),
            "/Metadata",
            json!({ "aws:cdk:do-not-refactor": true }),
            none(),
            "only `cdk refactor` reads it",
        ),
        (
            permission.into(),
            "/Properties/SourceArn/Fn::Join/1/8",
            json!("/*/*/*"),
            json!("/*/*"),
            "`/*/*/*` misses authorizers and the routes of other kinds of API",
        ),
        (
            "/Resources/UserApiB6C12381".into(),
            "/Properties/SecurityPolicy",
            none(),
            json!("TLS_1_2"),
            "left alone, AWS takes TLS 1.0 at regional endpoints",
        ),
    ];
    list.into_iter()
        .map(|(at, path, cdk, ours, reason)| Difference {
            path: (at + path).leak(),
            cdk,
            ours,
            reason,
        })
        .collect()
}

/// One difference that was found: where, the CDK's value, ours.
type Found = (String, Value, Value);

fn compare(path: &str, cdk: &Value, ours: &Value, found: &mut Vec<Found>) {
    match (cdk, ours) {
        (Value::Object(a), Value::Object(b)) => {
            let names: BTreeSet<&String> = a.keys().chain(b.keys()).collect();
            for name in names {
                let (a, b) =
                    (a.get(name).unwrap_or(&Value::Null), b.get(name).unwrap_or(&Value::Null));
                compare(&format!("{path}/{name}"), a, b, found);
            }
        }
        (Value::Array(a), Value::Array(b)) => compare_lists(path, a, b, found),
        _ if cdk == ours => {}
        _ => found.push((path.to_owned(), cdk.clone(), ours.clone())),
    }
}

/// Lists of texts are sets to AWS where they stand here (actions, `DependsOn`),
/// but not inside `Fn::Join`. Statements are told apart by their resource.
fn compare_lists(path: &str, cdk: &[Value], ours: &[Value], found: &mut Vec<Found>) {
    let is_set = path.ends_with("/Action") || path.ends_with("/DependsOn");
    if !is_set && !path.ends_with("/Statement") {
        let length = cdk.len().max(ours.len());
        for at in 0..length {
            let (a, b) =
                (cdk.get(at).unwrap_or(&Value::Null), ours.get(at).unwrap_or(&Value::Null));
            compare(&format!("{path}/{at}"), a, b, found);
        }
        return;
    }
    let key =
        |value: &Value| value.get("Resource").or(value.get("Principal")).unwrap_or(value).clone();
    for a in cdk {
        match ours.iter().position(|b| key(a) == key(b)) {
            Some(at) => compare(&format!("{path}/{at}"), a, &ours[at], found),
            None => found.push((format!("{path}/+"), a.clone(), Value::Null)),
        }
    }
    for b in ours.iter().filter(|b| !cdk.iter().any(|a| key(a) == key(b))) {
        found.push((format!("{path}/+"), Value::Null, b.clone()));
    }
}

/// A template in which the deployment has the stem of its id.
fn without_hash(template: &Value) -> Value {
    let resources = template["Resources"].as_object().unwrap();
    let ids: Vec<&String> = resources.keys().filter(|id| id.starts_with(DEPLOYMENT)).collect();
    let [id] = ids.as_slice() else { panic!("not exactly one deployment: {ids:?}") };
    let hash = id.strip_prefix(DEPLOYMENT).unwrap();
    assert_eq!(hash.len(), 32, "{id}");
    assert!(hash.chars().all(|c| matches!(c, '0'..='9' | 'a'..='f')), "{id}");
    serde_json::from_str(&template.to_string().replace(id.as_str(), DEPLOYMENT)).unwrap()
}

#[test]
fn the_template_differs_from_the_cdks_only_where_it_is_intended() {
    let cdk: Value = serde_json::from_str(TEMPLATE).unwrap();
    let mut found = Vec::new();
    compare("", &without_hash(&cdk), &without_hash(&template(None)), &mut found);

    let intended = intended();
    let same = |f: &Found, d: &Difference| f.0 == d.path && f.1 == d.cdk && f.2 == d.ours;
    let new: Vec<String> = found
        .iter()
        .filter(|f| !intended.iter().any(|d| same(f, d)))
        .map(|(path, cdk, ours)| format!("{path}\n    CDK:  {cdk}\n    ours: {ours}"))
        .collect();
    assert!(new.is_empty(), "differences that nobody intended:\n  {}", new.join("\n  "));
    let gone: Vec<String> = intended
        .iter()
        .filter(|d| !found.iter().any(|f| same(f, d)))
        .map(|d| format!("{}: {}", d.path, d.reason))
        .collect();
    assert!(gone.is_empty(), "intended differences that are no more:\n  {}", gone.join("\n  "));
}

#[test]
fn comparing_finds_what_differs() {
    let cdk = json!({ "A": { "Action": ["x", "y"] }, "B": [1, 2], "C": { "Statement": [{ "Resource": "r", "Effect": "Allow" }] } });
    let ours = json!({ "A": { "Action": ["y", "z"] }, "B": [1], "C": { "Statement": [{ "Resource": "r", "Effect": "Deny" }] } });
    let mut found = Vec::new();
    compare("", &cdk, &ours, &mut found);
    let paths: Vec<&str> = found.iter().map(|f| f.0.as_str()).collect();
    assert_eq!(paths, ["/A/Action/+", "/A/Action/+", "/B/1", "/C/Statement/0/Effect"]);
    found.clear();
    compare("", &cdk, &cdk, &mut found);
    assert_eq!(found, []);
}

/// The tree has a construct at every path of the CDK's resources, and no other leaf.
#[test]
fn the_construct_paths_are_the_cdks() {
    let app = App::new();
    let service = UserService::new(&app, "UserService");
    // The policy of a role appears once all that it allows is known.
    app.synth().unwrap();
    let all: BTreeSet<String> = service.node().find_all().iter().map(|node| node.path()).collect();
    let leaves: BTreeSet<String> = all
        .iter()
        .filter(|path| !all.iter().any(|other| other.starts_with(&format!("{path}/"))))
        .cloned()
        .collect();
    let paths: Map<String, Value> = serde_json::from_str(PATHS).unwrap();
    let expected: BTreeSet<String> =
        paths.values().map(|path| path.as_str().unwrap().to_owned()).collect();
    assert_eq!(leaves, expected);
}

/// Each construct path has the logical id that the CDK gives it.
#[test]
fn the_logical_ids_are_the_cdks() {
    let paths: BTreeMap<String, String> = serde_json::from_str(PATHS).unwrap();
    let template = template(None);
    let ours: BTreeSet<String> = ["Resources", "Outputs"]
        .into_iter()
        .flat_map(|section| template[section].as_object().unwrap().keys().cloned())
        .map(|id| if id.starts_with(DEPLOYMENT) { DEPLOYMENT.to_owned() } else { id })
        .collect();
    let expected: BTreeSet<String> = paths
        .into_keys()
        .map(|id| if id.starts_with(DEPLOYMENT) { DEPLOYMENT.to_owned() } else { id })
        .collect();
    assert_eq!(ours, expected);
}

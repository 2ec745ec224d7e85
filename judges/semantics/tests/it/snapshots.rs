//! The templates of this repository.

use std::fs;

use serde_json::{Value, json};
use template_semantics::{Finding, check};

use super::{Case, Tally, files, root, templates};

/// The templates in the snapshots. A snapshot is a header of YAML between two
/// lines `---`, then a template, or templates by the names of their stacks.
fn cases() -> Vec<Case> {
    let mut found = Vec::new();
    for path in files(&root().join("snapshots/templates"), ".snap") {
        let text = fs::read_to_string(&path).unwrap();
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        let body = text
            .strip_prefix("---\n")
            .and_then(|rest| rest.split_once("\n---\n"))
            .map(|(_, body)| body)
            .unwrap_or_else(|| panic!("{name} is no snapshot"));
        let value =
            serde_json::from_str(body).unwrap_or_else(|e| panic!("{name} holds no JSON: {e}"));
        let before = found.len();
        templates(&value, &name, &mut found);
        assert!(found.len() > before, "{name} holds no template");
    }
    found
}

/// Findings that are allowed: in which snapshot, of which rule, with which
/// words in the message, and why.
const ALLOWED: [(&str, &str, &str, &str); 7] = [
    (
        "apigateway-stage-options",
        "logging-role",
        "may not write logs",
        "the program gives a role without policies, and is about the stage",
    ),
    ("function-options", "iam-wide-resource", "`ses:SendEmail`", "the program's own statement"),
    ("log-groups", "function-log-group", "for ever", "the program asks for it"),
    ("rest-api-options", "api-key-usable", "no usage plan", "the program is about the method"),
    ("websocket-api-models", "model-exists", "\"Other\"", "the API had the model before"),
    ("websocket-api-routes", "api-key-usable", "no usage plan", "the program is about routes"),
    (
        "websocket-api-routes",
        "integration-role",
        "which no integration with this role does",
        "the program grants what a handler is granted, with one call",
    ),
];

#[test]
fn nothing_is_wrong_with_any_template_of_the_repository() {
    let tally = Tally::of(&cases());
    tally.print("snapshots");
    let allowed = |case: &str, finding: &Finding| {
        ALLOWED.iter().position(|(snapshot, rule, words, _)| {
            case.split(':').next() == Some(snapshot)
                && finding.rule == *rule
                && finding.message.contains(words)
        })
    };
    let (used, found): (Vec<_>, Vec<_>) =
        tally.findings.iter().partition(|(case, f)| allowed(case, f).is_some());
    let found: Vec<String> = found.iter().map(|(case, f)| format!("{case}: {f}")).collect();
    assert!(found.is_empty(), "{} findings:\n  {}", found.len(), found.join("\n  "));
    for (at, entry) in ALLOWED.iter().enumerate() {
        let is_used = used.iter().any(|(case, f)| allowed(case, f) == Some(at));
        assert!(is_used, "no longer found, take it off the list: {entry:?}");
    }
    // A folder that became empty is no success.
    assert!(tally.templates >= 15, "only {} templates", tally.templates);
    assert!(tally.total() >= 10_000, "only {} evaluations", tally.total());
}

/// The sample's template with another value at a JSON pointer.
fn sample_with(pointer: &str, value: Value) -> Value {
    let sample = cases().into_iter().find(|case| case.name == "user-service").unwrap();
    // The id of the deployment ends with a hash.
    let text = sample.document.to_string();
    let start = text.find("UserApiDeployment24839811").unwrap();
    let id = text[start..start + 57].to_owned();
    let mut template: Value = serde_json::from_str(&text.replace(&id, "Deployment")).unwrap();
    assert_eq!(check(&template), []);
    *template.pointer_mut(pointer).unwrap_or_else(|| panic!("nothing at {pointer}")) = value;
    template
}

/// The defects that linters and emulators pass over, put into the sample: each is found.
#[test]
fn defects_in_the_sample_are_found() {
    let permission = "/Resources/UserApiApiPermissionApiScopedUserServiceUserHandlerBCA15003UserServiceUserApiC53EED1FC5D802CD";
    let role = "/Resources/UserHandlerServiceRoleEA6B4E4F";
    let policy = "/Resources/UserHandlerServiceRoleDefaultPolicy0846AF9C/Properties/PolicyDocument";
    let source = format!("{permission}/Properties/SourceArn/Fn::Join/1");
    let trust = format!("{role}/Properties/AssumeRolePolicyDocument/Statement/0/Principal/Service");
    for (pointer, value, rule) in [
        ("/Resources/Deployment/DependsOn", json!([]), "deployment-waits"),
        (&trust, json!("ec2.amazonaws.com"), "trust-policy-service"),
        (
            "/Resources/UserApiusersGET403D2BE5/Properties/Integration/IntegrationHttpMethod",
            json!("GET"),
            "lambda-integration-post",
        ),
        (permission, json!({ "Type": "AWS::Lambda::Permission" }), "lambda-permission-missing"),
        (&format!("{source}/8"), json!("/*/GET/*"), "lambda-permission-missing"),
        (&format!("{source}/7"), json!("*"), "lambda-permission-too-wide"),
        (&format!("{source}/7"), json!("another"), "lambda-permission-missing"),
        (
            &format!("{permission}/Properties/Principal"),
            json!("s3.amazonaws.com"),
            "lambda-permission-missing",
        ),
        (
            &format!("{policy}/Statement/1/Action/0"),
            json!("dynamodb:FetchItem"),
            "iam-action-exists",
        ),
        (
            &format!("{policy}/Statement/1/Action/0"),
            json!("dynamodb:GetRecords"),
            "iam-dead-action",
        ),
        (&format!("{policy}/Statement/1/Resource"), json!("*"), "iam-wide-resource"),
        (
            &format!("{policy}/Statement/0/Action/1"),
            json!("logs:CreateLogGroup"),
            "iam-missing-action",
        ),
        ("/Resources/UserHandler672EEE8D/DependsOn", json!([]), "function-waits-for-policy"),
        (
            "/Resources/UserHandler672EEE8D/DependsOn",
            json!(["UserHandlerServiceRoleEA6B4E4F"]),
            "redundant-depends-on",
        ),
        ("/Resources/UserTableBD4BF69E/DeletionPolicy", Value::Null, "stateful-policies"),
        (
            "/Resources/UserHandler672EEE8D/Properties/Code",
            json!("/Users/me/user-handler.zip"),
            "absolute-path",
        ),
    ] {
        let found = check(&sample_with(pointer, value));
        assert!(
            found.iter().any(|f| f.rule == rule),
            "{rule} is not found at {pointer}: {found:?}"
        );
    }
}

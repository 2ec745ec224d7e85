//! Whole apps: every template and every manifest is the CDK's, but for what
//! differs on purpose.

#[path = "../../../../core/tests/it/assemblies/document.rs"]
mod document;

mod alias;
mod aspects;
mod chain;
mod crossing;
mod elements;
mod http_authorizers;
mod http_default;
mod http_integrations;
mod iam_access;
mod include;
mod nested;
mod rest_authorizers;
mod rest_crud;
mod rest_document;
mod rest_integrations;
mod rest_private;
mod rest_stage;
mod shared_table;
mod stages;
mod websocket_chat;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use construct_lib::cfn::sns::{CfnSubscription, CfnSubscriptionProps, CfnTopic};
use construct_lib::dynamodb::{Attribute, Table, TableProps};
use construct_lib::lambda::{Code, Function, FunctionProps, Runtime};
use construct_lib::{
    App, CfnResource, Construct, Environment, Expr, Node, RemovalPolicy, StackArtifact, StackProps,
    Value,
};
use serde_json::Value as JsonValue;

use super::compare::DIFFERENCES;
use crate::support::check_app;
use document::{comparable, differences, document};

/// An app of `judges/aws-cdk/programs/apps.js`, written for this library.
struct Judged {
    /// The file of the reference.
    name: &'static str,
    build: fn(&App),
    /// Where this app differs besides what all differ in: a part of the place,
    /// and why.
    differs: &'static [(&'static str, &'static str)],
}

const APPS: &[Judged] = &[
    shared_table::STRONG,
    shared_table::WEAK,
    chain::APP,
    stages::APP,
    nested::APP,
    include::APP,
    elements::APP,
    alias::APP,
    aspects::APP,
    http_authorizers::APP,
    http_default::APP,
    http_integrations::APP,
    iam_access::APP,
    rest_authorizers::APP,
    rest_crud::APP,
    rest_document::APP,
    rest_integrations::APP,
    rest_private::APP,
    rest_stage::APP,
    websocket_chat::APP,
];

/// What all apps together use of the list of differences.
const USED: &[&str] = &[
    "a domain of HTTP APIs says that it is reached by TLS 1.2 or newer",
    "a function depends on the policies of its role, not on the role",
    "a function has 256 MB, 10 seconds and `x86_64` by default",
    "a mock of a WebSocket API has no URI, and answers with 200 unless it is told otherwise",
    "a stage of an HTTP API does not wait for its domain",
    "a stage writes an access log: of an HTTP API always, of others once the account has a role for it",
    "a table or a key is `RetainExceptOnCreate`",
    "a usage plan refers to the stage of a WebSocket API",
    "a web ACL's association is below a construct of its own",
    "a WebSocket API has one permission for a function, however many routes and authorizers call it",
    "a regional REST API takes TLS 1.2 and newer",
    "an authorizer's function is called by the permission of its API",
    "the access log of a stage names its group without `:*`",
    "the hash in a deployment's id is another one, and it has no `aws:cdk:do-not-refactor`",
    "the log group of a function is unnamed, kept for 30 days, deleted with the stack, and named in `LoggingConfig`",
    "the partition of an ARN is `AWS::Partition`, also where the region is known",
    "the permission for an API covers `/*/*`",
    "the role of a function has no managed policy, but a statement for its log group",
    "the templates between a request and a state machine are our own",
    "to read a table is not to read its stream",
];

#[test]
fn whole_apps_are_those_of_the_cdk() {
    let mut failures = Vec::new();
    let mut used = BTreeSet::new();
    for app in APPS {
        failures.extend(judge(app, &mut used).err().map(|e| format!("{}: {e}", app.name)));
    }
    assert!(failures.is_empty(), "{}", failures.join("\n\n"));
    let expected: BTreeSet<&str> = USED.iter().copied().collect();
    assert_eq!(used, expected, "a difference is new, or is no more");
}

#[test]
fn every_app_of_the_judge_is_here() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../judges/aws-cdk/reference/apps");
    let files = fs::read_dir(folder).unwrap().map(|e| e.unwrap().file_name());
    let names: BTreeSet<String> =
        files.map(|f| f.to_string_lossy().trim_end_matches(".json").to_owned()).collect();
    let ours: BTreeSet<String> = APPS.iter().map(|app| app.name.to_owned()).collect();
    assert_eq!(ours, names);
}

/// The other judges read these snapshots, and the rules over several templates
/// look at them.
#[test]
fn an_app_with_every_crossing_is_reviewed() {
    let app = App::new();
    crossing::build(&app);
    let assembly = app.synth().unwrap_or_else(|errors| panic!("{errors}"));
    let text = written(assembly.stacks());
    let read: JsonValue = serde_json::from_str(&text).unwrap();
    assert_eq!(read, document(assembly.stacks()));
    check_app("app-crossing", &text);
}

/// The same as text, with the templates as they are written: what a snapshot
/// of an app holds, and the judges of snapshots read.
fn written(stacks: &[StackArtifact]) -> String {
    let mut all = document(stacks);
    // Its order depends on what other crates of the build ask of serde_json.
    all.sort_all_objects();
    let mut texts: BTreeMap<String, &str> = BTreeMap::new();
    for stack in stacks {
        let directory = stack.directory();
        let file = |name: &str| format!("{directory}/{name}").trim_start_matches('/').to_owned();
        texts.insert(file(&stack.template_file()), stack.template_json());
        for inner in stack.nested() {
            texts.insert(file(inner.file()), inner.template_json());
        }
    }
    let inset = |text: &str, by: &str| text.trim_end().replace('\n', by);
    let templates: Vec<String> = texts
        .iter()
        .map(|(file, text)| {
            let text = inset(text, "\n    ");
            format!("    {}: {text}", JsonValue::from(file.as_str()))
        })
        .collect();
    let part = |name: &str| {
        let text = serde_json::to_string_pretty(&all[name]).unwrap();
        format!("  \"{name}\": {}", inset(&text, "\n  "))
    };
    let templates = templates.join(",\n");
    format!(
        "{{\n  \"templates\": {{\n{templates}\n  }},\n{},\n{}\n}}\n",
        part("nested"),
        part("manifests")
    )
}

fn judge(judged: &Judged, used: &mut BTreeSet<&'static str>) -> Result<(), String> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../judges/aws-cdk/reference/apps");
    let text = fs::read_to_string(format!("{path}/{}.json", judged.name)).unwrap();
    let mut cdk = comparable(&serde_json::from_str(&text).unwrap());
    let app = App::new();
    (judged.build)(&app);
    let assembly = app.synth().map_err(|errors| errors.to_string())?;
    let mut ours = comparable(&document(assembly.stacks()));
    let is_in_both = |file: &String| ours["templates"].get(file.as_str()).is_some();
    let files: Vec<String> = keys(&cdk["templates"]).into_iter().filter(is_in_both).collect();
    for file in &files {
        let (theirs, own) = (&mut cdk["templates"][file], &mut ours["templates"][file]);
        for difference in DIFFERENCES {
            let before = (theirs.clone(), own.clone());
            (difference.apply)(theirs, own);
            // The order of dependencies is sorted here already.
            if before != (theirs.clone(), own.clone()) {
                used.insert(difference.what);
            }
        }
    }
    let found = differences(&cdk, &ours);
    let is_listed = |place: &String| judged.differs.iter().any(|(part, _)| place.contains(part));
    let unlisted: Vec<&String> = found.iter().filter(|place| !is_listed(place)).collect();
    if let Some((part, _)) =
        judged.differs.iter().find(|(part, _)| !found.iter().any(|place| place.contains(part)))
    {
        return Err(format!("differs no more at {part}"));
    }
    if unlisted.is_empty() {
        Ok(())
    } else {
        let lines: Vec<&str> = unlisted.iter().map(|l| l.as_str()).collect();
        Err(format!("\n  {}", lines.join("\n  ")))
    }
}

/// A certificate that exists already.
const CERTIFICATE: &str =
    "arn:aws:acm:eu-west-1:111122223333:certificate/12345678-1234-1234-1234-123456789012";

fn keys(map: &JsonValue) -> Vec<String> {
    map.as_object().unwrap().keys().cloned().collect()
}

fn handler() -> FunctionProps {
    let code = Code::s3("code-bucket", "handler.zip");
    FunctionProps::new(code, Runtime::ProvidedAl2023, "bootstrap")
}

fn function(scope: &dyn Construct, id: &str, props: FunctionProps) -> Function {
    Function::new(scope, id, props)
}

fn environment(account: &str, region: &str) -> StackProps {
    let environment = Environment::agnostic().account(account).region(region);
    StackProps::new().environment(environment)
}

fn subscribe(scope: &dyn Construct, id: &str, topic: &CfnTopic, endpoint: Value<String>) {
    let props = CfnSubscriptionProps::new("sqs", topic.ref_()).endpoint(endpoint);
    CfnSubscription::new(scope, id, props);
}

fn table(scope: &dyn Construct, id: &str) -> Table {
    Table::new(scope, id, TableProps::new(Attribute::string("id")))
}

/// A state machine as the CDK's construct of level 2 makes it: its ARN.
fn state_machine(scope: &dyn Construct, id: &str) -> Value<String> {
    let node = Node::new(scope, id);
    let machine = CfnResource::new(&node, "Resource", "AWS::StepFunctions::StateMachine");
    let definition = r#"{"StartAt":"Done","States":{"Done":{"Type":"Succeed"}}}"#;
    machine.add_property_override("DefinitionString", Expr::text(definition));
    let role = Expr::text("arn:aws:iam::111122223333:role/machine");
    machine.add_property_override("RoleArn", role);
    machine.add_property_override("StateMachineType", Expr::text("EXPRESS"));
    machine.apply_removal_policy(RemovalPolicy::Destroy);
    Value::of(machine.ref_expr())
}

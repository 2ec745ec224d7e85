//! Templates that nobody here wrote: the CDK's.
//!
//! What the rules find in them is known, entry by entry with its reason. They
//! show that the rules find what is there, and nothing in what is well.

use std::fs;

use super::{Case, Tally, files, root, templates};

/// Findings that are expected: how many, in which file, of which rule, with
/// which words in the message, and why they are right.
struct Expected {
    count: usize,
    file: &'static str,
    rule: &'static str,
    words: &'static str,
    reason: &'static str,
}

const fn expected(
    count: usize,
    file: &'static str,
    rule: &'static str,
    words: &'static str,
    reason: &'static str,
) -> Expected {
    Expected { count, file, rule, words, reason }
}

const OWN_GROUP: &str =
    "the CDK gives the group the name that Lambda expects, and leaves LoggingConfig out";
const ROLE_TWICE: &str =
    "the CDK lets a function depend on its role, which its property names already";
const STREAMS: &str = "the CDK's read grants name actions of streams on the table";
const LISTED: &str = "the CDK grants the list of all streams on one of them";
const INDEX: &str = "the CDK's write grants name the indexes, which no write action knows";
const PROGRAM: &str = "the program of the vector says so, to show something else";
const NO_POLICY: &str = "a resource of level 1 without a removal policy";
const UNORDERED: &str =
    "the CDK deploys a stack without waiting for one of another account whose output it reads";
const CIRCLE: &str = "the CDK writes a circle between nested stacks, which CloudFormation refuses";
const MOCK: &str =
    "the CDK's default integration is a MOCK without a template: it answers with status 500";

const STAR: &str =
    "the CDK's permission for an HTTP API ends with `/*/*/*`, which misses the route `$default`";
const GROUP_STREAMS: &str =
    "the CDK gives the attribute `Arn`, with `:*`, to the stages of HTTP and WebSocket APIs";

const DOMAIN_TWICE: &str =
    "the CDK lets a mapping depend on its domain, which its property names already";
const PLAN_WAITS: &str =
    "the CDK lets a usage plan depend on all of the API, whose id its property names already";
const PLAN_EARLY: &str =
    "the CDK's usage plan names the stage as text, and waits for it only when the program says so";
const CREDENTIALS: &str =
    "the CDK writes `*` with credentials into preflight answers, which browsers refuse";
const ROOT_MOCK: &str =
    "the CDK answers the root beside a proxy by a MOCK without a template: status 500";

const FIRST_API: &str = "the table of actions has only the resources of HTTP and WebSocket APIs under `apigateway`, which REST APIs share";
const OLD_NAME: &str = "the CDK leaves the old id in the text of Fn::Sub";
const BROKEN_ARN: &str = "the CDK takes every text that begins as an ARN does";

const EXPECTED: &[Expected] = &[
    expected(2, "alias.json", "function-log-group", "LoggingConfig", OWN_GROUP),
    expected(2, "alias.json", "redundant-depends-on", "a reference orders it", ROLE_TWICE),
    expected(4, "aspects.json", "stateful-policies", "holds data", NO_POLICY),
    expected(4, "chain.json", "stateful-policies", "holds data", NO_POLICY),
    expected(1, "dependencies.json", "cycle", "through T, U", PROGRAM),
    expected(1, "dependencies.json", "redundant-depends-on", "a reference orders it", PROGRAM),
    expected(
        1,
        "elements.json",
        "dynamic-reference",
        "eu-west-1:111111111111:SecretString",
        BROKEN_ARN,
    ),
    expected(1, "elements.json", "function-log-group", "LoggingConfig", PROGRAM),
    expected(1, "elements.json", "function-runtime", "Runtime", PROGRAM),
    expected(5, "elements.json", "required-property", "is required", PROGRAM),
    expected(14, "elements.json", "stateful-policies", "holds data", NO_POLICY),
    expected(2, "elements.json", "transform", "nothing needs", PROGRAM),
    expected(42, "functions.json", "function-log-group", "LoggingConfig", OWN_GROUP),
    expected(1, "functions.json", "function-log-group", "for ever", PROGRAM),
    expected(40, "functions.json", "redundant-depends-on", "a reference orders it", ROLE_TWICE),
    expected(
        1,
        "functions.json",
        "confused-deputy",
        "`events.amazonaws.com`",
        "grantInvoke to a service asks for no source",
    ),
    expected(
        1,
        "functions.json",
        "iam-dead-action",
        "`logs:DescribeLogGroups`",
        "grantRead of a group names an action that AWS defines without resources",
    ),
    expected(
        2,
        "functions.json",
        "iam-missing-action",
        "`logs:CreateLogStream`",
        "a role that is given gets no permission to write the log",
    ),
    expected(
        2,
        "functions.json",
        "iam-missing-action",
        "`logs:PutLogEvents`",
        "a role that is given gets no permission to write the log",
    ),
    expected(7, "functions.json", "iam-wide-resource", "`s3:", PROGRAM),
    expected(1, "http-api.json", "access-log", "names the streams", GROUP_STREAMS),
    expected(1, "http-api.json", "domain-name", "has no stage `beta`", PROGRAM),
    expected(3, "http-api.json", "redundant-depends-on", "after `Domain66AC69E0`", DOMAIN_TWICE),
    expected(2, "http-api.json", "route-target", "no route has it", PROGRAM),
    expected(2, "http-api.json", "stage-deploys", "never deploys", PROGRAM),
    expected(1, "http-default.json", "lambda-permission-missing", "$default/$default", STAR),
    expected(1, "http-integrations.json", "access-log", "names the streams", GROUP_STREAMS),
    expected(2, "include.json", "cycle", "waits for itself", PROGRAM),
    expected(1, "include.json", "function-log-group", "LoggingConfig", OWN_GROUP),
    expected(1, "include.json", "iam-dead-action", "`dynamodb:GetRecords`", STREAMS),
    expected(1, "include.json", "iam-dead-action", "`dynamodb:GetShardIterator`", STREAMS),
    expected(1, "include.json", "iam-missing-action", "`WORK`", PROGRAM),
    expected(1, "include.json", "known-property", "`Brand`", PROGRAM),
    expected(2, "include.json", "redundant-depends-on", "a reference orders it", ROLE_TWICE),
    expected(62, "include.json", "stateful-policies", "holds data", NO_POLICY),
    expected(2, "nested-stacks.json", "cycle", "NestedStackResource", CIRCLE),
    expected(602, "nested.json", "stateful-policies", "holds data", NO_POLICY),
    expected(9, "references.json", "function-log-group", "LoggingConfig", OWN_GROUP),
    expected(9, "references.json", "redundant-depends-on", "a reference orders it", ROLE_TWICE),
    expected(12, "references.json", "stack-output-exists", "not before", UNORDERED),
    expected(1, "removal-policies.json", "iam-action-exists", "`a:B`", PROGRAM),
    expected(6, "removal-policies.json", "stateful-policies", "holds data", NO_POLICY),
    expected(1, "renames.json", "dangling-reference", "`A`", OLD_NAME),
    expected(6, "renames.json", "known-property", "AWS::SNS::Topic", PROGRAM),
    expected(1, "rest-api.json", "api-key-usable", "no usage plan", PROGRAM),
    expected(1, "rest-api.json", "cors-credentials", "every origin", CREDENTIALS),
    expected(2, "rest-api.json", "mock-status-code", "statusCode", MOCK),
    expected(1, "rest-api.json", "path-parameter", "`id`", PROGRAM),
    expected(1, "rest-front.json", "function-log-group", "LoggingConfig", OWN_GROUP),
    expected(10, "rest-front.json", "iam-dead-action", "::/apikeys/", FIRST_API),
    expected(3, "rest-front.json", "iam-dead-resource", "::/apikeys/", FIRST_API),
    expected(5, "rest-front.json", "mock-status-code", "statusCode", MOCK),
    expected(1, "rest-front.json", "private-api", "lets nobody in", PROGRAM),
    expected(1, "rest-front.json", "redundant-depends-on", "a reference orders it", ROLE_TWICE),
    expected(2, "rest-front.json", "stateful-policies", "holds data", NO_POLICY),
    expected(1, "rest-api.json", "stage-settings", "`GET /~1users`", PROGRAM),
    expected(4, "rest-methods.json", "api-key-usable", "no usage plan", PROGRAM),
    expected(3, "rest-methods.json", "mock-status-code", "statusCode", MOCK),
    expected(1, "rest-methods.json", "model-exists", "\"Order\"", PROGRAM),
    expected(1, "rest-private.json", "mock-status-code", "statusCode", ROOT_MOCK),
    expected(1, "permissions-boundaries.json", "iam-wide-resource", "`s3:*`", PROGRAM),
    expected(120, "roles.json", "iam-action-exists", "`s3:Action", PROGRAM),
    expected(1, "roles.json", "iam-dead-action", "arn:a", PROGRAM),
    expected(1, "roles.json", "iam-dead-resource", "`arn:a`", PROGRAM),
    expected(2, "roles.json", "iam-federated-trust", "on their `aud`", PROGRAM),
    expected(17, "roles.json", "iam-wide-resource", "`s3:", PROGRAM),
    expected(2, "shared-table", "function-log-group", "LoggingConfig", OWN_GROUP),
    expected(2, "shared-table", "redundant-depends-on", "a reference orders it", ROLE_TWICE),
    expected(2, "stages.json", "function-log-group", "LoggingConfig", OWN_GROUP),
    expected(2, "stages.json", "redundant-depends-on", "a reference orders it", ROLE_TWICE),
    expected(2, "stages.json", "stack-dependencies", "has the same name", PROGRAM),
    expected(15, "tables.json", "iam-dead-action", "`dynamodb:GetRecords`", STREAMS),
    expected(15, "tables.json", "iam-dead-action", "`dynamodb:GetShardIterator`", STREAMS),
    expected(2, "tables.json", "iam-dead-resource", "/index/*`", INDEX),
    expected(1, "tags.json", "function-log-group", "LoggingConfig", OWN_GROUP),
    expected(1, "tags.json", "iam-action-exists", "`a:B`", PROGRAM),
    expected(1, "tags.json", "redundant-depends-on", "a reference orders it", ROLE_TWICE),
    expected(36, "tags.json", "stateful-policies", "holds data", NO_POLICY),
    expected(4, "user-service", "function-log-group", "LoggingConfig", OWN_GROUP),
    expected(4, "user-service", "iam-dead-action", "`dynamodb:GetRecords`", STREAMS),
    expected(4, "user-service", "iam-dead-action", "`dynamodb:GetShardIterator`", STREAMS),
    expected(4, "user-service", "redundant-depends-on", "a reference orders it", ROLE_TWICE),
    expected(2, "websocket-api.json", "access-log", "names the streams", GROUP_STREAMS),
    expected(1, "websocket-api.json", "api-key-usable", "no usage plan", PROGRAM),
    expected(1, "websocket-api.json", "redundant-depends-on", "after `Domain", DOMAIN_TWICE),
    expected(1, "websocket-api.json", "route-target", "no route", PROGRAM),
    expected(1, "websocket-api.json", "stage-deploys", "never", PROGRAM),
    expected(1, "websocket-api.json", "usage-plan-stage", "does not wait", PLAN_EARLY),
    expected(5, "global-table.json", "iam-dead-action", "`dynamodb:GetRecords`", STREAMS),
    expected(5, "global-table.json", "iam-dead-action", "`dynamodb:GetShardIterator`", STREAMS),
    expected(2, "global-table.json", "iam-dead-action", "`dynamodb:ListStreams`", LISTED),
    expected(1, "global-table.json", "iam-dead-resource", "/index/*", INDEX),
    expected(600, "grants.json", "iam-action-exists", ":Action", PROGRAM),
    expected(2, "grants.json", "iam-dead-action", "does nothing on arn:", PROGRAM),
    expected(2, "grants.json", "iam-dead-resource", "on `arn:", PROGRAM),
    expected(11, "grants.json", "iam-wide-resource", "`s3:", PROGRAM),
    expected(168, "grants.json", "stateful-policies", "holds data", NO_POLICY),
    expected(2, "http-authorizers.json", "function-log-group", "LoggingConfig", OWN_GROUP),
    expected(2, "http-authorizers.json", "stateful-policies", "holds data", NO_POLICY),
    expected(
        1,
        "http-authorizers.json",
        "redundant-depends-on",
        "after `Domain66AC69E0`",
        DOMAIN_TWICE,
    ),
    expected(2, "http-authorizers.json", "redundant-depends-on", "ServiceRole", ROLE_TWICE),
    expected(1, "http-default.json", "function-log-group", "LoggingConfig", OWN_GROUP),
    expected(1, "http-default.json", "iam-dead-action", "`dynamodb:GetRecords`", STREAMS),
    expected(1, "http-default.json", "iam-dead-action", "`dynamodb:GetShardIterator`", STREAMS),
    expected(1, "http-default.json", "redundant-depends-on", "ServiceRole", ROLE_TWICE),
    expected(3, "rest-authorizers.json", "function-log-group", "LoggingConfig", OWN_GROUP),
    expected(2, "rest-authorizers.json", "stateful-policies", "holds data", NO_POLICY),
    expected(3, "rest-authorizers.json", "redundant-depends-on", "ServiceRole", ROLE_TWICE),
    expected(1, "rest-crud.json", "function-log-group", "LoggingConfig", OWN_GROUP),
    expected(1, "rest-crud.json", "iam-dead-action", "`dynamodb:GetRecords`", STREAMS),
    expected(1, "rest-crud.json", "iam-dead-action", "`dynamodb:GetShardIterator`", STREAMS),
    expected(1, "rest-crud.json", "redundant-depends-on", "ServiceRole", ROLE_TWICE),
    expected(1, "rest-document.json", "function-log-group", "LoggingConfig", OWN_GROUP),
    expected(1, "rest-document.json", "redundant-depends-on", "ServiceRole", ROLE_TWICE),
    expected(1, "rest-integrations.json", "function-log-group", "LoggingConfig", OWN_GROUP),
    expected(1, "rest-integrations.json", "redundant-depends-on", "ServiceRole", ROLE_TWICE),
    expected(1, "rest-private.json", "function-log-group", "LoggingConfig", OWN_GROUP),
    expected(1, "rest-private.json", "redundant-depends-on", "ServiceRole", ROLE_TWICE),
    expected(1, "rest-stage.json", "function-log-group", "LoggingConfig", OWN_GROUP),
    expected(1, "rest-stage.json", "redundant-depends-on", "ServiceRole", ROLE_TWICE),
    expected(3, "websocket-chat.json", "function-log-group", "LoggingConfig", OWN_GROUP),
    expected(2, "websocket-chat.json", "iam-dead-action", "`dynamodb:GetRecords`", STREAMS),
    expected(2, "websocket-chat.json", "iam-dead-action", "`dynamodb:GetShardIterator`", STREAMS),
    expected(2, "websocket-chat.json", "redundant-depends-on", "after `ApiF70053CD`", PLAN_WAITS),
    expected(3, "websocket-chat.json", "redundant-depends-on", "ServiceRole", ROLE_TWICE),
    expected(1, "websocket-api.json", "function-log-group", "LoggingConfig", OWN_GROUP),
    expected(3, "websocket-api.json", "redundant-depends-on", "after `ApiF70053CD`", PLAN_WAITS),
    expected(1, "websocket-api.json", "redundant-depends-on", "ServiceRole", ROLE_TWICE),
];

fn cases() -> Vec<Case> {
    let mut found = Vec::new();
    for folder in ["reference", "vectors"] {
        for path in files(&root().join("judges/aws-cdk").join(folder), ".json") {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            let value = serde_json::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
            templates(&value, &name, &mut found);
        }
    }
    found
}

#[test]
fn the_templates_of_the_cdk_have_the_defects_that_are_known() {
    let tally = Tally::of(&cases());
    tally.print("templates of the CDK");
    let mut counts = vec![0; EXPECTED.len()];
    let mut new = Vec::new();
    for (case, finding) in &tally.findings {
        let entry = EXPECTED.iter().position(|e| {
            case.starts_with(e.file) && finding.rule == e.rule && finding.message.contains(e.words)
        });
        match entry {
            Some(entry) => counts[entry] += 1,
            None => new.push(format!("{case}: {finding}")),
        }
    }
    assert!(new.is_empty(), "not expected:\n  {}", new.join("\n  "));
    for (entry, count) in EXPECTED.iter().zip(counts) {
        assert_eq!(
            count, entry.count,
            "{} in {}, because {}",
            entry.rule, entry.file, entry.reason
        );
    }
    assert!(tally.templates >= 780, "only {} templates", tally.templates);
    assert!(tally.total() >= 130_000, "only {} evaluations", tally.total());
}

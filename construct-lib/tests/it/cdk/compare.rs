//! Runs the programs of a file of vectors, and compares the templates.

use construct_lib::testing::Template;
use construct_lib::{App, Construct, Stack, StackProps};
use serde_json::{Map, Value, json};

use super::{apis, table_differences};

/// One file of vectors of `judges/aws-cdk`.
pub(crate) fn vectors(name: &str) -> Value {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../judges/aws-cdk/vectors");
    let path = format!("{folder}/{name}.json");
    let text = std::fs::read_to_string(&path).expect("the vectors are in the repository");
    serde_json::from_str(&text).expect("the vectors are JSON")
}

/// A program of the vectors, written for this library.
#[derive(Clone, Copy)]
pub(super) struct Program {
    pub(super) name: &'static str,
    pub(super) build: fn(&Stack),
    /// The code that is reported where the CDK refuses.
    pub(super) refused: Option<&'static str>,
}

/// What fills the stack `s`.
pub(super) const fn program(name: &'static str, build: fn(&Stack)) -> Program {
    Program { name, build, refused: None }
}

/// A program that is reported with this code.
pub(super) const fn refused(name: &'static str, code: &'static str, build: fn(&Stack)) -> Program {
    Program { name, build, refused: Some(code) }
}

/// Runs every program of a file: each case must be here, or among those that
/// are `left_out` with a reason.
pub(super) fn check(file: &str, programs: &[Program], left_out: &[(&str, &str)]) {
    check_in(file, programs, left_out, &StackProps::new());
}

/// As [`check`], in a stack that is somewhere.
pub(super) fn check_in(
    file: &str,
    programs: &[Program],
    left_out: &[(&str, &str)],
    props: &StackProps,
) {
    let vectors = vectors(file);
    let cases = vectors["cases"].as_array().expect("cases");
    let name_of = |case: &Value| case["name"].as_str().expect("a name").to_owned();
    let mut failures = Vec::new();
    for case in cases {
        let name = name_of(case);
        let found = programs.iter().find(|p| p.name == name);
        let is_left_out = left_out.iter().any(|(n, _)| *n == name);
        match found {
            Some(_) if is_left_out => failures.push(format!("{name}: run and left out")),
            Some(program) => failures.extend(run(program, case, props).err()),
            None if is_left_out => {}
            None => failures.push(format!("{name}: neither run nor left out")),
        }
    }
    let names: Vec<String> = cases.iter().map(name_of).collect();
    let ours = programs.iter().map(|p| p.name).chain(left_out.iter().map(|(n, _)| *n));
    for name in ours.filter(|n| !names.iter().any(|m| m == n)) {
        failures.push(format!("{name}: no such case"));
    }
    assert!(
        failures.is_empty(),
        "{} of {} cases differ:\n\n{}",
        failures.len(),
        cases.len(),
        failures.join("\n\n")
    );
}

fn run(program: &Program, case: &Value, props: &StackProps) -> Result<(), String> {
    let name = program.name;
    let app = App::new();
    // The programs are about what the CDK writes, with ARNs that are none.
    app.node().set_context("construct-lib:validate", "false");
    let stack = Stack::new(&app, "Stack", props.clone());
    (program.build)(&stack);
    let ours = Template::try_from_stack(&stack);
    match (program.refused, ours) {
        (Some(code), Err(error)) if error.diagnostics().iter().any(|d| d.code() == code) => Ok(()),
        (Some(code), Err(error)) => Err(format!("{name}: `{code}` is not reported, but\n{error}")),
        (Some(code), Ok(_)) => Err(format!("{name}: `{code}` is not reported")),
        (None, Err(error)) => Err(format!("{name}: {error}")),
        (None, Ok(ours)) => {
            let mut ours = ours.to_json().clone();
            let mut cdk = case["template"].clone();
            if cdk.is_null() {
                return Err(format!("{name}: the CDK refuses: {}", case["error"]));
            }
            for template in [&mut ours, &mut cdk] {
                template.as_object_mut().unwrap().entry("Resources").or_insert(json!({}));
            }
            for difference in DIFFERENCES {
                (difference.apply)(&mut cdk, &mut ours);
            }
            let found = differences(&cdk, &ours, "");
            if found.is_empty() {
                Ok(())
            } else {
                Err(format!("{name}:\n  {}", found.join("\n  ")))
            }
        }
    }
}

/// Where two templates differ.
pub(crate) fn differences(cdk: &Value, ours: &Value, path: &str) -> Vec<String> {
    match (cdk, ours) {
        (Value::Object(a), Value::Object(b)) => {
            let keys = a.keys().chain(b.keys().filter(|k| !a.contains_key(*k)));
            keys.flat_map(|key| {
                let null = &Value::Null;
                let (x, y) = (a.get(key).unwrap_or(null), b.get(key).unwrap_or(null));
                differences(x, y, &format!("{path}/{key}"))
            })
            .collect()
        }
        (a, b) if a == b => Vec::new(),
        (a, b) => vec![format!("{path}: the CDK has {a}, ours is {b}")],
    }
}

/// Where this library differs from the CDK on purpose; the reasons stand at
/// length in `judges/aws-cdk/README.md`.
pub(super) struct Difference {
    pub(super) what: &'static str,
    #[expect(dead_code, reason = "people read why")]
    why: &'static str,
    /// Brings the two templates together in this one respect.
    pub(super) apply: fn(cdk: &mut Value, ours: &mut Value),
}

pub(super) const DIFFERENCES: &[Difference] = &[
    Difference {
        what: "the role of a function has no managed policy, but a statement for its log group",
        why: "least privilege",
        apply: log_permissions,
    },
    Difference {
        what: "the log group of a function is unnamed, kept for 30 days, deleted with the stack, and named in `LoggingConfig`",
        why: "a fixed name blocks a second try, and logs that nobody asked to keep cost money",
        apply: log_groups,
    },
    Difference {
        what: "a function depends on the policies of its role, not on the role",
        why: "the reference to the role orders the role already",
        apply: function_dependencies,
    },
    Difference {
        what: "a function has 256 MB, 10 seconds and `x86_64` by default",
        why: "decided for Rust handlers, and never taken from the host",
        apply: function_defaults,
    },
    Difference {
        what: "a table or a key is `RetainExceptOnCreate`",
        why: "a failed creation leaves nothing that blocks the next try",
        apply: table_differences::retained_tables,
    },
    Difference {
        what: "a provisioned table says so",
        why: "what is written need not be known",
        apply: table_differences::billing_modes,
    },
    Difference {
        what: "the index `i` of the vectors is `idx` here",
        why: "DynamoDB takes names of three characters and more, which the CDK does not check",
        apply: table_differences::index_names,
    },
    Difference {
        what: "to read a table is not to read its stream",
        why: "`GetRecords` and `GetShardIterator` know no tables: dead permissions",
        apply: table_differences::stream_actions,
    },
    Difference {
        what: "to write a table is not to write its indexes",
        why: "no action that writes knows an index: a dead resource",
        apply: table_differences::written_indexes,
    },
    Difference {
        what: "the key of a table is used by way of DynamoDB alone",
        why: "least privilege",
        apply: table_differences::keys_of_tables,
    },
    Difference {
        what: "to read a log group is not to list all of them",
        why: "`logs:DescribeLogGroups` knows no single group: a dead permission",
        apply: listed_log_groups,
    },
    Difference {
        what: "a REST API is regional",
        why: "latency, and what AWS recommends",
        apply: apis::endpoints,
    },
    Difference {
        what: "a regional REST API takes TLS 1.2 and newer",
        why: "left alone, AWS takes TLS 1.0 there",
        apply: apis::security_policies,
    },
    Difference {
        what: "the permission for an API covers `/*/*`",
        why: "`/*/*/*` misses authorizers and other callers",
        apply: apis::source_arns,
    },
    Difference {
        what: "a WebSocket API has one permission for a function, however many routes and authorizers call it",
        why: "one for each reaches the size limit of the function's policy",
        apply: super::websocket_api::one_permission,
    },
    Difference {
        what: "an authorizer's function is called by the permission of its API",
        why: "one permission for the pair covers methods and authorizers",
        apply: apis::authorizer_permissions,
    },
    Difference {
        what: "an authorizer that needs no source names none",
        why: "an empty text says nothing",
        apply: apis::empty_identity_sources,
    },
    Difference {
        what: "the templates between a request and a state machine are our own",
        why: "the CDK's let a client's text end the JSON, and take a time-out for an answer",
        apply: apis::state_machine_templates,
    },
    Difference {
        what: "the role of a SageMaker integration has no description",
        why: "it says who made the template, not what the role is for",
        apply: apis::generated_descriptions,
    },
    Difference {
        what: "a stage writes an access log: of an HTTP API always, of others once the account has a role for it",
        why: "who asked for what is wanted when it is too late to ask for it",
        apply: access_logs,
    },
    Difference {
        what: "a named stage of an HTTP API deploys by itself, as the default one does",
        why: "one that does not serves nothing until somebody deploys",
        apply: super::http_api::auto_deploy,
    },
    Difference {
        what: "a domain of HTTP APIs says that it is reached by TLS 1.2 or newer",
        why: "what is written need not be known",
        apply: super::http_parts::security_policies,
    },
    Difference {
        what: "a stage of an HTTP API does not wait for its domain",
        why: "the mapping refers to the domain, which orders them already",
        apply: super::http_parts::waits_for_domains,
    },
    Difference {
        what: "a stage of a usage plan without limits of methods names none",
        why: "an empty object says nothing",
        apply: apis::empty_throttles,
    },
    Difference {
        what: "a web ACL's association is below a construct of its own",
        why: "the CDK has it at level 1 alone",
        apply: apis::web_acl_associations,
    },
    Difference {
        what: "the hash in a deployment's id is another one, and it has no `aws:cdk:do-not-refactor`",
        why: "the hash must follow escape hatches and not follow tags; only `cdk refactor` reads the mark",
        apply: apis::deployments,
    },
    Difference {
        what: "a usage plan refers to the stage of a WebSocket API",
        why: "a text would order nothing, and to wait for all of the API is too much",
        apply: super::websocket_api::usage_plans,
    },
    Difference {
        what: "a mock of a WebSocket API has no URI, and answers with 200 unless it is told otherwise",
        why: "it has nothing to call, and without a template it fails",
        apply: super::websocket_api::mocks,
    },
    Difference {
        what: "the partition of an ARN is `AWS::Partition`, also where the region is known",
        why: "which partition a region is in is for AWS to say; the name of a new one tells nothing",
        apply: apis::partitions,
    },
    Difference {
        what: "the access log of a stage names its group without `:*`",
        why: "with it the ARN names the streams, and API Gateway documents the group's",
        apply: apis::access_log_groups,
    },
    Difference {
        what: "`DependsOn` is in another order",
        why: "the order means nothing",
        apply: order_of_dependencies,
    },
];

/// Of logs that nobody asked for; those that were asked for the CDK has, too.
fn access_logs(cdk: &mut Value, ours: &mut Value) {
    for (ty, setting) in [
        ("AWS::ApiGateway::Stage", "AccessLogSetting"),
        ("AWS::ApiGatewayV2::Stage", "AccessLogSettings"),
    ] {
        for (id, stage) in resources(ours, ty) {
            if cdk["Resources"][id]["Properties"][setting].is_null() {
                stage["Properties"].as_object_mut().unwrap().remove(setting);
            }
        }
    }
    let has = |id: &String| cdk["Resources"].get(id).is_some();
    let all = ours["Resources"].as_object_mut().unwrap();
    all.retain(|id, r| r["Type"] != "AWS::Logs::LogGroup" || !id.contains("AccessLogs") || has(id));
}

pub(super) type Resources<'a> = Vec<(&'a String, &'a mut Value)>;

pub(super) fn resources<'a>(template: &'a mut Value, ty: &str) -> Resources<'a> {
    let all = template["Resources"].as_object_mut();
    let all = all.into_iter().flat_map(Map::iter_mut);
    all.filter(|(_, r)| r["Type"] == ty).collect()
}

fn get_att(id: &str, attribute: &str) -> Value {
    json!({ "Fn::GetAtt": [id, attribute] })
}

fn log_permissions(cdk: &mut Value, ours: &mut Value) {
    for (_, role) in resources(cdk, "AWS::IAM::Role") {
        let basic = "AWSLambdaBasicExecutionRole";
        if role["Properties"]["ManagedPolicyArns"].to_string().contains(basic) {
            role["Properties"].as_object_mut().unwrap().remove("ManagedPolicyArns");
        }
    }
    let groups: Vec<String> = resources(ours, "AWS::Lambda::Function")
        .into_iter()
        .map(|(_, f)| f["Properties"]["LoggingConfig"]["LogGroup"]["Ref"].as_str().unwrap().into())
        .collect();
    let mut empty = Vec::new();
    for (id, policy) in resources(ours, "AWS::IAM::Policy") {
        let statements =
            policy["Properties"]["PolicyDocument"]["Statement"].as_array_mut().unwrap();
        for group in &groups {
            let own = json!({
                "Action": ["logs:CreateLogStream", "logs:PutLogEvents"],
                "Effect": "Allow",
                "Resource": get_att(group, "Arn"),
            });
            statements.retain(|s| *s != own);
        }
        // Two functions of one role are one statement over two groups.
        let is_own = |s: &Value| {
            s["Action"] == json!(["logs:CreateLogStream", "logs:PutLogEvents"])
                && s["Resource"].as_array().is_some_and(|all| {
                    all.iter().all(|r| groups.iter().any(|g| *r == get_att(g, "Arn")))
                })
        };
        statements.retain(|s| !is_own(s));
        if statements.is_empty() {
            empty.push(id.clone());
        }
    }
    let all = ours["Resources"].as_object_mut().unwrap();
    all.retain(|id, _| !empty.contains(id));
}

fn log_groups(cdk: &mut Value, _: &mut Value) {
    let mut named = Vec::new();
    for (id, group) in resources(cdk, "AWS::Logs::LogGroup") {
        let pointer = "/Properties/LogGroupName/Fn::Join/1";
        let name = group.pointer(pointer).cloned().unwrap_or_default();
        if name[0] == "/aws/lambda/" {
            named.push((id.clone(), name[1]["Ref"].as_str().unwrap().to_owned()));
            let tags = group["Properties"].get("Tags").cloned();
            *group = json!({
                "Type": "AWS::Logs::LogGroup",
                "Properties": { "RetentionInDays": 30 },
                "UpdateReplacePolicy": "Delete",
                "DeletionPolicy": "Delete",
            });
            if let Some(tags) = tags {
                group["Properties"]["Tags"] = tags;
            }
        }
    }
    for (group, function) in named {
        let function = &mut cdk["Resources"][&function]["Properties"];
        function["LoggingConfig"] = json!({ "LogGroup": { "Ref": group } });
    }
}

fn function_dependencies(cdk: &mut Value, ours: &mut Value) {
    let ids = |template: &mut Value, ty| -> Vec<Value> {
        let all = resources(template, ty).into_iter();
        all.map(|(id, _)| json!(id)).collect()
    };
    let roles = ids(cdk, "AWS::IAM::Role");
    let policies = ids(cdk, "AWS::IAM::Policy");
    for (id, function) in resources(ours, "AWS::Lambda::Function") {
        let own = function["DependsOn"].as_array().cloned().unwrap_or_default();
        let expected = &mut cdk["Resources"][id];
        let theirs = expected["DependsOn"].as_array().cloned().unwrap_or_default();
        // A policy that is only there for the log group was taken away above.
        let own: Vec<_> = own.into_iter().filter(|d| policies.contains(d)).collect();
        let theirs: Vec<_> = theirs.into_iter().filter(|d| !roles.contains(d)).collect();
        function["DependsOn"] = json!(own);
        expected["DependsOn"] = json!(theirs);
    }
}

fn function_defaults(cdk: &mut Value, _: &mut Value) {
    for (_, function) in resources(cdk, "AWS::Lambda::Function") {
        let properties = function["Properties"].as_object_mut().unwrap();
        for (name, value) in [
            ("Architectures", json!(["x86_64"])),
            ("MemorySize", json!(256)),
            ("Timeout", json!(10)),
        ] {
            properties.entry(name).or_insert(value);
        }
    }
}

fn listed_log_groups(cdk: &mut Value, _: &mut Value) {
    for (_, policy) in resources(cdk, "AWS::IAM::Policy") {
        let statements = policy["Properties"]["PolicyDocument"]["Statement"].as_array_mut();
        for statement in statements.into_iter().flatten() {
            if let Some(actions) = statement["Action"].as_array_mut() {
                actions.retain(|a| a != "logs:DescribeLogGroups");
            }
        }
    }
}

fn order_of_dependencies(cdk: &mut Value, ours: &mut Value) {
    for template in [cdk, ours] {
        let all = template["Resources"].as_object_mut();
        for resource in all.into_iter().flat_map(Map::values_mut) {
            let dependencies = resource.get_mut("DependsOn").and_then(Value::as_array_mut);
            if let Some(all) = dependencies {
                all.sort_by_key(Value::to_string);
            }
        }
    }
}

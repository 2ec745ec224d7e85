//! When a deployment is made anew, and what it depends on: one edit at a time.

use std::time::Duration;

use construct_lib::apigateway::{
    AuthorizationType, CorsOptions, EndpointType, HttpMethod, LambdaIntegration, Method,
    MethodOptions, Resource, RestApi, RestApiProps, StageOptions,
};
use construct_lib::cfn::apigateway::{
    CfnAuthorizer, CfnAuthorizerProps, CfnGatewayResponse, CfnGatewayResponseProps, CfnMethodProps,
    CfnModel, CfnModelProps, CfnRequestValidator, CfnRequestValidatorProps, CfnUsagePlan,
    CfnUsagePlanProps,
};
use construct_lib::iam::{PolicyDocument, PolicyStatement, Principal, Role, RoleProps};
use construct_lib::lambda::{Architecture, Code, Function, FunctionProps, Runtime};
use construct_lib::testing::Template;
use construct_lib::{App, CfnResource, Construct, Node, Stack, StackProps, Tags};

use super::compare::vectors;

/// The API that is edited: `GET` on `/users`.
struct Built {
    stack: Stack,
    handler: Function,
    api: RestApi,
    users: Resource,
    get: Method,
}

struct Options {
    api: RestApiProps,
    handler: FunctionProps,
    integration: fn(&Function) -> LambdaIntegration,
    method: MethodOptions,
    after: fn(&Built),
}

fn functions_code(key: &str) -> FunctionProps {
    FunctionProps::new(Code::s3("code", key), Runtime::ProvidedAl2023, "bootstrap")
}

fn build(edit: fn(Options) -> Options) -> (String, Vec<String>) {
    let app = App::new();
    // The programs are about what the CDK writes, with authorizers that call nothing.
    app.node().set_context("construct-lib:validate", "false");
    let stack = Stack::new(&app, "Stack", StackProps::new());
    let options = edit(Options {
        api: RestApiProps::new(),
        handler: functions_code("one.zip"),
        integration: LambdaIntegration::new,
        method: MethodOptions::new(),
        after: |_| {},
    });
    let handler = Function::new(&stack, "Handler", options.handler);
    let api = RestApi::new(&stack, "Api", options.api);
    let users = api.root().add_resource("users");
    let integration = (options.integration)(&handler);
    let get = users.add_method_with(HttpMethod::Get, integration, options.method);
    let built = Built { stack, handler, api, users, get };
    (options.after)(&built);
    let template = Template::from_stack(&built.stack);
    let (id, deployment) = template.find_resources("AWS::ApiGateway::Deployment")[0];
    let depends_on = deployment["DependsOn"].as_array().unwrap().iter();
    let mut ids: Vec<String> = depends_on.map(|d| d.as_str().unwrap().to_owned()).collect();
    ids.sort_unstable();
    (id.to_owned(), ids)
}

/// The logical id of a resource at this path below its stack.
fn logical_id(path: &str) -> String {
    let app = App::new();
    let stack = Stack::new(&app, "Stack", StackProps::new());
    let (scopes, id) = path.rsplit_once('/').unwrap();
    let scope = scopes.split('/').fold(stack.node().clone(), |scope, id| Node::new(&scope, id));
    CfnResource::new(&scope, id, "AWS::Test::Thing");
    let template = Template::from_stack(&stack);
    template.find_resources("AWS::Test::Thing")[0].0.to_owned()
}

fn integrate(built: &Built) -> LambdaIntegration {
    LambdaIntegration::new(&built.handler)
}

fn api(o: Options, f: fn(RestApiProps) -> RestApiProps) -> Options {
    Options { api: f(o.api), ..o }
}

fn handler(o: Options, f: fn(FunctionProps) -> FunctionProps) -> Options {
    Options { handler: f(o.handler), ..o }
}

fn method(o: Options, f: fn(MethodOptions) -> MethodOptions) -> Options {
    Options { method: f(o.method), ..o }
}

fn after(o: Options, after: fn(&Built)) -> Options {
    Options { after, ..o }
}

/// Where ours is replaced and the CDK's is not, or the other way round.
const DIFFERENCES: &[(&str, bool, &str)] = &[
    ("tag on the stack", false, "a tag changes nothing that is served"),
    ("tag on the API", false, "a tag changes nothing that is served"),
    ("escape hatch on the method", true, "what is served has changed"),
];

/// The CDK's own words for what our types do otherwise, or not at all.
const LEFT_OUT: &[(&str, &str)] = &[
    ("addToLogicalId", "nobody needs to say what the hash follows"),
    ("endpoint type", "the CDK's edit is our default; see `edge endpoint`"),
];

type Edit = fn(Options) -> Options;

const EDITS: &[(&str, Edit)] = &[
    ("nothing", |o| o),
    ("description of the API", |o| api(o, |p| p.description("Users"))),
    ("name of the API", |o| api(o, |p| p.rest_api_name("users"))),
    ("binary types", |o| api(o, |p| p.binary_media_types(["*/*"]))),
    ("policy of the API", |o| {
        api(o, |p| {
            let anyone = PolicyStatement::allow()
                .actions(["execute-api:Invoke"])
                .resource("execute-api:/*")
                .principal(&Principal::any());
            p.policy(PolicyDocument::new().statement(anyone))
        })
    }),
    ("tag on the stack", |o| after(o, |b| Tags::of(&b.stack).add("team", "a"))),
    ("tag on the API", |o| after(o, |b| Tags::of(&b.api).add("team", "a"))),
    ("stage name", |o| api(o, |p| p.deploy_options(StageOptions::new().stage_name("dev")))),
    ("stage variables", |o| api(o, |p| p.deploy_options(StageOptions::new().variable("a", "1")))),
    ("stage throttling", |o| api(o, |p| p.deploy_options(StageOptions::new().throttling(1.0, 1)))),
    ("description of the deployment", |o| {
        api(o, |p| p.deploy_options(StageOptions::new().description("Second")))
    }),
    ("retained deployments", |o| api(o, RestApiProps::retain_deployments)),
    ("another resource", |o| after(o, |b| drop(b.api.root().add_resource("orders")))),
    ("another method", |o| after(o, |b| drop(b.users.add_method(HttpMethod::Post, integrate(b))))),
    ("CORS", |o| api(o, |p| p.default_cors_preflight(CorsOptions::new(["*"])))),
    ("integration timeout", |o| Options {
        integration: |f| LambdaIntegration::new(f).timeout(Duration::from_secs(5)),
        ..o
    }),
    ("permission for each method", |o| Options {
        integration: |f| LambdaIntegration::new(f).scope_permission_to_method(),
        ..o
    }),
    ("key required", |o| method(o, |m| m.api_key_required(true))),
    ("operation name", |o| method(o, |m| m.operation_name("List"))),
    ("authorization", |o| method(o, |m| m.authorization_type(AuthorizationType::Iam))),
    ("model that no method uses", |o| {
        after(o, |b| {
            let node = Node::new(&b.api, "User");
            CfnModel::new(&node, "Resource", CfnModelProps::new(b.api.rest_api_id()));
        })
    }),
    ("validator that no method uses", |o| {
        after(o, |b| {
            let node = Node::new(&b.api, "Body");
            let props = CfnRequestValidatorProps::new(b.api.rest_api_id());
            CfnRequestValidator::new(&node, "Resource", props);
        })
    }),
    ("authorizer that a method uses", |o| {
        after(o, |b| {
            let node = Node::new(&b.stack, "Authorizer");
            let props = CfnAuthorizerProps::new("Authorizer", b.api.rest_api_id(), "TOKEN");
            let authorizer = CfnAuthorizer::new(&node, "Resource", props);
            let put = b.users.add_method(HttpMethod::Put, integrate(b));
            let props = CfnMethodProps::patch();
            put.patch(props.authorizer_id(authorizer.ref_().cast()));
        })
    }),
    ("gateway response", |o| {
        after(o, |b| {
            let node = Node::new(&b.api, "Denied");
            let props = CfnGatewayResponseProps::new("ACCESS_DENIED", b.api.rest_api_id());
            CfnGatewayResponse::new(&node, "Resource", props);
        })
    }),
    ("usage plan and key", |o| {
        after(o, |b| drop(CfnUsagePlan::new(&b.api, "Plan", CfnUsagePlanProps::patch())))
    }),
    ("escape hatch on the method", |o| {
        after(o, |b| {
            let cfn = CfnResource::at(b.get.node()).unwrap();
            cfn.add_property_override("OperationName", "List");
        })
    }),
    ("escape hatch on the API", |o| {
        after(o, |b| {
            let cfn = CfnResource::at(b.api.node()).unwrap();
            cfn.add_property_override("Description", "Users");
        })
    }),
    ("code of the function", |o| handler(o, |_| functions_code("two.zip"))),
    ("memory of the function", |o| handler(o, |p| p.memory_size(512))),
    ("environment of the function", |o| handler(o, |p| p.environment("A_1", "1"))),
    ("architecture of the function", |o| handler(o, |p| p.architecture(Architecture::Arm64))),
    ("name of the function", |o| handler(o, |p| p.function_name("users"))),
    ("something else in the stack", |o| {
        after(o, |b| {
            Role::new(&b.stack, "Other", RoleProps::new(Principal::service("lambda")));
        })
    }),
];

#[test]
fn deployments_are_made_anew_when_the_cdks_are() {
    let vectors = vectors("deployments");
    let cases = vectors["cases"].as_array().unwrap();
    let (base, _) = build(|o| o);
    let mut failures = Vec::new();
    for case in cases {
        let name = case["name"].as_str().unwrap();
        if LEFT_OUT.iter().any(|(n, _)| *n == name) {
            continue;
        }
        let Some((_, edit)) = EDITS.iter().find(|(n, _)| *n == name) else {
            failures.push(format!("{name}: neither run nor left out"));
            continue;
        };
        let (id, depends_on) = build(*edit);
        let difference = DIFFERENCES.iter().find(|(n, ..)| *n == name);
        let expected = difference.map_or(case["replaced"] == true, |(_, replaced, _)| *replaced);
        if (id != base) != expected {
            failures.push(format!("{name}: replaced should be {expected}"));
        }
        let theirs = case["depends_on"].as_array().unwrap().iter();
        let mut theirs: Vec<String> = theirs.map(|d| logical_id(d.as_str().unwrap())).collect();
        theirs.sort_unstable();
        if theirs != depends_on {
            failures.push(format!("{name}: depends on {depends_on:?}, the CDK's on {theirs:?}"));
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[test]
fn an_edge_endpoint_is_deployed_anew() {
    let edge = build(|o| api(o, |p| p.endpoint_configuration(EndpointType::Edge))).0;
    assert_ne!(edge, build(|o| o).0);
}

#[test]
fn a_typed_patch_of_a_method_is_deployed_anew() {
    let patched = build(|o| {
        after(o, |b| {
            let props = CfnMethodProps::patch();
            b.get.patch(props.operation_name("List"));
        })
    });
    assert_ne!(patched.0, build(|o| o).0);
}

#[test]
fn the_order_of_definition_does_not_matter() {
    let one = build(|o| {
        after(o, |b| ["a", "b"].iter().for_each(|id| drop(b.api.root().add_resource(id))))
    });
    let two = build(|o| {
        after(o, |b| ["b", "a"].iter().for_each(|id| drop(b.api.root().add_resource(id))))
    });
    assert_eq!(one.0, two.0);
}

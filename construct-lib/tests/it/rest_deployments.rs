//! What deployments of REST APIs are of, and when they are made anew.

use construct_lib::Stack;
use construct_lib::apigateway::{
    Canary, Deployment, DeploymentProps, HttpMethod, JsonSchema, MethodDeploymentOptions,
    MockIntegration, Model, ModelOptions, ModelProps, RestApi, RestApiAttributes, RestApiProps,
    Stage, StageOptions, StageProps,
};
use construct_lib::cfn::apigateway::{CfnMethod, CfnMethodProps, method};
use construct_lib::testing::{Template, diagnostics};

use crate::support::orders;

#[test]
fn a_canary_stands_beside_a_pinned_deployment() {
    let stages = |now: fn(DeploymentProps) -> DeploymentProps, status: u16| {
        let (app, stack) = orders();
        let api = RestApi::new(&stack, "Api", RestApiProps::new().without_deployment());
        api.root().add_method(HttpMethod::Get, MockIntegration::new(status));
        let now = Deployment::new(&stack, "Now", now(DeploymentProps::new(&api)));
        let next = Deployment::new(&stack, "Next", DeploymentProps::new(&api));
        let options = StageOptions::new().canary(Canary::new(&next, 10.0));
        Stage::new(&stack, "Prod", StageProps::new(&now).options(options));
        let template = Template::from_stack(&stack);
        let found = template.find_resources("AWS::ApiGateway::Deployment");
        let ids: Vec<_> = found.iter().map(|(id, _)| (*id).to_owned()).collect();
        assert!(found.iter().all(|(_, d)| !d["DependsOn"].is_null()));
        let codes: Vec<_> = diagnostics(&app).iter().map(|d| d.code().to_owned()).collect();
        (ids, codes)
    };
    let (before, codes) = stages(DeploymentProps::pinned, 200);
    let (after, _) = stages(DeploymentProps::pinned, 204);
    assert!(codes.is_empty(), "{codes:?}");
    let now = |ids: &[String]| ids.iter().find(|id| id.starts_with("Now")).cloned();
    assert_eq!(now(&before), now(&after));
    assert_ne!(before, after);
    assert_eq!(stages(|props| props, 200).1, ["canary-without-pinned-deployment"]);
}

#[test]
fn a_deployment_of_an_imported_api_counts_what_the_stack_adds_to_it() {
    let template = |description: &str| {
        let (_, stack) = orders();
        let attributes = RestApiAttributes::new("a1b2c3d4e5", "r1s2t3u4v5");
        let api = RestApi::from_rest_api_attributes(&stack, "Api", attributes);
        api.root().add_method(HttpMethod::Get, MockIntegration::new(204));
        let model = ModelOptions::new(JsonSchema::object()).description(description);
        Model::new(&stack, "Order", ModelProps::new(&api, model));
        Deployment::new(&stack, "Deployment", DeploymentProps::new(&api));
        Template::from_stack(&stack)
    };
    let id = |template: &Template| {
        let (id, resource) = &template.find_resources("AWS::ApiGateway::Deployment")[0];
        ((*id).to_owned(), resource["DependsOn"].to_string())
    };
    let [one, other] = ["One", "Other"].map(|text| id(&template(text)));
    assert_ne!(one.0, other.0);
    assert!(one.1.contains("Order"), "{}", one.1);
}

#[test]
fn an_api_may_have_its_methods_from_elsewhere() {
    let codes = |define: &dyn Fn(&Stack)| {
        let (app, stack) = orders();
        define(&stack);
        let found = diagnostics(&app);
        found.iter().map(|d| d.code().to_owned()).collect::<Vec<_>>()
    };
    let undeployed = || RestApiProps::new().without_deployment();
    assert!(codes(&|s| drop(RestApi::new(s, "Api", undeployed()))).is_empty());
    assert_eq!(
        codes(&|s| drop(RestApi::new(s, "Api", RestApiProps::new()))),
        ["rest-api-without-methods"]
    );
    let copied = codes(&|s| {
        let first = RestApi::from_rest_api_id(s, "First", "a1b2c3d4e5");
        RestApi::new(s, "Api", RestApiProps::new().clone_from(&first));
    });
    assert!(copied.is_empty(), "{copied:?}");
    let generated = codes(&|s| {
        let options = MethodDeploymentOptions::new().metrics_enabled(true);
        let stage = StageOptions::new().method_options("/orders", HttpMethod::Put, options);
        let api = RestApi::new(s, "Api", RestApiProps::new().deploy_options(stage));
        let integration = method::Integration::new("MOCK");
        CfnMethod::new(
            s,
            "Get",
            CfnMethodProps::new("GET", api.rest_api_root_resource_id(), api.rest_api_id())
                .authorization_type("NONE")
                .integration(integration),
        );
    });
    assert!(generated.is_empty(), "{generated:?}");
}

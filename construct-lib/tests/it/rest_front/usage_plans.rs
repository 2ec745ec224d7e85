//! Keys and usage plans.

use construct_lib::apigateway::{
    ApiKey, ApiKeyOptions, ApiKeyProps, ApiKeySourceType, HttpMethod, MethodOptions,
    MockIntegration, Period, QuotaSettings, RateLimitedApiKey, RateLimitedApiKeyProps, RestApi,
    RestApiProps, StageOptions, ThrottleSettings, UsagePlan, UsagePlanPerApiStage, UsagePlanProps,
};
use construct_lib::apigatewayv2::{
    WebSocketApi, WebSocketApiProps, WebSocketStage, WebSocketStageProps,
};
use construct_lib::cfn::apigateway::{CfnApiKeyProps, CfnUsagePlan, CfnUsagePlanProps};
use construct_lib::testing::{Template, diagnostics, json};
use construct_lib::{SecretValue, SecretsManagerSecretOptions, Stack};

use super::answer;
use crate::support::{check_template, orders};

fn needs_key() -> MethodOptions {
    MethodOptions::new().api_key_required(true)
}

#[test]
fn usage_plans() {
    let (_, stack) = orders();
    let props = RestApiProps::new()
        .api_key_source_type(ApiKeySourceType::Header)
        .deploy_options(StageOptions::new().stage_name("v1"));
    let api = RestApi::new(&stack, "Api", props);
    answer(&stack, &api, needs_key());
    let search = api.root().add_resource("search");
    let search = search.add_method_with(HttpMethod::Get, MockIntegration::new(204), needs_key());
    let stage = api.deployment_stage().unwrap();
    let slow = UsagePlanPerApiStage::new(&stage).throttle(&search, ThrottleSettings::new(1.0, 2));
    let basic = UsagePlanProps::new()
        .usage_plan_name("basic")
        .description("A thousand requests a week")
        .quota(QuotaSettings::new(1000, Period::Week).offset(1))
        .throttle(ThrottleSettings::new(10.0, 20))
        .api_stage(slow);
    let basic = api.add_usage_plan("Basic", basic);
    let secret = SecretsManagerSecretOptions::new().json_field("key");
    let partner = ApiKeyOptions::new()
        .api_key_name("partner")
        .description("For a partner")
        .value(SecretValue::secrets_manager("orders/partner", secret));
    basic.add_api_key(&api.add_api_key("Partner", partner));
    let paused = ApiKeyProps::new().disabled().generate_distinct_id().customer_id("c-1");
    basic.add_api_key(&ApiKey::new(&stack, "Paused", paused));
    let large = RateLimitedApiKeyProps::new()
        .api_stage(UsagePlanPerApiStage::new(&stage))
        .quota(QuotaSettings::new(1_000_000, Period::Month))
        .throttle(ThrottleSettings::new(500.0, 1000));
    RateLimitedApiKey::new(&stack, "Large", large);
    check_template("apigateway-usage-plans", &stack);
}

/// The warnings of an API whose method asks for a key.
fn warnings(plan: impl FnOnce(&Stack, &RestApi)) -> Vec<String> {
    let (app, stack) = orders();
    let api = RestApi::new(&stack, "Api", RestApiProps::new());
    api.root().add_method_with(HttpMethod::Get, MockIntegration::new(204), needs_key());
    plan(&stack, &api);
    diagnostics(&app).iter().map(|d| d.code().to_owned()).collect()
}

#[test]
fn a_key_that_no_plan_counts_is_warned_of() {
    assert_eq!(warnings(|_, _| {}), ["api-key-without-usage-plan"]);
    let other = |stack: &Stack, _: &RestApi| {
        UsagePlan::new(stack, "Plan", UsagePlanProps::new());
    };
    assert_eq!(warnings(other), ["api-key-without-usage-plan"]);
    let own = |_: &Stack, api: &RestApi| {
        api.add_usage_plan("Plan", UsagePlanProps::new());
    };
    assert!(warnings(own).is_empty());
    // Whose stages a plan of level 1 counts is not looked at.
    let level_1 = |stack: &Stack, _: &RestApi| {
        CfnUsagePlan::new(stack, "Plan", CfnUsagePlanProps::new());
    };
    assert!(warnings(level_1).is_empty());
}

/// Limits of methods that the tree keeps must not keep the tree.
#[test]
fn a_plan_holds_no_handles() {
    use std::rc::Rc;

    struct Witness(#[expect(dead_code, reason = "it lives as long as the tree")] Rc<()>);
    impl construct_lib::State for Witness {}

    let alive = Rc::new(());
    {
        let (_app, stack) = orders();
        let node = construct_lib::Node::new(&stack, "Witness");
        node.set_state(Witness(Rc::clone(&alive)));
        let api = RestApi::new(&stack, "Api", RestApiProps::new());
        let search = api.root().add_resource("search");
        let search = search.add_method(HttpMethod::Get, MockIntegration::new(204));
        let stage = UsagePlanPerApiStage::new(&api.deployment_stage().unwrap())
            .throttle(&search, ThrottleSettings::new(1.0, 2));
        UsagePlan::new(&stack, "Plan", UsagePlanProps::new().api_stage(stage));
        assert_eq!(Rc::strong_count(&alive), 2);
    }
    assert_eq!(Rc::strong_count(&alive), 1);
}

#[test]
fn a_plan_of_an_api_is_for_its_stage_unless_one_is_named() {
    let (_, stack) = orders();
    let api = RestApi::new(&stack, "Api", RestApiProps::new());
    answer(&stack, &api, needs_key());
    api.add_usage_plan("Plan", UsagePlanProps::new());
    let own = UsagePlanPerApiStage::new(&api.deployment_stage().unwrap());
    api.add_usage_plan("Named", UsagePlanProps::new().api_stage(own));
    let template = Template::from_stack(&stack);
    let plans = template.find_resources("AWS::ApiGateway::UsagePlan");
    for (id, plan) in plans {
        let stages = &plan["Properties"]["ApiStages"];
        let stage = json!({
            "ApiId": { "Ref": "ApiF70053CD" },
            "Stage": { "Ref": "ApiDeploymentStageprod3EB9684E" },
        });
        assert_eq!(*stages, json!([stage]), "{id}");
    }
}

#[test]
fn a_rate_limited_key_is_a_key() {
    let (_, stack) = orders();
    let key = RateLimitedApiKey::new(&stack, "Key", RateLimitedApiKeyProps::new());
    key.patch(CfnApiKeyProps::patch().description("patched"));
    let template = Template::from_stack(&stack);
    template.has_resource_properties(
        "AWS::ApiGateway::ApiKey",
        json!({ "Description": "patched", "Enabled": true }),
    );
}

#[test]
fn a_plan_counts_messages_of_a_websocket_stage_once_it_is_there() {
    let (_, stack) = orders();
    let api = WebSocketApi::new(&stack, "Chat", WebSocketApiProps::new());
    let stage = WebSocketStage::new(&stack, "Stage", WebSocketStageProps::new(&api, "prod"));
    let own = UsagePlanPerApiStage::new(&stage);
    UsagePlan::new(&stack, "Plan", UsagePlanProps::new().api_stage(own));
    let template = Template::from_stack(&stack);
    let plan = template.find_resources("AWS::ApiGateway::UsagePlan")[0].1;
    let chat = template.find_resources("AWS::ApiGatewayV2::Api")[0].0;
    let stage = template.find_resources("AWS::ApiGatewayV2::Stage")[0].0;
    // The reference makes the plan wait for the stage.
    let stages = json!([{ "ApiId": { "Ref": chat }, "Stage": { "Ref": stage } }]);
    assert_eq!(plan["Properties"]["ApiStages"], stages);
}

#[test]
fn a_key_may_be_a_uuid() {
    let codes = |value: &str| {
        let (app, stack) = orders();
        let value = SecretValue::unsafe_plain_text(value);
        ApiKey::new(&stack, "Key", ApiKeyProps::new().value(value));
        let all = diagnostics(&app);
        all.iter().filter(|d| d.is_error()).map(|d| d.code().to_owned()).collect::<Vec<_>>()
    };
    let none: [&str; 0] = [];
    assert_eq!(codes("0f8fad5b-d9cb-469f_a165-70867728950e"), none);
    assert_eq!(codes("0f8fad5b-d9cb-469f"), ["invalid-api-key"]);
    assert_eq!(codes("0f8fad5b d9cb 469f a165"), ["invalid-api-key"]);
}

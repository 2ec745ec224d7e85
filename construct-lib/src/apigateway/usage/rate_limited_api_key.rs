//! A key with a usage plan of its own.

use std::ops::Deref;

use construct_core::{Construct, IntoValue, SecretValue};

use super::api_key::{ApiKey, ApiKeyProps};
use super::limits::{QuotaSettings, ThrottleSettings};
use super::stage::{UsagePlanPerApiStage, UsagePlanStage};
use super::usage_plan::{UsagePlan, UsagePlanProps};
use crate::Node;

/// A key with a usage plan of its own.
///
/// Appears as [`AWS::ApiGateway::ApiKey`](https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigateway-apikey.html),
/// with an `AWS::ApiGateway::UsagePlan` and an `AWS::ApiGateway::UsagePlanKey`
/// once it has a stage, a quota or a throttle. It can be used as an [`ApiKey`].
///
/// ```
/// use construct_lib::apigateway::{
///     HttpMethod, MockIntegration, Period, QuotaSettings, RateLimitedApiKey,
///     RateLimitedApiKeyProps, RestApi, RestApiProps, UsagePlanPerApiStage,
/// };
/// use construct_lib::{App, Stack, StackProps};
///
/// let app = App::new();
/// let stack = Stack::new(&app, "Orders", StackProps::new());
/// let api = RestApi::new(&stack, "Api", RestApiProps::new());
/// api.root().add_method(HttpMethod::Get, MockIntegration::new(204));
/// let props = RateLimitedApiKeyProps::new().quota(QuotaSettings::new(1000, Period::Day));
/// let stage = api.deployment_stage().map(|stage| UsagePlanPerApiStage::new(&stage));
/// let partner = RateLimitedApiKey::new(&stack, "Partner", stage.into_iter().fold(props, |p, s| p.api_stage(s)));
/// ```
#[derive(Debug, Clone)]
pub struct RateLimitedApiKey {
    key: ApiKey,
}

/// What a [`RateLimitedApiKey`] takes.
#[derive(Debug, Clone, Default)]
#[must_use]
pub struct RateLimitedApiKeyProps {
    key: ApiKeyProps,
    plan: UsagePlanProps,
    has_plan: bool,
}

impl RateLimitedApiKeyProps {
    /// An enabled key whose value AWS makes, without limits yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Counts the requests to this stage.
    pub fn api_stage(mut self, stage: UsagePlanPerApiStage) -> Self {
        self.plan = self.plan.api_stage(stage);
        self.has_plan = true;
        self
    }

    /// How many requests it may send in a period; any number by default.
    pub fn quota(mut self, quota: QuotaSettings) -> Self {
        self.plan = self.plan.quota(quota);
        self.has_plan = true;
        self
    }

    /// How fast it may send requests; as fast as the stage lets it by default.
    pub fn throttle(mut self, throttle: ThrottleSettings) -> Self {
        self.plan = self.plan.throttle(throttle);
        self.has_plan = true;
        self
    }

    /// See [`ApiKeyOptions::api_key_name`](crate::apigateway::ApiKeyOptions::api_key_name).
    pub fn api_key_name(mut self, name: impl IntoValue<String>) -> Self {
        self.key = self.key.api_key_name(name);
        self
    }

    /// See [`ApiKeyOptions::description`](crate::apigateway::ApiKeyOptions::description).
    pub fn description(mut self, text: impl IntoValue<String>) -> Self {
        self.key = self.key.description(text);
        self
    }

    /// See [`ApiKeyOptions::value`](crate::apigateway::ApiKeyOptions::value).
    pub fn value(mut self, secret: SecretValue) -> Self {
        self.key = self.key.value(secret);
        self
    }

    /// See [`ApiKeyProps::customer_id`].
    pub fn customer_id(mut self, id: impl IntoValue<String>) -> Self {
        self.key = self.key.customer_id(id);
        self
    }

    /// See [`ApiKeyProps::disabled`].
    pub fn disabled(mut self) -> Self {
        self.key = self.key.disabled();
        self
    }

    /// See [`ApiKeyProps::generate_distinct_id`].
    pub fn generate_distinct_id(mut self) -> Self {
        self.key = self.key.generate_distinct_id();
        self
    }

    /// See [`ApiKeyProps::stage`].
    pub fn stage(mut self, stage: &impl UsagePlanStage) -> Self {
        self.key = self.key.stage(stage);
        self
    }
}

impl RateLimitedApiKey {
    /// A key, and its plan.
    ///
    /// # Errors
    ///
    /// As [`ApiKey::new`] and [`UsagePlan::new`].
    #[track_caller]
    pub fn new(scope: &dyn Construct, id: &str, props: RateLimitedApiKeyProps) -> Self {
        let node = Node::new(scope, id);
        // The CDK has a key in a key: the inner one is called `Resource`, and so is its resource.
        let inner = Node::new(&node, "Resource");
        let key = ApiKey::define(node.clone(), &inner, props.key);
        if props.has_plan {
            // The plan names the inner key, as the CDK's does.
            let id = inner.unique_id();
            UsagePlan::new(&node, "UsagePlanResource", props.plan).add_key(&key, &id);
        }
        Self { key }
    }
}

impl Deref for RateLimitedApiKey {
    type Target = ApiKey;

    fn deref(&self) -> &ApiKey {
        &self.key
    }
}

impl Construct for RateLimitedApiKey {
    fn node(&self) -> &Node {
        self.key.node()
    }
}

//! `AWS::ApiGateway::ApiKey`.

use construct_cfn::apigateway::{CfnApiKey, CfnApiKeyProps, api_key as l1};
use construct_cfn::refs::ApiGatewayApiKeyId;
use construct_core::{
    Aws, Construct, Expr, IntoValue, NodeId, SecretValue, State, Value, intrinsic,
};

use super::stage::{UsagePlanStage, UsagePlanStageConfig};
use super::usage_plan::UsagePlan;
use crate::check::own_resource;
use crate::error::codes;
use crate::iam::{Grant, Grantable, PolicyStatement};
use crate::value::value;
use crate::{Diagnostic, Node, Stack};

/// A key by which a client is told apart.
///
/// Appears as [`AWS::ApiGateway::ApiKey`](https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigateway-apikey.html).
/// AWS makes the value; read it with `aws apigateway get-api-key --include-value`.
/// A key opens nothing by itself: it needs a [`UsagePlan`] with a stage, and
/// methods that [ask for one](crate::apigateway::MethodOptions::api_key_required).
/// It identifies clients and is no proof of who they are; use an authorizer for that.
///
/// ```
/// use construct_lib::apigateway::{
///     ApiKey, ApiKeyProps, HttpMethod, MethodOptions, MockIntegration, Period, QuotaSettings,
///     RestApi, RestApiProps, UsagePlanProps,
/// };
/// use construct_lib::{App, Stack, StackProps};
///
/// let app = App::new();
/// let stack = Stack::new(&app, "Orders", StackProps::new());
/// let api = RestApi::new(&stack, "Api", RestApiProps::new());
/// let options = MethodOptions::new().api_key_required(true);
/// api.root().add_method_with(HttpMethod::Get, MockIntegration::new(204), options);
/// let quota = QuotaSettings::new(10_000, Period::Month);
/// let plan = api.add_usage_plan("Basic", UsagePlanProps::new().quota(quota));
/// plan.add_api_key(&ApiKey::new(&stack, "Partner", ApiKeyProps::new()));
/// ```
#[derive(Debug, Clone)]
pub struct ApiKey {
    node: Node,
}

/// What a key of an API may have; see [`RestApi::add_api_key`](crate::apigateway::RestApi::add_api_key).
#[derive(Debug, Clone, Default)]
#[must_use]
pub struct ApiKeyOptions {
    name: Value<String>,
    description: Value<String>,
    value: Option<SecretValue>,
}

impl ApiKeyOptions {
    /// A key whose value AWS makes.
    pub fn new() -> Self {
        Self::default()
    }

    /// The name that AWS shows; the logical id and more by default.
    ///
    /// A fixed name keeps the key from being replaced.
    pub fn api_key_name(mut self, name: impl IntoValue<String>) -> Self {
        self.name = value(name);
        self
    }

    /// What a person reads beside it.
    pub fn description(mut self, text: impl IntoValue<String>) -> Self {
        self.description = value(text);
        self
    }

    /// The value that clients send, 20 to 128 letters, digits, `-` and `_`; AWS
    /// makes one by default, which nobody sees in a template.
    ///
    /// Take it from where secrets are kept:
    /// `SecretValue::secrets_manager("partner-key", ..)`.
    pub fn value(mut self, secret: SecretValue) -> Self {
        self.value = Some(secret);
        self
    }
}

/// What an [`ApiKey`] takes.
#[derive(Debug, Clone)]
#[must_use]
pub struct ApiKeyProps {
    options: ApiKeyOptions,
    customer_id: Value<String>,
    enabled: bool,
    distinct: bool,
    stages: Vec<UsagePlanStageConfig>,
}

impl Default for ApiKeyProps {
    fn default() -> Self {
        Self {
            options: ApiKeyOptions::new(),
            customer_id: Value::unset(),
            enabled: true,
            distinct: false,
            stages: Vec::new(),
        }
    }
}

impl ApiKeyProps {
    /// An enabled key whose value AWS makes.
    pub fn new() -> Self {
        Self::default()
    }

    /// Its name, its description and its value.
    pub(in crate::apigateway) fn options(mut self, options: ApiKeyOptions) -> Self {
        self.options = options;
        self
    }

    /// See [`ApiKeyOptions::api_key_name`].
    pub fn api_key_name(mut self, name: impl IntoValue<String>) -> Self {
        self.options = self.options.api_key_name(name);
        self
    }

    /// See [`ApiKeyOptions::description`].
    pub fn description(mut self, text: impl IntoValue<String>) -> Self {
        self.options = self.options.description(text);
        self
    }

    /// See [`ApiKeyOptions::value`].
    pub fn value(mut self, secret: SecretValue) -> Self {
        self.options = self.options.value(secret);
        self
    }

    /// The customer of AWS Marketplace whose key it is.
    pub fn customer_id(mut self, id: impl IntoValue<String>) -> Self {
        self.customer_id = value(id);
        self
    }

    /// Lets no client in with it, until it is enabled.
    pub fn disabled(mut self) -> Self {
        self.enabled = false;
        self
    }

    /// Gives it an id that differs from its value.
    pub fn generate_distinct_id(mut self) -> Self {
        self.distinct = true;
        self
    }

    /// Names a stage beside the key, as AWS did before it had usage plans.
    ///
    /// Appears in `StageKeys`. It opens no method: that takes a [`UsagePlan`].
    pub fn stage(mut self, stage: &impl UsagePlanStage) -> Self {
        self.stages.push(stage.usage_plan_stage());
        self
    }
}

struct ApiKeyState {
    id: Value<ApiGatewayApiKeyId>,
    /// Nothing for a key that is not of this app.
    resource: Option<NodeId>,
    /// The plans that count it.
    plans: Vec<NodeId>,
}

/// The most usage plans of one key.
const PLANS: usize = 10;

impl State for ApiKeyState {
    fn validate(&self, node: &Node) {
        if self.plans.len() > PLANS {
            node.report(
                Diagnostic::warning(
                    codes::API_KEY_IN_TOO_MANY_PLANS,
                    format!("a key is in at most {PLANS} usage plans, got {}", self.plans.len()),
                )
                .help("put more stages into one plan, make more keys, or acknowledge this once AWS raised the quota"),
            );
        }
        let plans: Vec<Node> = self.plans.iter().filter_map(|id| node.find(*id)).collect();
        for (at, plan) in plans.iter().enumerate() {
            let shared = plans[at + 1..].iter().find(|other| UsagePlan::share_a_stage(plan, other));
            if let Some(other) = shared {
                node.report(
                    Diagnostic::error(
                        codes::API_KEY_IN_TWO_PLANS,
                        format!(
                            "the key is in two usage plans of one stage, `{}` and `{}`",
                            plan.path(),
                            other.path()
                        ),
                    )
                    .help("give each plan keys of its own, or stages of its own"),
                );
            }
        }
    }

    fn is_passive(&self) -> bool {
        true
    }
}

impl ApiKey {
    /// A key.
    ///
    /// # Errors
    ///
    /// Synthesis reports `invalid-api-key` and `api-key-in-two-plans`; it warns
    /// of `api-key-in-too-many-plans`, and of `secret-exposed` when the value
    /// stands in the program, and so in the template.
    #[track_caller]
    pub fn new(scope: &dyn Construct, id: &str, props: ApiKeyProps) -> Self {
        let node = Node::new(scope, id);
        Self::define(node.clone(), &node, props)
    }

    /// Makes the resource below `resource_scope`; its state lies at `node`.
    #[track_caller]
    pub(super) fn define(node: Node, resource_scope: &Node, props: ApiKeyProps) -> Self {
        let ApiKeyProps { options, customer_id, enabled, distinct, stages } = props;
        check(&node, &options);
        let stages: Vec<_> = stages
            .into_iter()
            .map(|s| l1::StageKey::new().rest_api_id(s.api_id).stage_name(s.stage_name))
            .collect();
        let cfn_props = CfnApiKeyProps::patch()
            .customer_id(customer_id)
            .description(options.description)
            .enabled(enabled)
            .generate_distinct_id(distinct.then_some(true))
            .name(options.name)
            .stage_keys((!stages.is_empty()).then_some(stages))
            .value(options.value.map(SecretValue::unsafe_unwrap));
        let cfn = CfnApiKey::new(resource_scope, "Resource", cfn_props);
        let resource = Some(cfn.node().node_id());
        node.set_state(ApiKeyState { id: cfn.ref_(), resource, plans: Vec::new() });
        Self { node }
    }

    /// A key that exists already, by its id.
    #[track_caller]
    pub fn from_api_key_id(
        scope: &dyn Construct,
        id: &str,
        key_id: impl IntoValue<String>,
    ) -> Self {
        let node = Node::new(scope, id);
        let key_id: Value<String> = value(key_id);
        node.set_state(ApiKeyState { id: key_id.cast(), resource: None, plans: Vec::new() });
        Self { node }
    }

    /// The key at this node, when there is one.
    #[must_use]
    pub fn at(node: &Node) -> Option<Self> {
        node.has_state::<ApiKeyState>().then(|| Self { node: node.clone() })
    }

    /// Its id; not the value that clients send.
    #[must_use]
    pub fn key_id(&self) -> Value<ApiGatewayApiKeyId> {
        self.node.read(|state: &ApiKeyState| state.id.clone()).unwrap_or_default()
    }

    /// Its ARN.
    #[must_use]
    pub fn key_arn(&self) -> Value<String> {
        let region = Stack::of(&self.node).map_or(Aws::REGION, |stack| stack.region());
        intrinsic::concat([
            Expr::text("arn:"),
            Aws::PARTITION.into(),
            Expr::text(":apigateway:"),
            region.into(),
            Expr::text("::/apikeys/"),
            self.key_id().into(),
        ])
    }

    /// Grants `grantee` permission to look at it, with its value.
    ///
    /// # Errors
    ///
    /// Synthesis reports `grant-without-role` when `grantee` was imported
    /// without a role.
    #[track_caller]
    pub fn grant_read(&self, grantee: &dyn Grantable) -> Grant {
        self.grant(grantee, &["apigateway:GET"])
    }

    /// Grants `grantee` permission to change and delete it.
    ///
    /// # Errors
    ///
    /// As [`grant_read`](Self::grant_read).
    #[track_caller]
    pub fn grant_write(&self, grantee: &dyn Grantable) -> Grant {
        self.grant(grantee, &WRITE)
    }

    /// Grants `grantee` permission to look at it, to change and to delete it.
    ///
    /// # Errors
    ///
    /// As [`grant_read`](Self::grant_read).
    #[track_caller]
    pub fn grant_read_write(&self, grantee: &dyn Grantable) -> Grant {
        let actions: Vec<&str> = ["apigateway:GET"].into_iter().chain(WRITE).collect();
        self.grant(grantee, &actions)
    }

    #[track_caller]
    fn grant(&self, grantee: &dyn Grantable, actions: &[&'static str]) -> Grant {
        let actions = actions.iter().copied();
        let statement = PolicyStatement::allow().actions(actions).resource(self.key_arn());
        Grant::add_to_principal(grantee, statement, self)
    }

    /// Overrides properties of the resource, whatever this type offers.
    ///
    /// # Errors
    ///
    /// Synthesis reports `imported-construct` when it is not of this app.
    pub fn patch(&self, props: CfnApiKeyProps) {
        // The resource of a rate limited key lies one level deeper than usual.
        let resource = self.node.read(|state: &ApiKeyState| state.resource).flatten();
        let place = resource.and_then(|id| self.node.find(id));
        if let Some(cfn) = own_resource(place.as_ref().unwrap_or(&self.node)) {
            cfn.patch(props);
        }
    }

    /// Remembers a plan that counts it.
    pub(super) fn note_plan(&self, plan: NodeId) {
        self.node.update(|state: &mut ApiKeyState| {
            if !state.plans.contains(&plan) {
                state.plans.push(plan);
            }
        });
    }
}

/// Actions that change a key.
const WRITE: [&str; 4] =
    ["apigateway:POST", "apigateway:PUT", "apigateway:PATCH", "apigateway:DELETE"];

impl Construct for ApiKey {
    fn node(&self) -> &Node {
        &self.node
    }
}

fn check(node: &Node, options: &ApiKeyOptions) {
    if let Some(name) = options.name.as_literal()
        && !(1..=1024).contains(&name.chars().count())
    {
        node.report(
            Diagnostic::error(codes::INVALID_API_KEY, "the name of a key has 1 to 1024 characters")
                .help("shorten the name, or leave it out"),
        );
    }
    let value = options.value.clone().map(SecretValue::unsafe_unwrap);
    let Some(text) = value.as_ref().and_then(Value::as_literal) else {
        return;
    };
    if text.contains("{{resolve:") {
        return;
    }
    node.report(
        Diagnostic::warning(
            codes::SECRET_EXPOSED,
            "the value of the key stands in the program and in the template, for all who may read them",
        )
        .help("take it from Secrets Manager with `SecretValue::secrets_manager`, or leave it out, and AWS makes one"),
    );
    let is_usual = |b: u8| b.is_ascii_alphanumeric() || b == b'-' || b == b'_';
    let fits = (20..=128).contains(&text.len()) && text.bytes().all(is_usual);
    if !fits {
        node.report(
            Diagnostic::error(
                codes::INVALID_API_KEY,
                format!(
                    "the value of a key is 20 to 128 letters, digits, `-` and `_`, got {}",
                    text.len()
                ),
            )
            .help("leave it out, and AWS makes one"),
        );
    }
}

//! `AWS::ApiGatewayV2::ApiMapping`.

use construct_cfn::apigatewayv2::{CfnApiMapping, CfnApiMappingProps};
use construct_cfn::refs::ApiGatewayV2ApiId;
use construct_core::{CfnResource, Construct, Expr, IntoValue, State, Value, intrinsic};

use super::api_stage::ApiStage;
use super::domain_name::DomainName;
use crate::error::codes;
use crate::value::value;
use crate::{Diagnostic, Node};

/// What an [`ApiMapping`] takes.
#[derive(Debug, Clone)]
#[must_use]
pub struct ApiMappingProps {
    domain: DomainName,
    key: Value<String>,
    api: Value<ApiGatewayV2ApiId>,
    stage_name: Value<String>,
    /// The resource of the stage, when it is of this app.
    stage: Option<CfnResource>,
    has_own_endpoint: bool,
}

impl ApiMappingProps {
    /// Leads from the root of this domain to this stage.
    pub fn new(stage: &dyn ApiStage, domain_name: &DomainName) -> Self {
        Self {
            domain: domain_name.clone(),
            key: Value::unset(),
            api: stage.api_id(),
            stage_name: stage.stage_name(),
            stage: CfnResource::at(stage.node()),
            has_own_endpoint: stage.has_own_endpoint(),
        }
    }

    /// The path of the domain that leads there, without a `/` at its begin:
    /// of several parts for HTTP APIs, as in `orders/v1`.
    pub fn api_mapping_key(mut self, key: impl IntoValue<String>) -> Self {
        self.key = value(key);
        self
    }
}

/// Where the stage of an API stands in a domain of yours.
#[derive(Debug, Clone)]
#[must_use]
pub struct DomainMappingOptions {
    domain: DomainName,
    key: Value<String>,
}

impl DomainMappingOptions {
    /// At the root of this domain.
    pub fn new(domain_name: &DomainName) -> Self {
        Self { domain: domain_name.clone(), key: Value::unset() }
    }

    /// At this path of it, without a `/` at its begin.
    pub fn mapping_key(mut self, key: impl IntoValue<String>) -> Self {
        self.key = value(key);
        self
    }

    /// Makes the mapping of a stage.
    #[track_caller]
    pub(in crate::apigatewayv2) fn map(&self, stage: &dyn ApiStage) -> ApiMapping {
        // The word for what is not there is the CDK's.
        let key = match self.key.expr() {
            Expr::Unset => "undefined",
            _ => self.key.as_literal().unwrap_or_default(),
        };
        let id = format!("{}{key}", self.domain.node().path()).replace('/', "--");
        let props = ApiMappingProps::new(stage, &self.domain);
        ApiMapping::new(stage, &id, props.api_mapping_key(&self.key))
    }
}

/// The way from a path of a domain to a stage of an API.
///
/// Appears as [`AWS::ApiGatewayV2::ApiMapping`](https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigatewayv2-apimapping.html).
///
/// ```
/// use construct_lib::apigatewayv2::{
///     ApiMapping, ApiMappingProps, DomainName, DomainNameProps, HttpApi, HttpApiProps, HttpStage,
///     HttpStageProps,
/// };
/// use construct_lib::{App, Stack, StackProps};
///
/// let app = App::new();
/// let stack = Stack::new(&app, "Orders", StackProps::new());
/// let certificate = "arn:aws:acm:eu-west-1:111122223333:certificate/1234";
/// let props = DomainNameProps::new("api.example.com", certificate);
/// let domain = DomainName::new(&stack, "Domain", props);
/// let api = HttpApi::new(&stack, "Api", HttpApiProps::new().without_default_stage());
/// let v1 = HttpStage::new(&stack, "V1", HttpStageProps::new(&api).stage_name("v1"));
/// let props = ApiMappingProps::new(&v1, &domain).api_mapping_key("orders/v1");
/// let address = ApiMapping::new(&stack, "Mapping", props).domain_url();
/// ```
#[derive(Debug, Clone)]
pub struct ApiMapping {
    node: Node,
}

struct ApiMappingState {
    /// The domain and the path.
    place: Value<String>,
}

impl State for ApiMappingState {
    fn is_passive(&self) -> bool {
        true
    }
}

impl ApiMapping {
    /// A mapping.
    ///
    /// # Errors
    ///
    /// Synthesis reports `invalid-api-mapping` for a key that API Gateway does
    /// not take, and warns of `mtls-bypassed` when the domain asks clients for
    /// certificates, and the API is reached without one at the address that
    /// AWS gives it.
    #[track_caller]
    #[expect(clippy::needless_pass_by_value, reason = "properties are given away")]
    pub fn new(scope: &dyn Construct, id: &str, props: ApiMappingProps) -> Self {
        let node = Node::new(scope, id);
        check_key(&node, &props.key);
        if props.domain.has_mtls() && props.has_own_endpoint {
            node.report(
                Diagnostic::warning(
                    codes::MTLS_BYPASSED,
                    "the domain asks clients for certificates, but the API is reached without one at the address that AWS gives it",
                )
                .help("turn that off with `HttpApiProps::disable_execute_api_endpoint`"),
            );
        }
        let domain = props.domain.name();
        let cfn_props = CfnApiMappingProps::patch()
            .api_id(&props.api)
            .api_mapping_key(&props.key)
            .domain_name(&domain)
            .stage(&props.stage_name);
        let cfn = CfnApiMapping::new(&node, "Resource", cfn_props);
        // The stage is named by a text, which orders nothing.
        if let Some(stage) = &props.stage {
            cfn.node().add_dependency(stage);
        }
        let key = match props.key.expr() {
            Expr::Unset => Expr::text(""),
            key => key.clone(),
        };
        let place = intrinsic::concat([domain.into(), Expr::text("/"), key]);
        node.set_state(ApiMappingState { place });
        Self { node }
    }

    /// The mapping at this node, when there is one.
    #[must_use]
    pub fn at(node: &Node) -> Option<Self> {
        node.has_state::<ApiMappingState>().then(|| Self { node: node.clone() })
    }

    /// Its id.
    #[must_use]
    pub fn api_mapping_id(&self) -> Value<String> {
        CfnResource::at(&self.node).map(|cfn| Value::of(cfn.ref_expr())).unwrap_or_default()
    }

    /// The address of the stage in the domain, for example
    /// `https://api.example.com/orders`.
    #[must_use]
    pub fn domain_url(&self) -> Value<String> {
        self.address("https")
    }

    /// The address of the stage in the domain, over this protocol.
    pub(in crate::apigatewayv2) fn address(&self, scheme: &str) -> Value<String> {
        let place = self.node.read(|state: &ApiMappingState| state.place.clone());
        let place = place.unwrap_or_default();
        intrinsic::concat([Expr::from(format!("{scheme}://")), place.into()])
    }

    /// Overrides properties of the resource, whatever this type offers.
    pub fn patch(&self, props: CfnApiMappingProps) {
        if let Some(cfn) = CfnResource::at(&self.node) {
            cfn.patch(props);
        }
    }
}

impl Construct for ApiMapping {
    fn node(&self) -> &Node {
        &self.node
    }
}

fn check_key(node: &Node, key: &Value<String>) {
    let Some(text) = key.as_literal() else {
        return;
    };
    let fits = |c: char| c.is_ascii_alphanumeric() || "$-_.+!*'()".contains(c);
    let is_part = |part: &str| !part.is_empty() && part.chars().all(fits);
    if text.len() > 300 || !text.split('/').all(is_part) {
        node.report(
            Diagnostic::error(
                codes::INVALID_API_MAPPING,
                format!("`{text}` cannot be a path of a domain that leads to an API"),
            )
            .help("use letters, digits and `$-_.+!*'()`, with `/` between parts, or leave it out for the root"),
        );
    }
}

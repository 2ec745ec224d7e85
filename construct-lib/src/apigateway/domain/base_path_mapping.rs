//! `AWS::ApiGateway::BasePathMapping`.

use construct_cfn::apigateway::{CfnBasePathMapping, CfnBasePathMappingProps};
use construct_core::{CfnResource, Construct, State};

use super::domain_name::DomainName;
use crate::apigateway::{RestApi, Stage};
use crate::error::codes;
use crate::{Diagnostic, Node};

/// Where an API stands in a domain.
#[derive(Debug, Clone, Default)]
#[must_use]
pub struct BasePathMappingOptions {
    pub(super) base_path: Option<String>,
    stage: StageChoice,
}

/// Which stages a path leads to.
#[derive(Debug, Clone, Default)]
enum StageChoice {
    /// That of the API's own, when it has one.
    #[default]
    Own,
    /// This one.
    One(Stage),
    /// The one that the path of the request names.
    All,
}

impl BasePathMappingOptions {
    /// At the root, by the stage of the API's own.
    pub fn new() -> Self {
        Self::default()
    }

    /// The path that leads there: one part, without a `/`; the root by default.
    pub fn base_path(mut self, path: impl Into<String>) -> Self {
        self.base_path = Some(path.into());
        self
    }

    /// Leads to this stage; to the API's own by default.
    pub fn stage(mut self, stage: &Stage) -> Self {
        self.stage = StageChoice::One(stage.clone());
        self
    }

    /// Leads to all stages of the API: the next part of the path names one.
    pub fn any_stage(mut self) -> Self {
        self.stage = StageChoice::All;
        self
    }
}

/// What a [`BasePathMapping`] takes.
#[derive(Debug, Clone)]
#[must_use]
pub struct BasePathMappingProps {
    domain: DomainName,
    api: RestApi,
    options: BasePathMappingOptions,
}

impl BasePathMappingProps {
    /// Leads from the root of this domain to this API.
    pub fn new(domain_name: &DomainName, api: &RestApi) -> Self {
        let options = BasePathMappingOptions::new();
        Self { domain: domain_name.clone(), api: api.clone(), options }
    }

    /// Where the API stands in the domain.
    pub fn options(mut self, options: BasePathMappingOptions) -> Self {
        self.options = options;
        self
    }
}

/// The way from one part of a domain's path to an API.
///
/// Appears as [`AWS::ApiGateway::BasePathMapping`](https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigateway-basepathmapping.html).
/// [`DomainName::add_base_path_mapping`] makes one below the domain.
///
/// ```
/// use construct_lib::apigateway::{
///     BasePathMapping, BasePathMappingOptions, BasePathMappingProps, DomainName, DomainNameProps,
///     HttpMethod, MockIntegration, RestApi, RestApiProps,
/// };
/// use construct_lib::{App, Stack, StackProps};
///
/// let app = App::new();
/// let stack = Stack::new(&app, "Orders", StackProps::new());
/// let api = RestApi::new(&stack, "Api", RestApiProps::new());
/// api.root().add_method(HttpMethod::Get, MockIntegration::new(204));
/// let certificate = "arn:aws:acm:eu-west-1:111122223333:certificate/1234";
/// let domain = DomainName::new(&stack, "Domain", DomainNameProps::new("api.example.com", certificate));
/// let at_orders = BasePathMappingOptions::new().base_path("orders");
/// let props = BasePathMappingProps::new(&domain, &api).options(at_orders);
/// BasePathMapping::new(&stack, "OrdersOfDomain", props);
/// ```
#[derive(Debug, Clone)]
pub struct BasePathMapping {
    node: Node,
}

struct BasePathMappingState;

impl State for BasePathMappingState {
    fn is_passive(&self) -> bool {
        true
    }
}

impl BasePathMapping {
    /// A mapping.
    ///
    /// # Errors
    ///
    /// Synthesis reports `invalid-api-mapping`, and warns of `mtls-bypassed`
    /// when the domain asks clients for certificates, and the API is reached
    /// without one at the address that AWS gives it.
    #[track_caller]
    pub fn new(scope: &dyn Construct, id: &str, props: BasePathMappingProps) -> Self {
        let node = Node::new(scope, id);
        let BasePathMappingOptions { base_path, stage } = props.options;
        let is_path = check_path(&node, base_path.as_deref());
        if is_path && base_path.as_deref().is_some_and(|path| path.contains('/')) {
            node.report(
                Diagnostic::error(
                    codes::INVALID_API_MAPPING,
                    "a base path mapping has a path of several parts",
                )
                .help("use `DomainName::add_api_mapping`, which takes such paths"),
            );
        }
        props.domain.check_mtls(&node, &props.api);
        let stage = match stage {
            StageChoice::Own => props.api.deployment_stage(),
            StageChoice::One(stage) => Some(stage),
            StageChoice::All => None,
        };
        let cfn_props = CfnBasePathMappingProps::new(props.domain.domain_name())
            .base_path(base_path)
            .rest_api_id(props.api.rest_api_id())
            .stage(stage.map(|stage| stage.stage_name()));
        CfnBasePathMapping::new(&node, "Resource", cfn_props);
        node.set_state(BasePathMappingState);
        Self { node }
    }

    /// The mapping at this node, when there is one.
    #[must_use]
    pub fn at(node: &Node) -> Option<Self> {
        node.has_state::<BasePathMappingState>().then(|| Self { node: node.clone() })
    }

    /// Overrides properties of the resource, whatever this type offers.
    pub fn patch(&self, props: CfnBasePathMappingProps) {
        if let Some(cfn) = CfnResource::at(&self.node) {
            cfn.patch(props);
        }
    }
}

impl Construct for BasePathMapping {
    fn node(&self) -> &Node {
        &self.node
    }
}

/// Reports a path that API Gateway does not take; gives whether it does.
pub(super) fn check_path(node: &Node, path: Option<&str>) -> bool {
    let fits = |c: char| c.is_ascii_alphanumeric() || "$-_.+!*'()".contains(c);
    let is_part = |part: &str| !part.is_empty() && part.chars().all(fits);
    let Some(path) = path.filter(|path| path.len() > 300 || !path.split('/').all(is_part)) else {
        return true;
    };
    node.report(
        Diagnostic::error(
            codes::INVALID_API_MAPPING,
            format!("`{path}` cannot be a path of a domain that leads to an API"),
        )
        .help("use letters, digits and `$-_.+!*'()`, with `/` between parts, or leave it out for the root"),
    );
    false
}

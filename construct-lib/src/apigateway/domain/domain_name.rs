//! `AWS::ApiGateway::DomainName`.

use construct_cfn::apigateway::{CfnDomainName, CfnDomainNameProps};
use construct_cfn::apigatewayv2::{CfnApiMapping, CfnApiMappingProps};
use construct_cfn::refs::ApiGatewayDomainNameDomainName;
use construct_core::{Construct, IntoValue, State, Value};

use super::base_path_mapping::{
    BasePathMapping, BasePathMappingOptions, BasePathMappingProps, check_path,
};
use super::props::DomainNameProps;
use crate::apigateway::{RestApi, Stage};
use crate::check::own_resource;
use crate::error::codes;
use crate::route53::{AliasRecord, AliasTarget, HostedZoneAttributes, RecordType};
use crate::value::value;
use crate::{Diagnostic, Node};

/// A domain of yours for REST APIs.
///
/// Appears as [`AWS::ApiGateway::DomainName`](https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigateway-domainname.html).
/// A mapping leads from a path of it to an API, and a record of your DNS zone
/// from the domain to API Gateway.
///
/// ```
/// use construct_lib::apigateway::{
///     BasePathMappingOptions, DomainName, DomainNameProps, HttpMethod, MockIntegration, RestApi,
///     RestApiProps,
/// };
/// use construct_lib::route53::HostedZoneAttributes;
/// use construct_lib::{App, Stack, StackProps};
///
/// let app = App::new();
/// let stack = Stack::new(&app, "Orders", StackProps::new());
/// let api = RestApi::new(&stack, "Api", RestApiProps::new());
/// api.root().add_method(HttpMethod::Get, MockIntegration::new(204));
/// let certificate = "arn:aws:acm:eu-west-1:111122223333:certificate/1234";
/// let props = DomainNameProps::new("api.example.com", certificate);
/// let domain = DomainName::new(&stack, "Domain", props);
/// domain.add_base_path_mapping(&api, BasePathMappingOptions::new().base_path("orders"));
/// let zone = HostedZoneAttributes::new("Z0123456789ABCDEFGHIJ", "example.com");
/// domain.add_alias_record(&stack, "Alias", &zone);
/// ```
#[derive(Debug, Clone)]
pub struct DomainName {
    node: Node,
}

/// What is known of a domain that exists already.
#[derive(Debug, Clone)]
#[must_use]
pub struct DomainNameAttributes {
    name: Value<ApiGatewayDomainNameDomainName>,
    alias_target: Value<String>,
    alias_hosted_zone_id: Value<String>,
}

impl DomainNameAttributes {
    /// The domain, and where records lead that are aliases of it.
    pub fn new(
        domain_name: impl IntoValue<ApiGatewayDomainNameDomainName>,
        alias_target: impl IntoValue<String>,
        alias_hosted_zone_id: impl IntoValue<String>,
    ) -> Self {
        Self {
            name: value(domain_name),
            alias_target: value(alias_target),
            alias_hosted_zone_id: value(alias_hosted_zone_id),
        }
    }
}

struct DomainNameState {
    attributes: DomainNameAttributes,
    /// The name as the app wrote it.
    given: Value<String>,
    is_edge: bool,
    has_mtls: bool,
    maps: bool,
    dual_stack: Option<bool>,
    /// The paths that lead somewhere already.
    paths: Vec<Option<String>>,
}

impl State for DomainNameState {
    fn is_passive(&self) -> bool {
        true
    }
}

impl DomainName {
    /// A domain.
    ///
    /// # Errors
    ///
    /// Synthesis reports `invalid-domain-name`, also for a certificate of
    /// another region than the one where the domain is reached.
    #[track_caller]
    #[expect(clippy::needless_pass_by_value, reason = "properties are given away")]
    pub fn new(scope: &dyn Construct, id: &str, props: DomainNameProps) -> Self {
        let node = Node::new(scope, id);
        props.check(&node);
        let cfn = CfnDomainName::new(&node, "Resource", props.to_cfn());
        let is_edge = props.endpoint.is_edge();
        let (alias_target, alias_hosted_zone_id) = if is_edge {
            (cfn.attr_distribution_domain_name(), cfn.attr_distribution_hosted_zone_id())
        } else {
            (cfn.attr_regional_domain_name(), cfn.attr_regional_hosted_zone_id())
        };
        node.set_state(DomainNameState {
            attributes: DomainNameAttributes {
                name: cfn.ref_(),
                alias_target,
                alias_hosted_zone_id,
            },
            given: props.name.clone(),
            is_edge,
            has_mtls: props.mtls.is_some(),
            maps: props.routing.is_none_or(|mode| mode.maps()),
            dual_stack: Some(props.dual_stack),
            paths: Vec::new(),
        });
        Self { node }
    }

    /// A domain that exists already.
    #[track_caller]
    pub fn from_domain_name_attributes(
        scope: &dyn Construct,
        id: &str,
        attributes: DomainNameAttributes,
    ) -> Self {
        let node = Node::new(scope, id);
        node.set_state(DomainNameState {
            given: attributes.name.clone().cast(),
            attributes,
            is_edge: false,
            has_mtls: false,
            maps: true,
            dual_stack: None,
            paths: Vec::new(),
        });
        Self { node }
    }

    /// The domain at this node, when there is one.
    #[must_use]
    pub fn at(node: &Node) -> Option<Self> {
        node.has_state::<DomainNameState>().then(|| Self { node: node.clone() })
    }

    /// The domain, for example `api.example.com`.
    #[must_use]
    pub fn domain_name(&self) -> Value<ApiGatewayDomainNameDomainName> {
        self.node.read(|state: &DomainNameState| state.attributes.name.clone()).unwrap_or_default()
    }

    /// Where records lead that are aliases of it.
    #[must_use]
    pub fn domain_name_alias_domain_name(&self) -> Value<String> {
        let read = |state: &DomainNameState| state.attributes.alias_target.clone();
        self.node.read(read).unwrap_or_default()
    }

    /// The hosted zone of
    /// [`domain_name_alias_domain_name`](Self::domain_name_alias_domain_name).
    #[must_use]
    pub fn domain_name_alias_hosted_zone_id(&self) -> Value<String> {
        let read = |state: &DomainNameState| state.attributes.alias_hosted_zone_id.clone();
        self.node.read(read).unwrap_or_default()
    }

    /// Leads from a path of one part, or from the root, to an API.
    ///
    /// # Errors
    ///
    /// As [`BasePathMapping::new`], and `duplicate-api-mapping` when the path
    /// leads somewhere already.
    #[track_caller]
    pub fn add_base_path_mapping(
        &self,
        api: &RestApi,
        options: BasePathMappingOptions,
    ) -> BasePathMapping {
        self.note_path(options.base_path.as_deref());
        let id = mapping_id(options.base_path.as_deref().unwrap_or("/"), api.node());
        // A second one of the same path is reported above.
        let made = self.node.try_child(&id).and_then(|node| BasePathMapping::at(&node));
        let props = BasePathMappingProps::new(self, api).options(options);
        made.unwrap_or_else(|| BasePathMapping::new(self, &id, props))
    }

    /// Leads from a path of any number of parts to a stage.
    ///
    /// Appears as [`AWS::ApiGatewayV2::ApiMapping`](https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigatewayv2-apimapping.html).
    ///
    /// ```
    /// use construct_lib::apigateway::{
    ///     DomainName, DomainNameProps, HttpMethod, MockIntegration, RestApi, RestApiProps,
    /// };
    /// use construct_lib::{App, Stack, StackProps};
    ///
    /// let app = App::new();
    /// let stack = Stack::new(&app, "Orders", StackProps::new());
    /// let api = RestApi::new(&stack, "Api", RestApiProps::new());
    /// api.root().add_method(HttpMethod::Get, MockIntegration::new(204));
    /// let certificate = "arn:aws:acm:eu-west-1:111122223333:certificate/1234";
    /// let props = DomainNameProps::new("api.example.com", certificate);
    /// let domain = DomainName::new(&stack, "Domain", props);
    /// if let Some(prod) = api.deployment_stage() {
    ///     domain.add_api_mapping(&prod, Some("shop/orders"));
    /// }
    /// ```
    ///
    /// # Errors
    ///
    /// Synthesis reports `invalid-api-mapping`, also for a path of several
    /// parts at the edge, and `duplicate-api-mapping`; it warns of
    /// `mtls-bypassed`.
    #[track_caller]
    pub fn add_api_mapping(&self, stage: &Stage, base_path: Option<&str>) {
        self.note_path(base_path);
        let id = mapping_id(base_path.unwrap_or("none"), stage.node());
        let api = stage.rest_api();
        let props = CfnApiMappingProps::patch()
            .api_id(api.rest_api_id())
            .api_mapping_key(base_path)
            .domain_name(self.domain_name())
            .stage(stage.stage_name());
        let cfn = CfnApiMapping::new(&self.node, &id, props);
        check_path(cfn.node(), base_path);
        self.check_mtls(cfn.node(), &api);
        let is_edge = self.node.read(|state: &DomainNameState| state.is_edge).unwrap_or_default();
        if is_edge && base_path.is_some_and(|path| path.contains('/')) {
            cfn.node().report(
                Diagnostic::error(
                    codes::INVALID_API_MAPPING,
                    "a path of several parts leads from a domain at the edge",
                )
                .help("use a path of one part, or `DomainEndpoint::Regional`"),
            );
        }
    }

    /// Leads from the domain to API Gateway in a zone of yours, for IPv4.
    ///
    /// Appears as [`AWS::Route53::RecordSet`](https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-route53-recordset.html)
    /// of type `A` with an alias, below `scope`.
    ///
    /// # Errors
    ///
    /// Synthesis reports `name-outside-zone`.
    #[track_caller]
    pub fn add_alias_record(
        &self,
        scope: &dyn Construct,
        id: &str,
        zone: &HostedZoneAttributes,
    ) -> AliasRecord {
        self.alias(scope, id, zone, RecordType::A)
    }

    /// As [`add_alias_record`](Self::add_alias_record), for IPv6: of type `AAAA`.
    ///
    /// # Errors
    ///
    /// Synthesis reports `name-outside-zone`, and `invalid-domain-name` when
    /// the domain is not reached by IPv6.
    #[track_caller]
    pub fn add_ipv6_alias_record(
        &self,
        scope: &dyn Construct,
        id: &str,
        zone: &HostedZoneAttributes,
    ) -> AliasRecord {
        let record = self.alias(scope, id, zone, RecordType::Aaaa);
        let (dual_stack, is_edge) = self
            .node
            .read(|state: &DomainNameState| (state.dual_stack, state.is_edge))
            .unwrap_or_default();
        // CloudFront itself is reached by both.
        if dual_stack == Some(false) && !is_edge {
            super::props::report(
                record.node(),
                "a record for IPv6 leads to a domain that is reached by IPv4 alone".to_owned(),
                "add `DomainNameProps::dual_stack`, or leave the record out",
            );
        }
        record
    }

    #[track_caller]
    fn alias(
        &self,
        scope: &dyn Construct,
        id: &str,
        zone: &HostedZoneAttributes,
        record: RecordType,
    ) -> AliasRecord {
        let name = self.node.read(|state: &DomainNameState| state.given.clone());
        let target = AliasTarget {
            dns_name: self.domain_name_alias_domain_name(),
            hosted_zone_id: self.domain_name_alias_hosted_zone_id(),
        };
        AliasRecord::new(scope, id, zone, record, &name.unwrap_or_default(), target)
    }

    /// Remembers that a path leads somewhere.
    #[track_caller]
    fn note_path(&self, path: Option<&str>) {
        let (is_taken, maps) = self
            .node
            .update(|state: &mut DomainNameState| {
                let is_taken = state.paths.iter().any(|taken| taken.as_deref() == path);
                state.paths.push(path.map(str::to_owned));
                (is_taken, state.maps)
            })
            .unwrap_or((false, true));
        if is_taken {
            self.node.report(
                Diagnostic::error(
                    codes::DUPLICATE_API_MAPPING,
                    format!("the path `{}` of the domain leads to two APIs", path.unwrap_or("/")),
                )
                .help("give one of them another path"),
            );
        }
        if !maps {
            self.node.report(
                Diagnostic::warning(
                    codes::INVALID_API_MAPPING,
                    "a path leads to an API, but only routing rules are asked",
                )
                .help("use `RoutingMode::RoutingRuleThenBasePathMapping`"),
            );
        }
    }

    /// Warns of an API that is reached without the certificate that the domain asks for.
    pub(super) fn check_mtls(&self, mapping: &Node, api: &RestApi) {
        let has_mtls = self.node.read(|state: &DomainNameState| state.has_mtls);
        if has_mtls == Some(true) && api.has_own_endpoint() {
            mapping.report(
                Diagnostic::warning(
                    codes::MTLS_BYPASSED,
                    "the domain asks clients for certificates, but the API is reached without one at the address that AWS gives it",
                )
                .help("turn that off with `RestApiProps::disable_execute_api_endpoint`"),
            );
        }
    }

    /// Overrides properties of the resource, whatever this type offers.
    ///
    /// # Errors
    ///
    /// Synthesis reports `imported-construct` when it is not of this app.
    pub fn patch(&self, props: CfnDomainNameProps) {
        if let Some(cfn) = own_resource(&self.node) {
            cfn.patch(props);
        }
    }
}

/// The id of a mapping, in which the CDK writes `--` for `/`.
fn mapping_id(path: &str, to: &Node) -> String {
    format!("Map:{path}=>{}", to.unique_id()).replace('/', "--")
}

impl Construct for DomainName {
    fn node(&self) -> &Node {
        &self.node
    }
}

impl RestApi {
    /// Puts the API behind a domain of yours.
    ///
    /// Adds a [`DomainName`] with a mapping from
    /// [`DomainNameProps::base_path`] to the API's own stage.
    ///
    /// ```
    /// use construct_lib::apigateway::{
    ///     DomainNameProps, HttpMethod, MockIntegration, RestApi, RestApiProps,
    /// };
    /// use construct_lib::{App, Stack, StackProps};
    ///
    /// let app = App::new();
    /// let stack = Stack::new(&app, "Orders", StackProps::new());
    /// let api = RestApi::new(&stack, "Api", RestApiProps::new());
    /// api.root().add_method(HttpMethod::Get, MockIntegration::new(204));
    /// let certificate = "arn:aws:acm:eu-west-1:111122223333:certificate/1234";
    /// api.add_domain_name("Domain", DomainNameProps::new("api.example.com", certificate));
    /// ```
    ///
    /// # Errors
    ///
    /// As [`DomainName::new`] and [`BasePathMapping::new`]; `api-not-deployed`
    /// when a path of several parts is to lead to an API without a stage.
    #[track_caller]
    pub fn add_domain_name(&self, id: &str, props: DomainNameProps) -> DomainName {
        let path = props.base_path.clone();
        let domain = DomainName::new(self, id, props);
        let parts = path.iter().flat_map(|path| path.split('/')).filter(|part| !part.is_empty());
        if parts.count() < 2 {
            let mut options = BasePathMappingOptions::new();
            options.base_path = path;
            domain.add_base_path_mapping(self, options);
        } else if let Some(stage) = self.deployment_stage() {
            domain.add_api_mapping(&stage, path.as_deref());
        } else {
            self.node().report(
                Diagnostic::error(
                    codes::API_NOT_DEPLOYED,
                    "a path of several parts leads to an API that has no stage",
                )
                .help("map a stage of your own with `DomainName::add_api_mapping`"),
            );
        }
        self.note_domain(domain.node().node_id());
        domain
    }

    /// The first domain that it was put behind with
    /// [`add_domain_name`](Self::add_domain_name) or
    /// [`RestApiProps::domain_name`](crate::apigateway::RestApiProps::domain_name).
    #[must_use]
    pub fn domain_name(&self) -> Option<DomainName> {
        self.noted_domain().and_then(|node| DomainName::at(&node))
    }
}

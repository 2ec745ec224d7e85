//! `AWS::ApiGatewayV2::DomainName`.

use construct_cfn::apigatewayv2::{CfnDomainName, CfnDomainNameProps, domain_name as l1};
use construct_cfn::refs::S3BucketName;
use construct_core::{
    CfnResource, Construct, Expr, IntoValue, ResourceProps, State, Value, intrinsic,
};

use super::ip_address_type::IpAddressType;
use crate::check::own_resource;
use crate::error::codes;
use crate::route53::{AliasRecord, AliasTarget, HostedZoneAttributes, RecordType};
use crate::value::value;
use crate::{Diagnostic, Node};

/// What a [`DomainName`] takes.
#[derive(Debug, Clone)]
#[must_use]
pub struct DomainNameProps {
    name: Value<String>,
    endpoint: EndpointOptions,
    mtls: Option<MtlsConfig>,
}

impl DomainNameProps {
    /// This domain, reached in its region, with a certificate of AWS
    /// Certificate Manager of the same region.
    pub fn new(
        domain_name: impl IntoValue<String>,
        certificate_arn: impl IntoValue<String>,
    ) -> Self {
        Self {
            name: value(domain_name),
            endpoint: EndpointOptions::new(certificate_arn),
            mtls: None,
        }
    }

    /// How it is reached, instead of by default.
    pub fn endpoint(mut self, endpoint: EndpointOptions) -> Self {
        self.endpoint = endpoint;
        self
    }

    /// Asks clients for certificates, too.
    ///
    /// They are still not asked at the address that AWS gives an API; see
    /// [`HttpApiProps::disable_execute_api_endpoint`](crate::apigatewayv2::HttpApiProps::disable_execute_api_endpoint).
    pub fn mtls(mut self, mtls: MtlsConfig) -> Self {
        self.mtls = Some(mtls);
        self
    }
}

/// How a domain is reached: always by TLS 1.2 or newer.
#[derive(Debug, Clone, PartialEq)]
#[must_use]
pub struct EndpointOptions {
    certificate: Value<String>,
    certificate_name: Value<String>,
    ownership_certificate: Value<String>,
    ip_address_type: Option<IpAddressType>,
    is_edge: bool,
}

impl EndpointOptions {
    /// In its region, with this certificate of AWS Certificate Manager.
    pub fn new(certificate_arn: impl IntoValue<String>) -> Self {
        Self {
            certificate: value(certificate_arn),
            certificate_name: Value::unset(),
            ownership_certificate: Value::unset(),
            ip_address_type: None,
            is_edge: false,
        }
    }

    /// From the edge locations of CloudFront instead, with a certificate of
    /// `us-east-1`; for REST APIs under the same domain.
    pub fn edge(mut self) -> Self {
        self.is_edge = true;
        self
    }

    /// What a person reads beside the certificate.
    pub fn certificate_name(mut self, name: impl IntoValue<String>) -> Self {
        self.certificate_name = value(name);
        self
    }

    /// A certificate of AWS Certificate Manager that shows who owns the
    /// domain, when the other one was imported or is private, for mutual TLS.
    ///
    /// # Errors
    ///
    /// Synthesis reports `invalid-domain-name` without mutual TLS.
    pub fn ownership_certificate(mut self, certificate_arn: impl IntoValue<String>) -> Self {
        self.ownership_certificate = value(certificate_arn);
        self
    }

    /// From which addresses it is reached; those of IPv4 by default.
    pub fn ip_address_type(mut self, addresses: IpAddressType) -> Self {
        self.ip_address_type = Some(addresses);
        self
    }

    fn kind(&self) -> &'static str {
        if self.is_edge { "EDGE" } else { "REGIONAL" }
    }

    fn to_cfn(&self) -> l1::DomainNameConfiguration {
        l1::DomainNameConfiguration::new()
            .certificate_arn(&self.certificate)
            .certificate_name(&self.certificate_name)
            .endpoint_type(self.kind())
            .ip_address_type(self.ip_address_type.map(IpAddressType::name))
            .ownership_verification_certificate_arn(&self.ownership_certificate)
            .security_policy("TLS_1_2")
    }
}

/// Which certificates of clients are accepted: those that an authority signed
/// which stands in a file in S3.
///
/// ```
/// use construct_lib::apigatewayv2::MtlsConfig;
///
/// let partners = MtlsConfig::new("orders-truststore", "partners.pem").version("abc123");
/// ```
#[derive(Debug, Clone, PartialEq)]
#[must_use]
pub struct MtlsConfig {
    bucket: Value<S3BucketName>,
    key: Value<String>,
    version: Value<String>,
}

impl MtlsConfig {
    /// The authorities in this file of this bucket.
    pub fn new(bucket: impl IntoValue<S3BucketName>, key: impl IntoValue<String>) -> Self {
        Self { bucket: value(bucket), key: value(key), version: Value::unset() }
    }

    /// The version of the file, in a bucket that keeps versions; without it a
    /// changed file is not read again.
    pub fn version(mut self, version: impl IntoValue<String>) -> Self {
        self.version = value(version);
        self
    }

    fn to_cfn(&self) -> l1::MutualTlsAuthentication {
        let uri = intrinsic::concat([
            Expr::text("s3://"),
            self.bucket.expr().clone(),
            Expr::text("/"),
            self.key.expr().clone(),
        ]);
        l1::MutualTlsAuthentication::new().truststore_uri(uri).truststore_version(&self.version)
    }
}

/// A domain of yours for HTTP and WebSocket APIs.
///
/// Appears as [`AWS::ApiGatewayV2::DomainName`](https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigatewayv2-domainname.html).
/// An [`ApiMapping`](crate::apigatewayv2::ApiMapping) leads from a path of it
/// to a stage of an API, and a record of your DNS zone from the domain to API
/// Gateway, see [`add_alias_record`](Self::add_alias_record).
///
/// ```
/// use construct_lib::apigatewayv2::{
///     DomainMappingOptions, DomainName, DomainNameProps, HttpApi, HttpApiProps, StageOptions,
/// };
/// use construct_lib::{App, Stack, StackProps};
///
/// let app = App::new();
/// let stack = Stack::new(&app, "Orders", StackProps::new());
/// let certificate = "arn:aws:acm:eu-west-1:111122223333:certificate/1234";
/// let props = DomainNameProps::new("api.example.com", certificate);
/// let domain = DomainName::new(&stack, "Domain", props);
/// let mapping = DomainMappingOptions::new(&domain).mapping_key("orders");
/// let stage = StageOptions::new().domain_mapping(mapping);
/// HttpApi::new(&stack, "Api", HttpApiProps::new().default_stage(stage));
/// ```
#[derive(Debug, Clone)]
pub struct DomainName {
    node: Node,
}

/// What is known of a domain that exists already.
#[derive(Debug, Clone)]
#[must_use]
pub struct DomainNameAttributes {
    name: Value<String>,
    regional_domain_name: Value<String>,
    regional_hosted_zone_id: Value<String>,
}

impl DomainNameAttributes {
    /// The domain, and where records lead that are aliases of it.
    pub fn new(
        name: impl IntoValue<String>,
        regional_domain_name: impl IntoValue<String>,
        regional_hosted_zone_id: impl IntoValue<String>,
    ) -> Self {
        Self {
            name: value(name),
            regional_domain_name: value(regional_domain_name),
            regional_hosted_zone_id: value(regional_hosted_zone_id),
        }
    }
}

struct DomainNameState {
    attributes: DomainNameAttributes,
    /// The name as the app wrote it.
    given: Value<String>,
    endpoints: Vec<EndpointOptions>,
    has_mtls: bool,
}

impl State for DomainNameState {
    fn prepare(&mut self, node: &Node) {
        // A domain that is not of this app has no resource.
        if let Some(cfn) = CfnResource::at(node) {
            let all: Vec<_> = self.endpoints.iter().map(EndpointOptions::to_cfn).collect();
            cfn.set_props(CfnDomainNameProps::patch().domain_name_configurations(all).into_props());
        }
    }
}

impl DomainName {
    /// A domain.
    ///
    /// # Errors
    ///
    /// Synthesis reports `invalid-domain-name`.
    #[track_caller]
    pub fn new(scope: &dyn Construct, id: &str, props: DomainNameProps) -> Self {
        let node = Node::new(scope, id);
        let DomainNameProps { name, endpoint, mtls } = props;
        check_name(&node, &name);
        let given = name.clone();
        let cfn_props = CfnDomainNameProps::patch()
            .domain_name(name)
            .mutual_tls_authentication(mtls.as_ref().map(MtlsConfig::to_cfn));
        let cfn = CfnDomainName::new(&node, "Resource", cfn_props);
        node.set_state(DomainNameState {
            given,
            attributes: DomainNameAttributes {
                name: cfn.ref_(),
                regional_domain_name: cfn.attr_regional_domain_name(),
                regional_hosted_zone_id: cfn.attr_regional_hosted_zone_id(),
            },
            endpoints: Vec::new(),
            has_mtls: mtls.is_some(),
        });
        let domain = Self { node };
        domain.add_endpoint(endpoint);
        domain
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
            given: attributes.name.clone(),
            attributes,
            endpoints: Vec::new(),
            has_mtls: false,
        });
        Self { node }
    }

    /// The domain at this node, when there is one.
    #[must_use]
    pub fn at(node: &Node) -> Option<Self> {
        node.has_state::<DomainNameState>().then(|| Self { node: node.clone() })
    }

    /// Lets it be reached in another way, too, while clients move.
    ///
    /// # Errors
    ///
    /// Synthesis reports `invalid-domain-name` for a second way of the same
    /// kind, and `imported-construct` when it is not of this app.
    pub fn add_endpoint(&self, endpoint: EndpointOptions) {
        if own_resource(&self.node).is_none() {
            return;
        }
        let has_ownership = !endpoint.ownership_certificate.expr().is_unset();
        let kind = endpoint.kind();
        let (is_second, has_mtls) = self
            .node
            .update(|state: &mut DomainNameState| {
                let is_second = state.endpoints.iter().any(|other| other.kind() == kind);
                state.endpoints.push(endpoint);
                (is_second, state.has_mtls)
            })
            .unwrap_or_default();
        if is_second {
            report(
                &self.node,
                format!("the domain is reached twice by the endpoint type {kind}"),
                "leave one of them out",
            );
        }
        if has_ownership && !has_mtls {
            report(
                &self.node,
                "a certificate shows who owns the domain, which only mutual TLS needs".to_owned(),
                "add `DomainNameProps::mtls`, or leave the ownership certificate out",
            );
        }
    }

    fn attribute(&self, of: fn(&DomainNameAttributes) -> &Value<String>) -> Value<String> {
        let read = |state: &DomainNameState| of(&state.attributes).clone();
        self.node.read(read).unwrap_or_default()
    }

    /// The domain, for example `api.example.com`.
    #[must_use]
    pub fn name(&self) -> Value<String> {
        self.attribute(|attributes| &attributes.name)
    }

    /// Where records lead that are aliases of it.
    #[must_use]
    pub fn regional_domain_name(&self) -> Value<String> {
        self.attribute(|attributes| &attributes.regional_domain_name)
    }

    /// The hosted zone of [`regional_domain_name`](Self::regional_domain_name).
    #[must_use]
    pub fn regional_hosted_zone_id(&self) -> Value<String> {
        self.attribute(|attributes| &attributes.regional_hosted_zone_id)
    }

    /// Leads from the domain to API Gateway in a zone of yours, for IPv4.
    ///
    /// Appears as [`AWS::Route53::RecordSet`](https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-route53-recordset.html)
    /// of type `A` with an alias, below `scope`.
    ///
    /// ```
    /// use construct_lib::apigatewayv2::{DomainName, DomainNameProps};
    /// use construct_lib::route53::HostedZoneAttributes;
    /// use construct_lib::{App, Stack, StackProps};
    ///
    /// let app = App::new();
    /// let stack = Stack::new(&app, "Orders", StackProps::new());
    /// let certificate = "arn:aws:acm:eu-west-1:111122223333:certificate/1234";
    /// let props = DomainNameProps::new("api.example.com", certificate);
    /// let domain = DomainName::new(&stack, "Domain", props);
    /// let zone = HostedZoneAttributes::new("Z0123456789ABCDEFGHIJ", "example.com");
    /// domain.add_alias_record(&stack, "Alias", &zone);
    /// ```
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
    /// the domain is reached by IPv4 alone.
    #[track_caller]
    pub fn add_ipv6_alias_record(
        &self,
        scope: &dyn Construct,
        id: &str,
        zone: &HostedZoneAttributes,
    ) -> AliasRecord {
        let record = self.alias(scope, id, zone, RecordType::Aaaa);
        let by_ipv4 = |endpoint: &EndpointOptions| {
            endpoint.ip_address_type != Some(IpAddressType::DualStack) && !endpoint.is_edge
        };
        let read = |state: &DomainNameState| state.endpoints.first().is_some_and(by_ipv4);
        if self.node.read(read) == Some(true) {
            report(
                record.node(),
                "a record for IPv6 leads to a domain that is reached by IPv4 alone".to_owned(),
                "use `IpAddressType::DualStack`, or leave the record out",
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
            dns_name: self.regional_domain_name(),
            hosted_zone_id: self.regional_hosted_zone_id(),
        };
        AliasRecord::new(scope, id, zone, record, &name.unwrap_or_default(), target)
    }

    /// Whether clients are asked for certificates.
    pub(super) fn has_mtls(&self) -> bool {
        self.node.read(|state: &DomainNameState| state.has_mtls) == Some(true)
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

impl Construct for DomainName {
    fn node(&self) -> &Node {
        &self.node
    }
}

fn check_name(node: &Node, name: &Value<String>) {
    let Some(text) = name.as_literal() else {
        return;
    };
    let is_label = |label: &str| {
        !label.is_empty()
            && label.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
    };
    let rest = text.strip_prefix("*.").unwrap_or(text);
    if rest.split('.').count() < 2 || !rest.split('.').all(is_label) {
        report(
            node,
            format!("`{text}` cannot be the domain of an API"),
            "write it in lower case without scheme and path, for example `api.example.com`",
        );
    }
}

fn report(node: &Node, message: String, help: &'static str) {
    node.report(Diagnostic::error(codes::INVALID_DOMAIN_NAME, message).help(help));
}

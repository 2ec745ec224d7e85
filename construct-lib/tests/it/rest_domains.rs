//! Domains in front of REST APIs, and the records that lead to them.

use construct_lib::apigateway::{
    BasePathMappingOptions, DomainEndpoint, DomainName, DomainNameProps, EndpointAccessMode,
    HttpMethod, MockIntegration, MtlsConfig, RegionalSecurityPolicy, RestApi, RestApiProps,
    RoutingMode,
};
use construct_lib::route53::{AliasRecord, HostedZoneAttributes};
use construct_lib::testing::{Template, diagnostics, json};
use construct_lib::{App, Construct, Environment, Stack, StackProps};

use crate::support::{check_template, orders};

const CERTIFICATE: &str =
    "arn:aws:acm:us-east-1:111122223333:certificate/1234abcd-12ab-34cd-56ef-1234567890ab";

fn api(s: &Stack, props: RestApiProps) -> RestApi {
    let api = RestApi::new(s, "Api", props);
    api.root().add_method(HttpMethod::Get, MockIntegration::new(204));
    api
}

fn props() -> DomainNameProps {
    DomainNameProps::new("api.example.com", CERTIFICATE)
}

fn zone(name: &str) -> HostedZoneAttributes {
    HostedZoneAttributes::new("Z0123456789ABCDEFGHIJ", name)
}

fn codes(build: impl FnOnce(&Stack)) -> Vec<String> {
    let (app, stack) = orders();
    build(&stack);
    diagnostics(&app).iter().map(|d| d.code().to_owned()).collect()
}

#[test]
fn fails_for_names_that_are_no_domains() {
    for name in ["localhost", "https://api.example.com", "api.example.com/v1", "a..b", "API.b", "*"]
    {
        let found = codes(|s| {
            DomainName::new(s, "Domain", DomainNameProps::new(name, CERTIFICATE));
        });
        assert!(found.contains(&"invalid-domain-name".to_owned()), "{name}: {found:?}");
    }
}

#[test]
fn a_certificate_lies_where_its_domain_is_reached() {
    let found = |certificate_region: &str, endpoint: DomainEndpoint| {
        let app = App::new();
        let here = Environment::agnostic().account("111122223333").region("eu-west-1");
        let stack = Stack::new(&app, "Orders", StackProps::new().environment(here));
        let certificate = CERTIFICATE.replace("us-east-1", certificate_region);
        let props = DomainNameProps::new("api.example.com", certificate).endpoint(endpoint);
        DomainName::new(&stack, "Domain", props);
        diagnostics(&app).len()
    };
    assert_eq!(found("eu-west-1", DomainEndpoint::Regional), 0);
    assert_eq!(found("us-east-1", DomainEndpoint::Regional), 1);
    assert_eq!(found("us-east-1", DomainEndpoint::Edge), 0);
    assert_eq!(found("eu-west-1", DomainEndpoint::Edge), 1);
}

#[test]
fn clients_without_certificates_are_told_of() {
    let mtls = || props().mtls(MtlsConfig::new("truststore", "ca.pem"));
    let found = codes(|s| drop(api(s, RestApiProps::new().domain_name(mtls()))));
    assert_eq!(found, ["mtls-bypassed"]);
    let found = codes(|s| {
        let props = RestApiProps::new().disable_execute_api_endpoint();
        api(s, props).add_domain_name("Domain", mtls().base_path("a/b"));
    });
    assert!(found.is_empty(), "{found:?}");
    let found = codes(|s| {
        DomainName::new(s, "Domain", mtls().endpoint(DomainEndpoint::Edge));
    });
    assert_eq!(found, ["invalid-domain-name"]);
}

#[test]
fn fails_to_lead_along_several_parts_to_an_api_without_a_stage() {
    let found = codes(|s| {
        let api = api(s, RestApiProps::new().without_deployment());
        api.add_domain_name("Domain", props().base_path("orders/v1"));
    });
    assert_eq!(found, ["api-not-deployed"]);
}

#[test]
fn mappings_that_routing_rules_hide_are_told() {
    let lead = |mode: RoutingMode| {
        codes(|s| drop(api(s, RestApiProps::new().domain_name(props().routing_mode(mode)))))
    };
    assert_eq!(lead(RoutingMode::RoutingRuleOnly), ["invalid-api-mapping"]);
    assert!(lead(RoutingMode::RoutingRuleThenBasePathMapping).is_empty());
}

#[test]
fn an_api_remembers_its_first_domain() {
    let (_, stack) = orders();
    let api = api(&stack, RestApiProps::new());
    assert!(api.domain_name().is_none());
    let first = api.add_domain_name("First", props());
    api.add_domain_name("Second", DomainNameProps::new("b.example.com", CERTIFICATE));
    assert_eq!(api.domain_name().unwrap().node(), first.node());
}

#[test]
fn records_lie_in_their_zone() {
    let record = |zone_name: &str| {
        codes(|s| {
            let domain = DomainName::new(s, "Domain", props());
            let record = domain.add_alias_record(s, "Alias", &zone(zone_name));
            assert!(AliasRecord::at(record.node()).is_some());
        })
    };
    assert!(record("example.com").is_empty());
    assert!(record("example.com.").is_empty());
    assert!(record("api.example.com").is_empty());
    assert_eq!(record("example.org"), ["name-outside-zone"]);
    assert_eq!(record("ample.com"), ["name-outside-zone"]);
}

#[test]
fn a_record_for_ipv6_needs_a_domain_that_is_reached_by_it() {
    let record = |props: DomainNameProps| {
        codes(|s| {
            DomainName::new(s, "Domain", props).add_ipv6_alias_record(s, "A", &zone("example.com"));
        })
    };
    assert_eq!(record(props()), ["invalid-domain-name"]);
    assert!(record(props().dual_stack()).is_empty());
    assert!(record(props().endpoint(DomainEndpoint::Edge)).is_empty());
}

#[test]
fn domains_of_http_apis_have_records_too() {
    use construct_lib::apigatewayv2::{self, EndpointOptions, IpAddressType};
    let (app, stack) = orders();
    let props = apigatewayv2::DomainNameProps::new("api.example.com", CERTIFICATE);
    let endpoint = EndpointOptions::new(CERTIFICATE).ip_address_type(IpAddressType::DualStack);
    let domain = apigatewayv2::DomainName::new(&stack, "Domain", props.endpoint(endpoint));
    domain.add_alias_record(&stack, "Alias", &zone("example.com"));
    domain.add_ipv6_alias_record(&stack, "AliasForIpv6", &zone("example.com"));
    assert!(diagnostics(&app).is_empty());
    let template = Template::from_stack(&stack);
    let id = template.find_resources("AWS::ApiGatewayV2::DomainName")[0].0.to_owned();
    for kind in ["A", "AAAA"] {
        template.has_resource_properties(
            "AWS::Route53::RecordSet",
            json!({
                "AliasTarget": {
                    "DNSName": { "Fn::GetAtt": [id, "RegionalDomainName"] },
                    "HostedZoneId": { "Fn::GetAtt": [id, "RegionalHostedZoneId"] },
                },
                "HostedZoneId": "Z0123456789ABCDEFGHIJ",
                "Name": "api.example.com.",
                "Type": kind,
            }),
        );
    }
    let found = codes(|s| {
        let props = apigatewayv2::DomainNameProps::new("api.example.com", CERTIFICATE);
        let domain = apigatewayv2::DomainName::new(s, "Domain", props);
        domain.add_ipv6_alias_record(s, "Alias", &zone("example.com"));
    });
    assert_eq!(found, ["invalid-domain-name"]);
}

#[test]
fn the_name_of_a_record_may_be_known_at_deployment() {
    let (_, stack) = orders();
    let name = construct_lib::intrinsic::import_value("Domain");
    let domain = DomainName::new(&stack, "Domain", DomainNameProps::new(name, CERTIFICATE));
    domain.add_alias_record(&stack, "Alias", &zone("example.com"));
    let name = json!({ "Fn::Join": ["", [{ "Fn::ImportValue": "Domain" }, "."]] });
    Template::from_stack(&stack)
        .has_resource_properties("AWS::Route53::RecordSet", json!({ "Name": name }));
}

#[test]
fn domains() {
    let (_, stack) = orders();
    let mtls = MtlsConfig::new("orders-truststore", "partners.pem")
        .version("abc123")
        .ownership_certificate(CERTIFICATE);
    let own = RestApiProps::new().disable_execute_api_endpoint();
    let api = api(&stack, own.domain_name(props().mtls(mtls).dual_stack()));
    let domain = api.domain_name().unwrap();
    domain.add_alias_record(&stack, "Alias", &zone("example.com"));
    domain.add_ipv6_alias_record(&stack, "AliasForIpv6", &zone("example.com"));
    let prod = api.deployment_stage().unwrap();
    domain.add_api_mapping(&prod, Some("orders/v1"));
    let policy = RegionalSecurityPolicy::Tls13Only;
    let safest = DomainNameProps::new("safe.example.com", CERTIFICATE)
        .endpoint(DomainEndpoint::RegionalWithPolicy(policy, EndpointAccessMode::Strict))
        .routing_mode(RoutingMode::RoutingRuleThenBasePathMapping);
    let safest = DomainName::new(&stack, "Safest", safest);
    safest.add_base_path_mapping(&api, BasePathMappingOptions::new().base_path("orders"));
    let edge = DomainNameProps::new("edge.example.com", CERTIFICATE);
    let edge = DomainName::new(&stack, "Edge", edge.endpoint(DomainEndpoint::Edge));
    edge.add_base_path_mapping(&api, BasePathMappingOptions::new().any_stage());
    check_template("apigateway-domains", &stack);
}

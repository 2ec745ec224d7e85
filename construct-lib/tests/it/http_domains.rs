//! Domains of HTTP APIs, and what leads from them.

use construct_lib::Stack;
use construct_lib::apigatewayv2::{
    ApiMapping, ApiMappingProps, DomainMappingOptions, DomainName, DomainNameAttributes,
    DomainNameProps, EndpointOptions, HttpApi, HttpApiProps, HttpStage, HttpStageProps,
    IpAddressType, MtlsConfig, StageOptions,
};
use construct_lib::cfn::apigatewayv2::{CfnDomainNameProps, CfnStageProps};
use construct_lib::testing::{Template, diagnostics, json};
use construct_lib::{CfnOutput, CfnOutputProps};

use crate::support::{check_template, orders};

const CERTIFICATE: &str =
    "arn:aws:acm:us-east-1:111122223333:certificate/11111111-2222-3333-4444-555555555555";

fn quiet() -> StageOptions {
    StageOptions::new().without_access_log()
}

fn domain(stack: &Stack) -> DomainName {
    DomainName::new(stack, "Domain", DomainNameProps::new("api.example.com", CERTIFICATE))
}

#[test]
fn domains() {
    let (_, stack) = orders();
    let endpoint = EndpointOptions::new(CERTIFICATE).ip_address_type(IpAddressType::DualStack);
    let mtls = MtlsConfig::new("orders-truststore", "partners.pem").version("abc123");
    let props = DomainNameProps::new("api.example.com", CERTIFICATE).endpoint(endpoint).mtls(mtls);
    let domain = DomainName::new(&stack, "Domain", props);
    let root = quiet().domain_mapping(DomainMappingOptions::new(&domain));
    let props = HttpApiProps::new().disable_execute_api_endpoint().default_stage(root);
    let api = HttpApi::new(&stack, "Api", props);
    let beta = HttpStageProps::new(&api).stage_name("beta").options(quiet());
    let beta = HttpStage::new(&stack, "Beta", beta);
    let props = ApiMappingProps::new(&beta, &domain).api_mapping_key("orders/beta");
    let mapping = ApiMapping::new(&stack, "Mapping", props);
    CfnOutput::new(&stack, "Beta Address", CfnOutputProps::new(mapping.domain_url()));
    let root = api.default_stage().unwrap().domain_url();
    CfnOutput::new(&stack, "Address", CfnOutputProps::new(root));
    check_template("http-api-domains", &stack);
}

#[test]
fn a_way_around_certificates_of_clients_is_warned_of() {
    let (app, stack) = orders();
    let mtls = MtlsConfig::new("orders-truststore", "partners.pem");
    let props = DomainNameProps::new("api.example.com", CERTIFICATE).mtls(mtls);
    let domain = DomainName::new(&stack, "Domain", props);
    let mapped = || quiet().domain_mapping(DomainMappingOptions::new(&domain).mapping_key("a"));
    HttpApi::new(&stack, "Open", HttpApiProps::new().default_stage(mapped()));
    let closed = HttpApiProps::new().disable_execute_api_endpoint().default_stage(mapped());
    HttpApi::new(&stack, "Closed", closed);
    let all = diagnostics(&app);
    let codes: Vec<&str> = all.iter().map(|d| d.code()).collect();
    assert_eq!(codes, ["mtls-bypassed"]);
}

#[test]
fn an_imported_domain_leads_to_an_api() {
    let (_, stack) = orders();
    let attributes = DomainNameAttributes::new("api.example.com", "d-1.example.com", "Z1");
    let domain = DomainName::from_domain_name_attributes(&stack, "Domain", attributes);
    assert_eq!(domain.regional_domain_name().as_literal(), Some("d-1.example.com"));
    assert_eq!(domain.regional_hosted_zone_id().as_literal(), Some("Z1"));
    let api = HttpApi::new(&stack, "Api", HttpApiProps::new().default_stage(quiet()));
    let stage = api.default_stage().unwrap();
    let mapping = ApiMapping::new(&stack, "Mapping", ApiMappingProps::new(&stage, &domain));
    assert_eq!(mapping.domain_url().as_literal(), Some("https://api.example.com/"));
    Template::from_stack(&stack).has_resource_properties(
        "AWS::ApiGatewayV2::ApiMapping",
        json!({ "DomainName": "api.example.com", "Stage": "$default" }),
    );
}

/// Domains and paths of them that API Gateway would refuse.
pub(crate) fn wrong_domains(stack: &Stack) {
    for (id, name) in [("Scheme", "https://api.example.com"), ("Upper", "API.example.com")] {
        DomainName::new(stack, id, DomainNameProps::new(name, CERTIFICATE));
    }
    let endpoint = EndpointOptions::new(CERTIFICATE);
    domain(stack).add_endpoint(endpoint.clone().ownership_certificate(CERTIFICATE));
    let attributes = DomainNameAttributes::new("api.example.com", "d-1.example.com", "Z1");
    let imported = DomainName::from_domain_name_attributes(stack, "Imported", attributes);
    imported.add_endpoint(endpoint);
    imported.patch(CfnDomainNameProps::patch());
    let api = HttpApi::new(stack, "Api", HttpApiProps::new().default_stage(quiet()));
    let stage = api.default_stage().unwrap();
    for (id, key) in [("Empty", ""), ("Slash", "/orders"), ("Space", "our orders")] {
        let props = ApiMappingProps::new(&stage, &imported).api_mapping_key(key);
        ApiMapping::new(stack, id, props);
    }
    let _ = stage.domain_url();
    let beta = HttpStage::from_stage_name(stack, "Beta", &api, "beta");
    beta.patch(CfnStageProps::patch());
    let mtls = MtlsConfig::new("orders-truststore", "partners.pem");
    let props = DomainNameProps::new("partners.example.com", CERTIFICATE).mtls(mtls);
    let partners = DomainName::new(stack, "Partners", props);
    ApiMapping::new(stack, "Bypass", ApiMappingProps::new(&stage, &partners));
}

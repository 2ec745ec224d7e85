//! Domains in front of REST APIs.

use construct_lib::apigateway::{
    BasePathMapping, BasePathMappingOptions, BasePathMappingProps, Deployment, DeploymentProps,
    DomainEndpoint, DomainName, DomainNameAttributes, DomainNameProps, EdgeSecurityPolicy,
    EndpointAccessMode, HttpMethod, LambdaIntegration, MtlsConfig, RegionalSecurityPolicy, RestApi,
    RestApiProps, Stage, StageOptions, StageProps,
};
use construct_lib::lambda::Function;
use construct_lib::route53::HostedZoneAttributes;
use construct_lib::{CfnOutput, CfnOutputProps, Construct, IntoValue, Stack};

use super::compare::{Program, check, program, refused};

#[test]
fn domains_are_those_of_the_cdk() {
    check("rest-domain", PROGRAMS, LEFT_OUT);
}

const LEFT_OUT: &[(&str, &str)] = &[
    ("a policy of regions at the edge", "each kind of endpoint has policies of its own type"),
    ("a policy without access mode", "a policy comes with its access mode"),
    ("an access mode without policy", "a policy comes with its access mode"),
    (
        "mapping: another stage",
        "the CDK gives out the deployment of an API; here a stage of one's own has its own",
    ),
];

fn api_of(s: &Stack, id: &str, props: RestApiProps) -> RestApi {
    let found = s.node().try_child("Handler").and_then(|node| Function::at(&node));
    let arn = "arn:aws:lambda:us-east-1:111122223333:function:Handler";
    let handler = found.unwrap_or_else(|| Function::from_function_arn(s, "Handler", arn));
    let api = RestApi::new(s, id, props);
    api.root().add_method(HttpMethod::Get, LambdaIntegration::new(&handler));
    api
}

fn api(s: &Stack) -> RestApi {
    api_of(s, "Api", RestApiProps::new())
}

fn prod(s: &Stack) -> Stage {
    api(s).deployment_stage().unwrap()
}

fn named(name: &str) -> DomainNameProps {
    DomainNameProps::new(name, "arn:aws:acm:us-east-1:111122223333:certificate/1234")
}

fn props() -> DomainNameProps {
    named("api.example.com")
}

fn domain_of(s: &Stack, props: DomainNameProps) -> DomainName {
    DomainName::new(s, "Domain", props)
}

fn domain(s: &Stack) -> DomainName {
    domain_of(s, props())
}

fn reached(s: &Stack, endpoint: DomainEndpoint) -> DomainName {
    domain_of(s, props().endpoint(endpoint))
}

fn regional(s: &Stack, policy: RegionalSecurityPolicy) {
    reached(s, DomainEndpoint::RegionalWithPolicy(policy, EndpointAccessMode::Strict));
}

fn edge(s: &Stack, policy: EdgeSecurityPolicy) {
    reached(s, DomainEndpoint::EdgeWithPolicy(policy, EndpointAccessMode::Strict));
}

fn at(path: &str) -> BasePathMappingOptions {
    BasePathMappingOptions::new().base_path(path)
}

fn zone() -> HostedZoneAttributes {
    HostedZoneAttributes::new("Z0123456789ABCDEFGHIJ", "example.com")
}

fn output(s: &Stack, id: &str, value: impl IntoValue<String>) {
    CfnOutput::new(s, id, CfnOutputProps::new(value));
}

const PROGRAMS: &[Program] = &[
    program("the least", |s| drop(domain(s))),
    program("edge", |s| drop(reached(s, DomainEndpoint::Edge))),
    program("TLS 1.3", |s| regional(s, RegionalSecurityPolicy::Tls13Only)),
    program("TLS 1.3 of FIPS", |s| regional(s, RegionalSecurityPolicy::Tls13OnlyFips)),
    program("TLS against quantum computers", |s| {
        regional(s, RegionalSecurityPolicy::Tls13PostQuantum);
    }),
    program("TLS with keys for each session", |s| {
        let policy = RegionalSecurityPolicy::Tls13PostQuantumPfs;
        reached(s, DomainEndpoint::RegionalWithPolicy(policy, EndpointAccessMode::Basic));
    }),
    program("TLS 1.3 at the edge", |s| edge(s, EdgeSecurityPolicy::Tls13Edge)),
    program("TLS 1.2 at the edge", |s| edge(s, EdgeSecurityPolicy::Tls12Edge)),
    program("keys for each session at the edge", |s| edge(s, EdgeSecurityPolicy::Tls12PfsEdge)),
    refused("upper case", "invalid-domain-name", |s| {
        domain_of(s, named("Api.example.com"));
    }),
    program("certificates of clients", |s| {
        domain_of(s, props().mtls(MtlsConfig::new("truststore", "ca.pem").version("7")));
    }),
    refused("certificates of clients with a policy", "invalid-domain-name", |s| {
        let policy = RegionalSecurityPolicy::Tls13Only;
        let endpoint = DomainEndpoint::RegionalWithPolicy(policy, EndpointAccessMode::Strict);
        domain_of(s, props().endpoint(endpoint).mtls(MtlsConfig::new("b", "k")));
    }),
    program("mapping: root", |s| {
        domain(s).add_base_path_mapping(&api(s), BasePathMappingOptions::new());
    }),
    program("mapping: a path", |s| {
        domain(s).add_base_path_mapping(&api(s), at("orders"));
    }),
    program("mapping: a path with marks", |s| {
        domain(s).add_base_path_mapping(&api(s), at("v1.0_$-"));
    }),
    refused("mapping: slash at the begin", "invalid-api-mapping", |s| {
        domain(s).add_base_path_mapping(&api(s), at("/orders"));
    }),
    refused("mapping: slash at the end", "invalid-api-mapping", |s| {
        domain(s).add_base_path_mapping(&api(s), at("orders/"));
    }),
    refused("mapping: an odd letter", "invalid-api-mapping", |s| {
        domain(s).add_base_path_mapping(&api(s), at("a b"));
    }),
    refused("mapping: two parts", "invalid-api-mapping", |s| {
        domain(s).add_base_path_mapping(&api(s), at("orders/v1"));
    }),
    refused("mapping: the same path twice", "duplicate-api-mapping", |s| {
        let (domain, api) = (domain(s), api(s));
        domain.add_base_path_mapping(&api, at("orders"));
        domain.add_base_path_mapping(&api, at("orders"));
    }),
    program("mapping: two APIs", |s| {
        let domain = domain(s);
        domain.add_base_path_mapping(&api(s), at("one"));
        domain.add_base_path_mapping(&api_of(s, "Other", RestApiProps::new()), at("two"));
    }),
    program("mapping: any stage", |s| {
        let any = BasePathMappingOptions::new().any_stage();
        domain(s).add_base_path_mapping(&api(s), any);
    }),
    program("mapping: an API without a stage", |s| {
        let api = api_of(s, "Api", RestApiProps::new().without_deployment());
        domain(s).add_base_path_mapping(&api, at("orders"));
    }),
    program("mapping: of its own", |s| {
        let props = BasePathMappingProps::new(&domain(s), &api(s)).options(at("orders"));
        BasePathMapping::new(s, "Mapping", props);
    }),
    program("API mapping: several parts", |s| {
        domain(s).add_api_mapping(&prod(s), Some("orders/v1/eu"));
    }),
    program("API mapping: one part", |s| domain(s).add_api_mapping(&prod(s), Some("orders"))),
    program("API mapping: root", |s| domain(s).add_api_mapping(&prod(s), None)),
    refused("API mapping: several parts at the edge", "invalid-api-mapping", |s| {
        reached(s, DomainEndpoint::Edge).add_api_mapping(&prod(s), Some("a/b"));
    }),
    program("of an API", |s| {
        api_of(s, "Api", RestApiProps::new().domain_name(props()));
    }),
    program("of an API: a path", |s| {
        api_of(s, "Api", RestApiProps::new().domain_name(props().base_path("orders")));
    }),
    program("of an API: several parts", |s| {
        api_of(s, "Api", RestApiProps::new().domain_name(props().base_path("orders/v1")));
    }),
    program("of an API: added", |s| drop(api(s).add_domain_name("Domain", props()))),
    program("names of a domain", |s| {
        let domain = domain(s);
        output(s, "Name", domain.domain_name());
        output(s, "Target", domain.domain_name_alias_domain_name());
        output(s, "TargetZone", domain.domain_name_alias_hosted_zone_id());
    }),
    program("names of a domain at the edge", |s| {
        let domain = reached(s, DomainEndpoint::Edge);
        output(s, "Target", domain.domain_name_alias_domain_name());
        output(s, "TargetZone", domain.domain_name_alias_hosted_zone_id());
    }),
    program("an imported domain", |s| {
        let attributes = DomainNameAttributes::new(
            "api.example.com",
            "d-abc.execute-api.us-east-1.amazonaws.com",
            "Z1UJRXOUMOOFQ8",
        );
        let domain = DomainName::from_domain_name_attributes(s, "Domain", attributes);
        BasePathMapping::new(s, "Mapping", BasePathMappingProps::new(&domain, &api(s)));
        domain.add_alias_record(s, "Alias", &zone());
    }),
    program("record: IPv4", |s| drop(domain(s).add_alias_record(s, "Alias", &zone()))),
    program("record: IPv6 at the edge", |s| {
        reached(s, DomainEndpoint::Edge).add_ipv6_alias_record(s, "Alias", &zone());
    }),
    program("record: the zone itself", |s| {
        domain_of(s, named("example.com")).add_alias_record(s, "Alias", &zone());
    }),
    program("record: all names", |s| {
        domain_of(s, named("*.example.com")).add_alias_record(s, "Alias", &zone());
    }),
];

/// The program that is left out for the deployment that only the CDK gives out.
#[test]
fn a_mapping_may_lead_to_another_stage() {
    use construct_lib::testing::{Template, json};
    let app = construct_lib::App::new();
    let stack = Stack::new(&app, "Stack", construct_lib::StackProps::new());
    let api = api(&stack);
    let deployment = Deployment::new(&stack, "Second", DeploymentProps::new(&api));
    let beta = StageProps::new(&deployment).options(StageOptions::new().stage_name("beta"));
    let beta = Stage::new(&stack, "Beta", beta);
    let options = BasePathMappingOptions::new().stage(&beta);
    domain(&stack).add_base_path_mapping(&api, options);
    let template = Template::from_stack(&stack);
    let found = template.find_resources("AWS::ApiGateway::Stage");
    let beta = found.iter().find(|(id, _)| id.starts_with("Beta")).unwrap().0;
    template.has_resource_properties(
        "AWS::ApiGateway::BasePathMapping",
        json!({ "Stage": { "Ref": beta } }),
    );
}

//! What answers and guards the routes of HTTP APIs, and domains.

use std::time::Duration;

use construct_lib::apigatewayv2::{
    ApiMapping, ApiMappingProps, DomainMappingOptions, DomainName, DomainNameAttributes,
    DomainNameProps, EndpointOptions, HttpAlbIntegration, HttpApi, HttpApiProps, HttpAuthorizer,
    HttpAuthorizerAttributes, HttpEventBridgeIntegration, HttpIamAuthorizer, HttpIdentitySource,
    HttpJwtAuthorizer, HttpLambdaAuthorizer, HttpLambdaIntegration, HttpLambdaResponseType,
    HttpMethod, HttpNlbIntegration, HttpNoneAuthorizer, HttpRouteAuthorizationType,
    HttpRouteAuthorizer, HttpRouteKey, HttpRouteOptions, HttpServiceDiscoveryIntegration,
    HttpSqsIntegration, HttpStage, HttpStageProps, HttpStepFunctionsIntegration,
    HttpUserPoolAuthorizer, IpAddressType, MappingValue, MtlsConfig, ParameterMapping,
    PayloadFormatVersion, StageOptions, VpcLink, VpcLinkProps,
};
use construct_lib::iam::{Principal, Role, RoleProps};
use construct_lib::{Stack, Value};
use serde_json::{Value as Json, json};

use super::compare::{Program, program, refused, resources};
use super::http_api::{answer, answered, api, handler, output, props, small, url, url_of, with};

fn guarded(s: &Stack, authorizer: &(impl HttpRouteAuthorizer + Clone + 'static)) -> HttpApi {
    guarded_with(s, HttpRouteOptions::new().authorizer(authorizer))
}

fn guarded_with(s: &Stack, options: HttpRouteOptions) -> HttpApi {
    let api = api(s);
    api.add_routes_with("/users", [HttpMethod::Get], url(), options);
    api
}

fn jwt() -> HttpJwtAuthorizer {
    HttpJwtAuthorizer::new("Jwt", "https://issuer.example.com", ["users"])
}

fn lambda(s: &Stack) -> HttpLambdaAuthorizer {
    HttpLambdaAuthorizer::new("Lambda", &handler(s, "Check"))
}

fn link(s: &Stack) -> VpcLink {
    VpcLink::from_vpc_link_id(s, "Link", "abc123")
}

const ALB: &str = "arn:aws:elasticloadbalancing:us-east-1:111122223333:listener/app/a/1/2";
const NLB: &str = "arn:aws:elasticloadbalancing:us-east-1:111122223333:listener/net/a/1/2";
const SERVICE: &str = "arn:aws:servicediscovery:us-east-1:111122223333:service/srv-1";
const QUEUE: &str = "arn:aws:sqs:us-east-1:111122223333:jobs";
const QUEUE_URL: &str = "https://sqs.us-east-1.amazonaws.com/111122223333/jobs";
const MACHINE: &str = "arn:aws:states:us-east-1:111122223333:stateMachine:orders";
const BUS: &str = "arn:aws:events:us-east-1:111122223333:event-bus/orders";

fn certificate(id: &str) -> String {
    format!("arn:aws:acm:us-east-1:111122223333:certificate/{id}")
}

fn domain_props() -> DomainNameProps {
    DomainNameProps::new("api.example.com", certificate("Certificate"))
}

fn domain(s: &Stack) -> DomainName {
    DomainName::new(s, "Domain", domain_props())
}

fn mapped(mapping: DomainMappingOptions) -> HttpApiProps {
    props().default_stage(StageOptions::new().domain_mapping(mapping))
}

fn grantee(s: &Stack) -> Role {
    Role::new(s, "Grantee", RoleProps::new(Principal::service("ec2")))
}

fn body(key: &'static str) -> MappingValue {
    MappingValue::custom(key)
}

fn stage_url(api: &HttpApi) -> Value<String> {
    api.default_stage().unwrap().domain_url()
}

pub(super) const PROGRAMS: &[Program] = &[
    // Integrations.
    program("function: payload 1.0 and timeout", |s| {
        let old = answer(s).payload_format_version(PayloadFormatVersion::V1_0);
        answered(s, old.timeout(Duration::from_secs(20)));
    }),
    program("function: timeout of 29 seconds", |s| {
        answered(s, answer(s).timeout(Duration::from_secs(29)));
    }),
    refused("function: timeout of 49 milliseconds", "timeout-out-of-range", |s| {
        answered(s, answer(s).timeout(Duration::from_millis(49)));
    }),
    program("function: parameter mapping", |s| {
        let mapping = ParameterMapping::new()
            .append_header("x-a", MappingValue::request_header("b"))
            .overwrite_header("x-c", MappingValue::request_query_string("d"))
            .remove_header("x-e")
            .append_query_string("f", MappingValue::request_body("g.h"))
            .overwrite_query_string("i", MappingValue::request_path_param("j"))
            .remove_query_string("k")
            .overwrite_path(MappingValue::request_path());
        answered(s, answer(s).parameter_mapping(mapping));
    }),
    program("function: values of mappings", |s| {
        let mapping = ParameterMapping::new()
            .overwrite_header("x-a", MappingValue::context_variable("requestId"))
            .overwrite_header("x-b", MappingValue::stage_variable("c"))
            .overwrite_header("x-d", MappingValue::custom("e"));
        answered(s, answer(s).parameter_mapping(mapping));
    }),
    program("URL", |s| answered(s, url())),
    program("URL: verb, mapping and timeout", |s| {
        let mapping = ParameterMapping::new().overwrite_path(MappingValue::custom("/all"));
        let patch = url().method(HttpMethod::Patch).timeout(Duration::from_secs(5));
        answered(s, patch.parameter_mapping(mapping));
    }),
    program("ALB", |s| answered(s, HttpAlbIntegration::new("Alb", ALB, &link(s)))),
    program("ALB: everything", |s| {
        let alb = HttpAlbIntegration::new("Alb", ALB, &link(s))
            .method(HttpMethod::Get)
            .secure_server_name("users.example.com")
            .timeout(Duration::from_secs(5))
            .parameter_mapping(ParameterMapping::new().remove_header("x-a"));
        answered(s, alb);
    }),
    program("NLB", |s| answered(s, HttpNlbIntegration::new("Nlb", NLB, &link(s)))),
    program("Cloud Map", |s| {
        answered(s, HttpServiceDiscoveryIntegration::new("Map", SERVICE, &link(s)));
    }),
    program("Step Functions", |s| {
        answered(s, HttpStepFunctionsIntegration::start_execution("Machine", MACHINE));
    }),
    program("Step Functions: start and wait", |s| {
        answered(s, HttpStepFunctionsIntegration::start_sync_execution("Machine", MACHINE));
    }),
    program("Step Functions: mapping", |s| {
        let mapping = ParameterMapping::new().custom("Input", body("$request.body"));
        let start = HttpStepFunctionsIntegration::start_execution("Machine", MACHINE);
        answered(s, start.parameter_mapping(mapping));
    }),
    program("SQS", |s| {
        answered(s, HttpSqsIntegration::send_message("Queue", QUEUE, QUEUE_URL));
    }),
    program("SQS: receive", |s| {
        answered(s, HttpSqsIntegration::receive_message("Queue", QUEUE, QUEUE_URL));
    }),
    program("SQS: delete", |s| {
        answered(s, HttpSqsIntegration::delete_message("Queue", QUEUE, QUEUE_URL));
    }),
    program("SQS: purge", |s| {
        answered(s, HttpSqsIntegration::purge_queue("Queue", QUEUE, QUEUE_URL));
    }),
    program("SQS: mapping", |s| {
        let mapping = ParameterMapping::new().custom("MessageBody", body("$request.body"));
        let send = HttpSqsIntegration::send_message("Queue", QUEUE, QUEUE_URL);
        answered(s, send.parameter_mapping(mapping));
    }),
    program("EventBridge", |s| answered(s, HttpEventBridgeIntegration::new("Bus", BUS))),
    program("EventBridge: mapping", |s| {
        let mapping = ParameterMapping::new()
            .custom("Detail", body("$request.body"))
            .custom("DetailType", body("order"))
            .custom("Source", body("api"));
        answered(s, HttpEventBridgeIntegration::new("Bus", BUS).parameter_mapping(mapping));
    }),
    program("VPC link", |s| {
        VpcLink::new(s, "Link", VpcLinkProps::new(["subnet-1", "subnet-2"]));
    }),
    program("VPC link: name and groups", |s| {
        let props = VpcLinkProps::new(["subnet-1"]).vpc_link_name("users");
        let link = VpcLink::new(s, "Link", props);
        link.add_subnet("subnet-2");
        link.add_security_group("sg-1");
    }),
    // Authorizers.
    program("JWT", |s| drop(guarded(s, &jwt()))),
    program("JWT: everything", |s| {
        let issuer = "https://issuer.example.com";
        let jwt = HttpJwtAuthorizer::new("Jwt", issuer, ["a", "b"])
            .authorizer_name("tokens")
            .identity_source(HttpIdentitySource::query_string("token"));
        guarded(s, &jwt);
    }),
    program("JWT: scopes", |s| {
        let options = HttpRouteOptions::new().authorizer(&jwt());
        guarded_with(s, options.authorization_scopes(["read", "write"]));
    }),
    program("JWT for two routes", |s| {
        let api = guarded(s, &jwt());
        let again = HttpRouteOptions::new().authorizer(&jwt());
        api.add_routes_with("/orders", [HttpMethod::Get], url(), again);
    }),
    program("user pool", |s| {
        guarded(s, &HttpUserPoolAuthorizer::new("Pool", "us-east-1_abc", ["client1"]));
    }),
    program("user pool: another region", |s| {
        let clients = ["client1", "client2"];
        let pool = HttpUserPoolAuthorizer::new("Pool", "eu-west-1_abc", clients)
            .user_pool_region("eu-west-1")
            .authorizer_name("people")
            .identity_source(HttpIdentitySource::header("X-Token"));
        guarded(s, &pool);
    }),
    program("function decides", |s| drop(guarded(s, &lambda(s)))),
    program("function decides: yes or no", |s| {
        guarded(s, &lambda(s).response_type(HttpLambdaResponseType::Simple));
    }),
    program("function decides: everything", |s| {
        let sources = [HttpIdentitySource::header("A"), HttpIdentitySource::context("path")];
        let authorizer = lambda(s)
            .authorizer_name("check")
            .identity_source(sources)
            .results_cache_ttl(Duration::from_secs(1800))
            .response_type(HttpLambdaResponseType::Simple);
        guarded(s, &authorizer);
    }),
    program("function decides: no cache", |s| {
        guarded(s, &lambda(s).results_cache_ttl(Duration::ZERO));
    }),
    program("function decides and answers", |s| {
        let handler = handler(s, "Handler");
        let answer = HttpLambdaIntegration::new("Integration", &handler);
        let decide = HttpLambdaAuthorizer::new("Lambda", &handler);
        let options = HttpRouteOptions::new().authorizer(&decide);
        api(s).add_routes_with("/users", [HttpMethod::Get], answer, options);
    }),
    program("IAM", |s| drop(guarded(s, &HttpIamAuthorizer))),
    program("IAM: grants", |s| {
        let api = HttpApi::new(s, "Api", props().default_authorizer(&HttpIamAuthorizer));
        let grantee = grantee(s);
        let list = api.add_route(HttpRouteKey::with("/users", HttpMethod::Get), url_of("A"));
        let files = HttpRouteKey::with("/files/{proxy+}", HttpMethod::Any);
        let files = api.add_route(files, url_of("B"));
        list.grant_invoke(&grantee);
        files.grant_invoke_methods(&grantee, [HttpMethod::Get, HttpMethod::Put]);
    }),
    refused("IAM: grant of another verb", "invalid-route-key", |s| {
        let api = HttpApi::new(s, "Api", props().default_authorizer(&HttpIamAuthorizer));
        let list = api.add_route(HttpRouteKey::with("/users", HttpMethod::Get), url());
        list.grant_invoke_methods(&grantee(s), [HttpMethod::Put]);
    }),
    refused("grant without IAM", "grant-without-iam-authorization", |s| {
        let list = api(s).add_route(HttpRouteKey::with("/users", HttpMethod::Get), url());
        list.grant_invoke(&grantee(s));
    }),
    program("default authorizer and scopes", |s| {
        let props = props()
            .default_authorizer(&jwt())
            .default_authorization_scopes(["read"])
            .default_integration(&url_of("Rest"));
        let api = HttpApi::new(s, "Api", props);
        api.add_routes("/users", [HttpMethod::Get], url_of("A"));
        let write = HttpRouteOptions::new().authorization_scopes(["write"]);
        api.add_routes_with("/users", [HttpMethod::Post], url_of("B"), write);
        let open = HttpRouteOptions::new().authorizer(&HttpNoneAuthorizer);
        api.add_routes_with("/", [HttpMethod::Get], url_of("C"), open);
    }),
    program("imported authorizer", |s| {
        let attributes = HttpAuthorizerAttributes::new("auth1", HttpRouteAuthorizationType::Jwt);
        guarded(s, &HttpAuthorizer::from_http_authorizer_attributes(s, "Imported", attributes));
    }),
    refused("JWT without an audience", "invalid-authorizer", |s| {
        let issuer = "https://issuer.example.com";
        guarded(s, &HttpJwtAuthorizer::new("Jwt", issuer, [""; 0]));
    }),
    // Domains.
    program("stage: imported", |s| {
        let stage = HttpStage::from_stage_name(s, "Stage", &small(s), "beta");
        let mapping = ApiMappingProps::new(&stage, &domain(s)).api_mapping_key("beta");
        ApiMapping::new(s, "Mapping", mapping);
    }),
    program("domain", |s| drop(domain(s))),
    program("domain: everything", |s| {
        let endpoint = EndpointOptions::new(certificate("Certificate"))
            .certificate_name("first")
            .ip_address_type(IpAddressType::DualStack)
            .ownership_certificate(certificate("Owner"));
        let mtls = MtlsConfig::new("trust", "ca.pem").version("1");
        DomainName::new(s, "Domain", domain_props().endpoint(endpoint).mtls(mtls));
    }),
    program("domain: two endpoints", |s| {
        domain(s).add_endpoint(EndpointOptions::new(certificate("Second")).edge());
    }),
    refused("domain: two endpoints of one kind", "invalid-domain-name", |s| {
        domain(s).add_endpoint(EndpointOptions::new(certificate("Second")));
    }),
    refused("domain: ownership without mTLS", "invalid-domain-name", |s| {
        let endpoint = EndpointOptions::new(certificate("Certificate"));
        let endpoint = endpoint.ownership_certificate(certificate("Owner"));
        DomainName::new(s, "Domain", domain_props().endpoint(endpoint));
    }),
    program("domain: names", |s| {
        let domain = domain(s);
        output(s, "Name", domain.name());
        output(s, "Regional", domain.regional_domain_name());
        output(s, "Zone", domain.regional_hosted_zone_id());
    }),
    program("domain: imported", |s| {
        let regional = "d-1.execute-api.us-east-1.amazonaws.com";
        let attributes = DomainNameAttributes::new("api.example.com", regional, "Z1");
        let domain = DomainName::from_domain_name_attributes(s, "Domain", attributes);
        let stage = small(s).default_stage().unwrap();
        ApiMapping::new(s, "Mapping", ApiMappingProps::new(&stage, &domain));
    }),
    program("mapping", |s| {
        let stage = small(s).default_stage().unwrap();
        let props = ApiMappingProps::new(&stage, &domain(s)).api_mapping_key("v1/users");
        output(s, "Url", ApiMapping::new(s, "Mapping", props).domain_url());
    }),
    program("mapping of the default stage", |s| {
        let mapping = DomainMappingOptions::new(&domain(s)).mapping_key("users");
        output(s, "Url", stage_url(&with(s, mapped(mapping))));
    }),
    program("mapping of the default stage at the root", |s| {
        with(s, mapped(DomainMappingOptions::new(&domain(s))));
    }),
    program("mapping of a stage", |s| {
        let api = small(s);
        let mapping = DomainMappingOptions::new(&domain(s)).mapping_key("beta");
        let options = StageOptions::new().domain_mapping(mapping);
        let props = HttpStageProps::new(&api).stage_name("beta").options(options);
        output(s, "Url", HttpStage::new(&api, "Beta", props).domain_url());
    }),
    refused("mapping with an empty key", "invalid-api-mapping", |s| {
        let stage = small(s).default_stage().unwrap();
        let props = ApiMappingProps::new(&stage, &domain(s)).api_mapping_key("");
        ApiMapping::new(s, "Mapping", props);
    }),
    refused("address without a mapping", "api-not-mapped", |s| {
        output(s, "Url", stage_url(&small(s)));
    }),
];

/// A domain says that it is reached by TLS 1.2 or newer.
pub(super) fn security_policies(cdk: &mut Json, _: &mut Json) {
    for (_, domain) in resources(cdk, "AWS::ApiGatewayV2::DomainName") {
        let all = domain["Properties"]["DomainNameConfigurations"].as_array_mut();
        for endpoint in all.into_iter().flatten() {
            let endpoint = endpoint.as_object_mut().unwrap();
            endpoint.entry("SecurityPolicy").or_insert(json!("TLS_1_2"));
        }
    }
}

/// A stage does not wait for its domain, nor its mapping, which refers to the domain.
pub(super) fn waits_for_domains(cdk: &mut Json, _: &mut Json) {
    let domains: Vec<Json> = resources(cdk, "AWS::ApiGatewayV2::DomainName")
        .into_iter()
        .map(|(id, _)| json!(id))
        .collect();
    for ty in ["AWS::ApiGatewayV2::Stage", "AWS::ApiGatewayV2::ApiMapping"] {
        for (_, resource) in resources(cdk, ty) {
            let all = resource["DependsOn"].as_array().cloned().unwrap_or_default();
            let rest: Vec<Json> = all.into_iter().filter(|id| !domains.contains(id)).collect();
            let resource = resource.as_object_mut().unwrap();
            if rest.is_empty() {
                resource.remove("DependsOn");
            } else {
                resource.insert("DependsOn".into(), json!(rest));
            }
        }
    }
}

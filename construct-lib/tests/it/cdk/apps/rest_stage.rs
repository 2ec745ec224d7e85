//! A stage with all that a stage can have, on its own domain.

use std::time::Duration;

use construct_lib::apigateway::{
    AccessLogFormat, AccessLogSettings, BasePathMappingOptions, CacheClusterSize, DomainName,
    DomainNameProps, HttpMethod, LambdaIntegration, LoggingLevel, MethodDeploymentOptions,
    MtlsConfig, RestApi, RestApiProps, StageOptions, WebAclAssociation, WebAclAssociationProps,
};
use construct_lib::cfn::apigateway::CfnStageProps;
use construct_lib::cfn::apigateway::stage::CanarySetting;
use construct_lib::cfn::refs::Wafv2WebAclArn;
use construct_lib::logs::{LogGroup, LogGroupProps, RetentionDays};
use construct_lib::route53::HostedZoneAttributes;
use construct_lib::{App, CfnResource, Expr, RemovalPolicy, Stack, Value};

use super::{CERTIFICATE, Judged, environment, function, handler};

pub(super) const APP: Judged = Judged { name: "rest-stage", build, differs: &[] };

fn build(app: &App) {
    let s = Stack::new(app, "Shop", environment("111122223333", "eu-west-1"));
    let main = function(&s, "Handler", handler());
    let group = LogGroupProps::new().retention(RetentionDays::OneMonth);
    let access = LogGroup::new(&s, "Access", group.removal_policy(RemovalPolicy::Destroy));
    let log = AccessLogSettings::log_group(&access);
    let all = MethodDeploymentOptions::new()
        .logging_level(LoggingLevel::Error)
        .metrics_enabled(true)
        .caching_enabled(true)
        .cache_ttl(Duration::from_secs(300))
        .cache_data_encrypted(true)
        .throttling(50.0, 100);
    let list =
        MethodDeploymentOptions::new().caching_enabled(true).cache_ttl(Duration::from_secs(3600));
    let one = MethodDeploymentOptions::new().caching_enabled(false).throttling(5.0, 5);
    let stage = StageOptions::new()
        .stage_name("live")
        .access_log(log.format(AccessLogFormat::json_with_standard_fields()))
        .tracing()
        .cache_cluster_size(CacheClusterSize::Gb0_5)
        .all_methods(all)
        .variable("color", "blue")
        .method_options("/products", HttpMethod::Get, list)
        .method_options("/products/{id}", HttpMethod::Get, one);
    let props =
        RestApiProps::new().cloud_watch_role().disable_execute_api_endpoint().deploy_options(stage);
    let api = RestApi::new(&s, "Api", props);
    let products = api.root().add_resource("products");
    products.add_method(HttpMethod::Get, LambdaIntegration::new(&main));
    products.add_resource("{id}").add_method(HttpMethod::Get, LambdaIntegration::new(&main));
    let stage = api.deployment_stage().unwrap();
    let canary = CanarySetting::new()
        .percent_traffic(10)
        .use_stage_cache(false)
        .stage_variable_overrides([("color", "green")]);
    stage.patch(CfnStageProps::patch().canary_setting(canary));

    let trust = MtlsConfig::new("trust-bucket", "truststore.pem").version("1");
    let props = DomainNameProps::new("api.example.com", CERTIFICATE).mtls(trust);
    let domain = DomainName::new(&s, "Domain", props);
    let mapping = BasePathMappingOptions::new().base_path("shop").stage(&stage);
    domain.add_base_path_mapping(&api, mapping);
    let zone = HostedZoneAttributes::new("Z0123456789ABCDEFGHIJ", "example.com");
    domain.add_alias_record(&s, "Alias", &zone);

    let acl = CfnResource::new(&s, "Acl", "AWS::WAFv2::WebACL");
    for (name, value) in [
        ("DefaultAction.Allow", Expr::Map(Vec::new().into())),
        ("Scope", Expr::text("REGIONAL")),
        ("VisibilityConfig.CloudWatchMetricsEnabled", Expr::Bool(true)),
        ("VisibilityConfig.MetricName", Expr::text("shop")),
        ("VisibilityConfig.SampledRequestsEnabled", Expr::Bool(true)),
    ] {
        acl.add_property_override(name, value);
    }
    let acl = Value::<Wafv2WebAclArn>::of(acl.att_expr("Arn"));
    WebAclAssociation::new(&s, "Association", WebAclAssociationProps::new(&stage, acl));
}

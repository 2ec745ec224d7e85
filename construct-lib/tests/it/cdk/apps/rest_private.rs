//! An API that only a VPC reaches, by one endpoint.

use construct_lib::apigateway::{EndpointConfiguration, LambdaIntegration, RestApi, RestApiProps};
use construct_lib::cfn::refs::Ec2VpcEndpointId;
use construct_lib::iam::{
    Condition, ConditionKey, PolicyDocument, PolicyStatement, Principal, StringKey,
};
use construct_lib::{App, CfnResource, Expr, Stack, Value};

use super::{Judged, environment, function, handler};

pub(super) const APP: Judged = Judged {
    name: "rest-private",
    build,
    differs: &[(
        "ApiANY40671C4F",
        "the CDK answers the root beside a proxy by a mock that fails; here it is answered as it was told",
    )],
};

fn build(app: &App) {
    let s = Stack::new(app, "Inner", environment("111122223333", "eu-west-1"));
    let main = function(&s, "Handler", handler());
    let endpoint = CfnResource::new(&s, "Endpoint", "AWS::EC2::VPCEndpoint");
    let texts =
        |texts: &[&'static str]| Expr::List(texts.iter().map(|text| Expr::text(text)).collect());
    for (name, value) in [
        ("PrivateDnsEnabled", Expr::Bool(true)),
        ("SecurityGroupIds", texts(&["sg-12345678"])),
        ("ServiceName", Expr::text("com.amazonaws.eu-west-1.execute-api")),
        ("SubnetIds", texts(&["subnet-12345678", "subnet-87654321"])),
        ("VpcEndpointType", Expr::text("Interface")),
        ("VpcId", Expr::text("vpc-12345678")),
    ] {
        endpoint.add_property_override(name, value);
    }
    let id = Value::<Ec2VpcEndpointId>::of(endpoint.ref_expr());
    let call = || {
        PolicyStatement::allow()
            .principal(&Principal::any())
            .actions(["execute-api:Invoke"])
            .resource("execute-api:/*")
    };
    let others = PolicyStatement::deny()
        .principal(&Principal::any())
        .actions(["execute-api:Invoke"])
        .resource("execute-api:/*")
        .condition(Condition::string_not_equals(
            ConditionKey::<StringKey>::new("aws:SourceVpce"),
            id.clone(),
        ));
    let policy = PolicyDocument::new().statement(call()).statement(others);
    let private = EndpointConfiguration::private().vpc_endpoint(id);
    let props = RestApiProps::new().endpoint_configuration(private).policy(policy);
    let api = RestApi::new(&s, "Api", props);
    api.root().add_proxy(LambdaIntegration::new(&main));
}

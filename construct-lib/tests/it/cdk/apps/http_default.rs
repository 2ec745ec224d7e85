//! One function behind everything, with the payload of REST APIs.

use std::time::Duration;

use construct_lib::apigatewayv2::{
    HttpApi, HttpApiProps, HttpLambdaIntegration, HttpMethod, PayloadFormatVersion,
};
use construct_lib::{App, CfnOutput, CfnOutputProps, Stack, StackProps};

use super::{Judged, function, handler, table};

pub(super) const APP: Judged = Judged { name: "http-default", build, differs: &[] };

fn build(app: &App) {
    let s = Stack::new(app, "Site", StackProps::new());
    let users = table(&s, "Users");
    let main = function(&s, "Handler", handler().environment("USERS", users.table_name()));
    users.grant_read_data(&main);
    let default = HttpLambdaIntegration::new("Call", &main)
        .payload_format_version(PayloadFormatVersion::V1_0)
        .timeout(Duration::from_secs(10));
    let api = HttpApi::new(&s, "Api", HttpApiProps::new().default_integration(&default));
    api.add_routes("/users", [HttpMethod::Get], HttpLambdaIntegration::new("Users", &main));
    CfnOutput::new(&s, "Url", CfnOutputProps::new(api.url()));
}

//! An API made of a document, whose text names the function.

use construct_lib::apigateway::{
    GatewayResponseOptions, ResponseType, SpecRestApi, SpecRestApiProps, StageOptions,
};
use construct_lib::openapi::ApiDefinition;
use construct_lib::{App, CfnOutput, CfnOutputProps, Stack, StackProps};

use super::{Judged, function, handler};

pub(super) const APP: Judged = Judged { name: "rest-document", build, differs: &[] };

const BOOKS: &str = include_str!("../../../../../judges/aws-cdk/programs/apps/books.json");

fn build(app: &App) {
    let s = Stack::new(app, "Books", StackProps::new());
    let main = function(&s, "Handler", handler());
    let props = SpecRestApiProps::new(ApiDefinition::from_text("books.json", BOOKS))
        .default_integration(&main)
        .deploy_options(StageOptions::new().stage_name("v1").tracing());
    let api = SpecRestApi::new(&s, "Api", props);
    let missing = GatewayResponseOptions::new(ResponseType::MissingAuthenticationToken);
    api.rest_api().add_gateway_response("Missing", missing.status_code(404));
    CfnOutput::new(&s, "Url", CfnOutputProps::new(api.url_for_path("/books")));
}

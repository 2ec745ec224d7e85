//! REST APIs made of documents, and models with schemas.

use construct_lib::apigateway::{
    EndpointType, HttpIntegration, HttpMethod, JsonSchema, JsonSchemaType, JsonSchemaVersion,
    MockIntegration, ModelOptions, RestApi, RestApiMode, RestApiProps, SpecRestApi,
    SpecRestApiProps, StageOptions,
};
use construct_lib::iam::{PolicyDocument, PolicyStatement, Principal};
use construct_lib::openapi::ApiDefinition;
use construct_lib::testing::json;
use construct_lib::{CfnOutput, CfnOutputProps, IntoValue, Stack};

use super::compare::{Program, check, program, refused};

fn document() -> ApiDefinition {
    ApiDefinition::from_inline(json!({
        "openapi": "3.0.2",
        "info": { "version": "1.0.0", "title": "Shop" },
        "paths": { "/pets/{id}": { "get": {
            "operationId": "getPet",
            "parameters": [
                { "name": "id", "in": "path", "required": true, "schema": { "type": "string" } },
            ],
            "responses": { "200": { "description": "One pet", "content": {
                "application/json": { "schema": { "$ref": "#/components/schemas/Pet" } },
            } } },
            "x-amazon-apigateway-integration": {
                "type": "http_proxy", "httpMethod": "GET", "uri": "https://example.com/{id}",
            },
        } } },
        "components": { "schemas": { "Pet": {
            "type": "object", "required": ["id"], "properties": { "id": { "type": "string" } },
        } } },
    }))
}

fn props() -> SpecRestApiProps {
    SpecRestApiProps::new(document())
}

fn spec(s: &Stack, props: SpecRestApiProps) -> SpecRestApi {
    SpecRestApi::new(s, "Api", props)
}

fn of(s: &Stack, definition: ApiDefinition) {
    spec(s, SpecRestApiProps::new(definition));
}

fn model(s: &Stack, schema: JsonSchema) {
    model_with(s, ModelOptions::new(schema));
}

fn model_with(s: &Stack, options: ModelOptions) {
    let api = RestApi::new(s, "Api", RestApiProps::new().without_deployment());
    api.root().add_method(HttpMethod::Get, MockIntegration::new(200));
    api.add_model("Model", options);
}

fn output(s: &Stack, value: impl IntoValue<String>) {
    CfnOutput::new(s, "Out", CfnOutputProps::new(value));
}

fn text() -> JsonSchema {
    JsonSchema::string()
}

#[test]
fn documents_and_schemas_are_those_of_the_cdk() {
    check("openapi", PROGRAMS, LEFT_OUT);
}

const LEFT_OUT: &[(&str, &str)] =
    &[("parameters", "a property that has no effect without a document in S3; by `patch`")];

const PROGRAMS: &[Program] = &[
    program("a document", |s| drop(spec(s, props()))),
    refused("an empty document", "openapi-invalid", |s| {
        of(s, ApiDefinition::from_inline(json!({})))
    }),
    program("a document in a bucket", |s| {
        of(s, ApiDefinition::from_bucket("documents", "shop.json"));
    }),
    program("a version of a document in a bucket", |s| {
        of(s, ApiDefinition::from_bucket("documents", "shop.json").object_version("3"));
    }),
    program("name", |s| drop(spec(s, props().rest_api_name("shop")))),
    program("description", |s| drop(spec(s, props().description("Shop")))),
    program("description of the deployment", |s| {
        let options = StageOptions::new().description("First");
        spec(s, props().description("Shop").deploy_options(options));
    }),
    program("no deployment", |s| drop(spec(s, props().without_deployment()))),
    program("name of the stage", |s| {
        spec(s, props().deploy_options(StageOptions::new().stage_name("live")));
    }),
    program("retained deployments", |s| drop(spec(s, props().retain_deployments()))),
    program("overwrite", |s| drop(spec(s, props().mode(RestApiMode::Overwrite)))),
    program("merge", |s| drop(spec(s, props().mode(RestApiMode::Merge)))),
    program("fail on warnings", |s| drop(spec(s, props().fail_on_warnings()))),
    program("binary types and compression", |s| {
        spec(s, props().binary_media_types(["image/png"]).minimum_compression_size(1024));
    }),
    program("no endpoint of its own", |s| drop(spec(s, props().disable_execute_api_endpoint()))),
    program("edge", |s| drop(spec(s, props().endpoint_configuration(EndpointType::Edge)))),
    program("private with a policy", |s| {
        let anyone = PolicyStatement::allow()
            .actions(["execute-api:Invoke"])
            .resource("execute-api:/*")
            .principal(&Principal::any());
        let policy = PolicyDocument::new().statement(anyone);
        spec(s, props().endpoint_configuration(EndpointType::Private).policy(policy));
    }),
    program("export of the endpoint", |s| drop(spec(s, props().endpoint_export_name("Endpoint")))),
    program("a method beside the document", |s| {
        let health = spec(s, props()).rest_api().root().add_resource("health");
        health.add_method(HttpMethod::Get, HttpIntegration::new("https://example.com/health"));
    }),
    program("address of a path", |s| output(s, spec(s, props()).url_for_path("/pets"))),
    program("ARN of calls", |s| {
        output(s, spec(s, props()).arn_for_execute_api(HttpMethod::Get, "/pets", "prod"));
    }),
    program("schema: object", |s| {
        let schema = JsonSchema::object()
            .property("id", text())
            .property("count", JsonSchema::integer())
            .required(["id"])
            .no_additional_properties();
        model(s, schema);
    }),
    program("schema: model name, description and type", |s| {
        let options = ModelOptions::new(JsonSchema::object())
            .model_name("Order")
            .description("An order")
            .content_type("application/xml");
        model_with(s, options);
    }),
    program("schema: every keyword of numbers and texts", |s| {
        let letters = text()
            .min_length(1)
            .max_length(9)
            .pattern("^[a-z]+$")
            .format("hostname")
            .enumeration(["a", "b"])
            .default_value("a");
        let number = JsonSchema::number()
            .minimum(1)
            .exclusive_minimum()
            .maximum(9.5)
            .exclusive_maximum()
            .multiple_of(0.5);
        let schema = JsonSchema::object()
            .schema(JsonSchemaVersion::Draft4)
            .id("https://example.com/order")
            .title("Order")
            .description("An order")
            .property("text", letters)
            .property("number", number)
            .property(
                "several",
                JsonSchema::new().types([JsonSchemaType::String, JsonSchemaType::Null]),
            );
        model(s, schema);
    }),
    program("schema: every keyword of lists", |s| {
        let schema = JsonSchema::new()
            .type_(JsonSchemaType::Array)
            .tuple_items([text(), JsonSchema::boolean()])
            .additional_items(JsonSchema::number())
            .min_items(1)
            .max_items(9)
            .unique_items();
        model(s, schema);
    }),
    program("schema: every keyword of objects", |s| {
        let schema = JsonSchema::object()
            .min_properties(1)
            .max_properties(9)
            .pattern_property("^x-", text())
            .additional_properties(text())
            .dependency("a", JsonSchema::object())
            .dependency_on("b", ["a"]);
        model(s, schema);
    }),
    program("schema: alternatives", |s| {
        let schema = JsonSchema::new()
            .all_of([JsonSchema::object()])
            .any_of([JsonSchema::object(), JsonSchema::null()])
            .one_of([JsonSchema::object()])
            .not(text());
        model(s, schema);
    }),
    program("schema: definitions and references", |s| {
        let line = JsonSchema::object().property("next", JsonSchema::definition_ref("Line"));
        let lines = JsonSchema::array(JsonSchema::definition_ref("Line"));
        model(s, lines.definition("Line", line));
    }),
    program("schema: properties that are called as keywords", |s| {
        model(s, JsonSchema::object().property("ref", text()).property("schema", text()));
    }),
    program("schema: draft 7", |s| {
        let schema = JsonSchema::new()
            .schema(JsonSchemaVersion::Draft7)
            .type_(JsonSchemaType::Array)
            .contains(text());
        model(s, schema);
    }),
    program("schema: names of properties", |s| {
        let names = JsonSchema::new().pattern("^[a-z]+$");
        model(s, JsonSchema::object().property_names(names));
    }),
];

//! What is wrong with documents, and with what is attached to them.

use construct_lib::Stack;
use construct_lib::apigateway::{
    HttpMethod, IntegrationConfig, IntegrationType, SpecAuthorizer, SpecRestApi, SpecRestApiProps,
};
use construct_lib::apigatewayv2::{
    HttpLambdaIntegration, SpecHttpApi, SpecHttpApiProps, SpecHttpAuthorizer,
};
use construct_lib::openapi::ApiDefinition;
use construct_lib::testing::diagnostics;

use super::rest_in::{SHOP, handler};
use crate::support::orders;

fn of(text: &str) -> SpecRestApiProps {
    let mock = IntegrationConfig::new(IntegrationType::Mock);
    SpecRestApiProps::new(ApiDefinition::from_text("shop.yaml", text)).default_integration(mock)
}

/// A document with these paths.
fn with(paths: &str) -> SpecRestApiProps {
    of(&format!("openapi: 3.0.3\ninfo: {{title: Shop, version: '1'}}\npaths:\n{paths}"))
}

/// Documents that no API can be made of.
pub(crate) fn wrong_documents(s: &Stack) {
    let api = |id: &str, props| drop(SpecRestApi::new(s, id, props));
    api("Text", of("openapi: [3.0.3\n"));
    api("List", of("- openapi\n"));
    api("NoVersion", of("info: {title: Shop}\n"));
    api("Version", of("openapi: 4.0.0\n"));
    api("NoOperation", of("openapi: 3.0.3\ninfo: {version: '1'}\n"));
    let get = "responses: {'200': {description: OK}}";
    api(
        "SameId",
        with(&format!(
            "  /a: {{get: {{operationId: a, {get}}}, put: {{operationId: a, {get}}}}}\n"
        )),
    );
    api("NoSlash", with(&format!("  orders: {{get: {{{get}}}}}\n")));
    api("Undeclared", with(&format!("  /orders/{{id}}: {{get: {{{get}}}}}\n")));
    api("Mixed", with(&format!("  /orders/id-{{id}}: {{get: {{{get}}}}}\n")));
    let id = |name: &str| format!("parameters: [{{name: {name}, in: path, required: true}}]");
    let two = format!(
        "  /a/{{x}}: {{{}, get: {{{get}}}}}\n  /a/{{y}}/b: {{{}, get: {{{get}}}}}\n",
        id("x"),
        id("y")
    );
    api("Siblings", with(&two));
    let elsewhere = "responses: {'200': {$ref: 'answers.yaml#/OK'}}";
    api("Elsewhere", with(&format!("  /a: {{get: {{{elsewhere}}}}}\n")));
    let callbacks = format!("  /a: {{post: {{callbacks: {{done: {{}}}}, {get}}}}}\n");
    api("Callbacks", with(&callbacks));
    api("Newer", of(&format!("{SHOP}\nwebhooks: {{}}\n")));
    api("Validated", of(SHOP).validate_request_body());
    let old = "swagger: '2.0'\ninfo: {title: Old, version: '1'}\npaths: {}\n";
    let old = SpecHttpApiProps::new(ApiDefinition::from_text("old.yaml", old));
    SpecHttpApi::new(s, "Swagger", old);
    api("NoText", SpecRestApiProps::new(ApiDefinition::from_inline("openapi.yaml")));
}

/// Attachments to what documents do not have.
pub(crate) fn wrong_attachments(s: &Stack) {
    let handler = handler(s, "Handler");
    let shop = || SpecRestApiProps::new(ApiDefinition::from_text("shop.yaml", SHOP));
    let api = |id: &str, props| drop(SpecRestApi::new(s, id, props));
    api("Nothing", shop());
    let near = shop().default_integration(&handler).operation("listOrder", &handler);
    api("Near", near.operation((HttpMethod::Get, "/order"), &handler));
    let twice = shop().default_integration(&handler).operation("getOrder", &handler);
    api("Twice", twice.operation("getOrder", &handler));
    let scheme = shop().default_integration(&handler);
    api("Scheme", scheme.authorizer("customer", SpecAuthorizer::iam()));
    let bucket = SpecRestApiProps::new(ApiDefinition::from_bucket("documents", "shop.json"));
    api("Bucket", bucket.operation("listOrders", &handler));
    let http = SpecHttpApiProps::new(ApiDefinition::from_text("shop.yaml", SHOP))
        .default_integration(&handler)
        .authorizer("customers", SpecHttpAuthorizer::iam())
        .authorizer("services", SpecHttpAuthorizer::iam());
    let http = SpecHttpApi::new(s, "Http", http);
    let more = HttpLambdaIntegration::new("More", &handler);
    http.http_api().add_routes("/more", [HttpMethod::Get], &more);
}

#[test]
fn fails_on_every_text_without_a_panic() {
    let (app, stack) = orders();
    let handler = handler(&stack, "Handler");
    // Every text that is cut off somewhere, and odd values at every place of a key.
    let lines: Vec<&str> = SHOP.lines().collect();
    let mut texts: Vec<String> = (0..lines.len()).map(|n| lines[..n].join("\n")).collect();
    for odd in ["[]", "{}", "3", "text", "null", "true", "{$ref: '#/paths'}", "[[]]"] {
        for n in 0..lines.len() {
            if let Some((key, _)) = lines[n].split_once(": ") {
                let mut changed = lines.clone();
                let line = format!("{key}: {odd}");
                changed[n] = &line;
                texts.push(changed.join("\n"));
            }
        }
    }
    assert!(texts.len() > 300, "{}", texts.len());
    for (i, text) in texts.iter().enumerate() {
        let definition = ApiDefinition::from_text("shop.yaml", text);
        let props = SpecRestApiProps::new(definition.clone()).default_integration(&handler);
        SpecRestApi::new(&stack, &format!("Rest{i}"), props.validate_request_body());
        let props = SpecHttpApiProps::new(definition).default_integration(&handler);
        SpecHttpApi::new(&stack, &format!("Http{i}"), props);
    }
    assert!(diagnostics(&app).len() > 100);
}

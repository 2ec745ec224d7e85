use serde_json::Value;

use super::{Rule, Sink};
use crate::api::{path_parts, shows_calls};
use crate::template::{Resource, Template, items};

/// The settings of single methods and routes are for those that there are.
///
/// A stage that names a method that does not exist is refused; so is a route
/// key that no route has. In a path, `/` is `~1`, but for the first one.
/// <https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-properties-apigateway-stage-methodsetting.html>
pub(super) const RULE: Rule = Rule { name: "stage-settings", check };

fn check(template: &Template<'_>, sink: &mut Sink<'_>) {
    for stage in template.of_kind("AWS::ApiGateway::Stage") {
        let Some(api) = api_of(template, stage, "RestApiId") else {
            continue;
        };
        if !shows_calls(api) || api.get("Body").is_some() {
            continue;
        }
        let methods: Vec<(String, &str)> = template
            .of_kind("AWS::ApiGateway::Method")
            .filter(|method| template.names(method.get("RestApiId"), api.id))
            .filter_map(|m| Some((path_parts(template, m)?.join("/"), m.text("HttpMethod")?)))
            .collect();
        for setting in items(stage.get("MethodSettings")) {
            let text = |name: &str| setting.get(name).and_then(Value::as_str);
            let (Some(path), Some(verb)) = (text("ResourcePath"), text("HttpMethod")) else {
                continue;
            };
            if path == "/*" {
                sink.look();
                continue;
            }
            let plain = path.replace("~1", "/");
            let plain = plain.trim_start_matches('/');
            let there = methods
                .iter()
                .any(|(own, own_verb)| own == plain && (verb == "*" || *own_verb == verb));
            sink.expect(there, stage.id, || {
                format!("`{verb} {path}` is no method of `{}`", api.id)
            });
            let inner = path.strip_prefix('/').unwrap_or(path);
            sink.expect(!inner.contains('/'), stage.id, || {
                format!("`{path}` has a `/` that is not written as `~1`")
            });
        }
    }
    for stage in template.of_kind("AWS::ApiGatewayV2::Stage") {
        let Some(api) = api_of(template, stage, "ApiId") else {
            continue;
        };
        if !shows_calls(api) || api.get("Body").is_some() || api.get("Target").is_some() {
            continue;
        }
        let settings = stage.get("RouteSettings").and_then(Value::as_object);
        for key in settings.into_iter().flat_map(|map| map.keys()) {
            let route = template.of_kind("AWS::ApiGatewayV2::Route").find(|route| {
                template.names(route.get("ApiId"), api.id)
                    && route.text("RouteKey") == Some(key.as_str())
            });
            sink.expect(route.is_some(), stage.id, || {
                format!("`{key}` is no route of `{}`", api.id)
            });
            if let Some(route) = route {
                sink.expect(template.before(stage.id).contains(route.id), stage.id, || {
                    format!("has settings for `{key}`, but does not wait for `{}`", route.id)
                });
            }
        }
    }
}

fn api_of<'a>(
    template: &Template<'a>,
    stage: Resource<'_>,
    property: &str,
) -> Option<Resource<'a>> {
    template.resource(template.reference(stage.get(property)?)?)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::RULE;
    use crate::testing::{edited, good, with};

    const SETTINGS: &str = "/Resources/ApiStage/Properties/MethodSettings";

    #[test]
    fn settings_of_what_is_there_are_well() {
        RULE.passes(&good());
        RULE.passes(&with(SETTINGS, json!([{ "ResourcePath": "/", "HttpMethod": "ANY" }])));
    }

    #[test]
    fn fails_for_a_method_that_there_is_not() {
        let put = json!([{ "ResourcePath": "/~1users~1{id}", "HttpMethod": "PUT" }]);
        RULE.fails(&with(SETTINGS, put), "ApiStage", "`PUT /~1users~1{id}`");
    }

    #[test]
    fn fails_for_a_path_that_is_written_plainly() {
        let plain = json!([{ "ResourcePath": "/users/{id}", "HttpMethod": "GET" }]);
        RULE.fails(&with(SETTINGS, plain), "ApiStage", "`~1`");
    }

    #[test]
    fn fails_for_a_route_that_there_is_not() {
        let at = "/Resources/ShopStage/Properties/RouteSettings";
        let limits = json!({ "POST /order": { "ThrottlingRateLimit": 1 } });
        RULE.fails(&with(at, limits), "ShopStage", "`POST /order` is no route");
        let limits = json!({ "POST /orders": { "ThrottlingRateLimit": 1 } });
        let template = with(at, limits);
        RULE.fails(&template, "ShopStage", "does not wait for `Buy`");
        RULE.passes(&edited(template, "/Resources/ShopStage/DependsOn", Some(json!("Buy"))));
    }
}

use super::{Rule, Sink};
use crate::api::path_parts;
use crate::template::{Resource, Template, items};
use crate::text::Text;

/// A usage plan is for stages that there are, of APIs that know keys, and
/// limits methods that there are.
///
/// An HTTP API has no keys. A stage that the plan does not wait for may be
/// missing when the plan is made.
/// <https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-properties-apigateway-usageplan-apistage.html>
pub(super) const RULE: Rule = Rule { name: "usage-plan-stage", check };

fn check(template: &Template<'_>, sink: &mut Sink<'_>) {
    for plan in template.of_kind("AWS::ApiGateway::UsagePlan") {
        for entry in items(plan.get("ApiStages")) {
            let api = entry.get("ApiId").and_then(|v| template.reference(v));
            let Some(api) = api.and_then(|id| template.resource(id)) else {
                continue;
            };
            sink.expect(knows_keys(api), plan.id, || format!("`{}` knows no API keys", api.id));
            let Some(name) = entry.get("Stage").map(|v| Text::of(template, v)) else {
                sink.find(plan.id, format!("names no stage of `{}`", api.id));
                continue;
            };
            let stage = stages(template, api.id).find(|(_, own)| *own == name);
            let known = stages(template, api.id).next().is_some();
            match stage {
                Some((stage, _)) => {
                    sink.expect(template.before(plan.id).contains(stage), plan.id, || {
                        format!("does not wait for the stage `{stage}`")
                    });
                }
                None => {
                    sink.expect(!known, plan.id, || format!("`{}` has no stage `{name}`", api.id))
                }
            }
            throttled(template, plan, api, entry.get("Throttle"), sink);
        }
    }
    for joined in template.of_kind("AWS::ApiGateway::UsagePlanKey") {
        for (property, kind) in
            [("KeyId", "AWS::ApiGateway::ApiKey"), ("UsagePlanId", "AWS::ApiGateway::UsagePlan")]
        {
            let named = joined.get(property).and_then(|v| template.reference(v));
            if let Some(named) = named.and_then(|id| template.resource(id)) {
                sink.expect(named.kind == kind, joined.id, || {
                    format!("`{}` is not of type {kind}", named.id)
                });
            }
        }
    }
}

fn knows_keys(api: Resource<'_>) -> bool {
    api.kind == "AWS::ApiGateway::RestApi" || api.text("ProtocolType") == Some("WEBSOCKET")
}

/// The stages of an API with their names.
pub(super) fn stages<'s>(
    template: &'s Template<'_>,
    api: &'s str,
) -> impl Iterator<Item = (&'s str, Text)> {
    template.resources().filter_map(move |stage| {
        let property = match stage.kind {
            "AWS::ApiGateway::Stage" => "RestApiId",
            "AWS::ApiGatewayV2::Stage" => "ApiId",
            _ => return None,
        };
        let name = Text::of(template, stage.get("StageName")?);
        template.names(stage.get(property), api).then_some((stage.id, name))
    })
}

/// Looks at the limits of single methods, by `/path/VERB`.
fn throttled(
    template: &Template<'_>,
    plan: Resource<'_>,
    api: Resource<'_>,
    limits: Option<&serde_json::Value>,
    sink: &mut Sink<'_>,
) {
    if api.kind != "AWS::ApiGateway::RestApi" || api.get("Body").is_some() {
        return;
    }
    let methods: Vec<String> = template
        .of_kind("AWS::ApiGateway::Method")
        .filter(|method| template.names(method.get("RestApiId"), api.id))
        .filter_map(|method| {
            let path = path_parts(template, method)?.join("/");
            // The root's is `//GET`: its path is `/`.
            Some(format!("/{path}/{}", method.text("HttpMethod")?))
        })
        .collect();
    let limits = limits.and_then(serde_json::Value::as_object);
    for key in limits.into_iter().flat_map(|map| map.keys()) {
        sink.expect(methods.contains(key), plan.id, || {
            format!("limits `{key}`, which is no method of `{}`", api.id)
        });
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::RULE;
    use crate::testing::{good, with, without};

    const STAGE: &str = "/Resources/Plan/Properties/ApiStages/0";

    #[test]
    fn stages_that_there_are_are_well() {
        RULE.passes(&good());
    }

    #[test]
    fn fails_for_a_stage_that_there_is_not() {
        let template = with(&format!("{STAGE}/Stage"), json!("beta"));
        RULE.fails(&template, "Plan", "has no stage `beta`");
        RULE.fails(&without(&format!("{STAGE}/Stage")), "Plan", "names no stage");
    }

    #[test]
    fn fails_for_a_stage_that_is_not_waited_for() {
        let template = with(&format!("{STAGE}/Stage"), json!({ "Ref": "Stage" }));
        RULE.fails(&template, "Plan", "does not wait for the stage `ApiStage`");
    }

    #[test]
    fn fails_for_an_http_api() {
        let shop = json!({ "ApiId": { "Ref": "Shop" }, "Stage": { "Ref": "ShopStage" } });
        RULE.fails(&with(STAGE, shop), "Plan", "`Shop` knows no API keys");
    }

    #[test]
    fn fails_for_a_limit_of_no_method() {
        let limits = json!({ "/users/{id}/PUT": { "RateLimit": 1 } });
        RULE.fails(&with(&format!("{STAGE}/Throttle"), limits), "Plan", "`/users/{id}/PUT`");
    }

    #[test]
    fn fails_for_a_key_in_the_place_of_the_plan() {
        let template = with("/Resources/PlanKey/Properties/UsagePlanId", json!({ "Ref": "Key" }));
        RULE.fails(&template, "PlanKey", "`Key`");
    }
}

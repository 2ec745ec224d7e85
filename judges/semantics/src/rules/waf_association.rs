use super::{Rule, Sink, usage_plan};
use crate::template::Template;
use crate::text::{Symbol, Text};

/// A web ACL is associated with a stage of a REST API that there is by then.
///
/// HTTP and WebSocket APIs have no web ACL. The ARN of a stage has no account:
/// `arn:PARTITION:apigateway:REGION::/restapis/API/stages/STAGE`.
/// <https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-wafv2-webaclassociation.html>
pub(super) const RULE: Rule = Rule { name: "waf-association", check };

fn check(template: &Template<'_>, sink: &mut Sink<'_>) {
    for association in template.of_kind("AWS::WAFv2::WebACLAssociation") {
        let Some(arn) = association.get("ResourceArn").map(|v| Text::of(template, v)) else {
            continue;
        };
        let api = arn.0.iter().find_map(|symbol| match symbol {
            Symbol::Ref(id) => template.resource(id).filter(|r| {
                matches!(r.kind, "AWS::ApiGateway::RestApi" | "AWS::ApiGatewayV2::Api")
            }),
            _ => None,
        });
        let Some(api) = api else {
            continue;
        };
        sink.expect(api.kind == "AWS::ApiGateway::RestApi", association.id, || {
            format!("`{}` is no REST API, and has no web ACL", api.id)
        });
        let own = Text::literal("::/restapis/")
            .then(&Text(vec![Symbol::Ref(api.id.to_owned())]))
            .then_str("/stages/");
        let Some(at) = arn.0.windows(own.0.len()).position(|part| *part == own.0[..]) else {
            sink.find(association.id, format!("`{arn}` is not the ARN of a stage"));
            continue;
        };
        let name = Text(arn.0[at + own.0.len()..].to_vec());
        match usage_plan::stages(template, api.id).find(|(_, own)| *own == name) {
            Some((stage, _)) => {
                let waits = template.before(association.id).contains(stage);
                sink.expect(waits, association.id, || format!("does not wait for `{stage}`"));
            }
            None => {
                let known = usage_plan::stages(template, api.id).next().is_some();
                sink.expect(!known, association.id, || {
                    format!("`{}` has no stage `{name}`", api.id)
                });
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::RULE;
    use crate::testing::{good, with};

    const ARN: &str = "/Resources/Guard/Properties/ResourceArn";

    #[test]
    fn a_stage_of_a_rest_api_is_well() {
        RULE.passes(&good());
    }

    #[test]
    fn fails_for_an_http_api() {
        let arn = "arn:aws:apigateway:${AWS::Region}::/apis/${Shop}/stages/${ShopStage}";
        let found = RULE.finds(&with(ARN, json!({ "Fn::Sub": arn })));
        assert!(found[0].contains("`Shop` is no REST API"), "{found:?}");
    }

    #[test]
    fn fails_for_an_arn_with_an_account() {
        let arn = "arn:aws:apigateway:${AWS::Region}:${AWS::AccountId}:/restapis/${Api}/stages/${ApiStage}";
        RULE.fails(&with(ARN, json!({ "Fn::Sub": arn })), "Guard", "not the ARN of a stage");
    }

    #[test]
    fn fails_for_a_stage_that_may_come_later() {
        let arn = "arn:aws:apigateway:${AWS::Region}::/restapis/${Api}/stages/${Stage}";
        RULE.fails(&with(ARN, json!({ "Fn::Sub": arn })), "Guard", "does not wait for `ApiStage`");
        let arn = "arn:aws:apigateway:${AWS::Region}::/restapis/${Api}/stages/beta";
        RULE.fails(&with(ARN, json!({ "Fn::Sub": arn })), "Guard", "no stage `beta`");
    }
}

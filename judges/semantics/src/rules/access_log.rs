use serde_json::Value;

use super::{Rule, Sink};
use crate::arn;
use crate::template::{Resource, Template};
use crate::text::{Symbol, Text};

/// The access log of a stage goes to a log group or a stream of Firehose, and
/// each line says which request it is of.
///
/// The ARN of a log group stands without `:*` here, the attribute `Arn` has
/// it. A format without `$context.requestId` is refused by REST APIs, and one
/// with a line break writes two lines.
/// <https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html>
/// <https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-properties-apigatewayv2-stage-accesslogsettings.html>
pub(super) const RULE: Rule = Rule { name: "access-log", check };

fn check(template: &Template<'_>, sink: &mut Sink<'_>) {
    for (kind, property) in [
        ("AWS::ApiGateway::Stage", "AccessLogSetting"),
        ("AWS::ApiGateway::Deployment", "StageDescription.AccessLogSetting"),
        ("AWS::ApiGatewayV2::Stage", "AccessLogSettings"),
    ] {
        for stage in template.of_kind(kind) {
            if let Some(settings) = stage.get(property) {
                look_at(template, stage, settings, sink);
            }
        }
    }
}

fn look_at(template: &Template<'_>, stage: Resource<'_>, settings: &Value, sink: &mut Sink<'_>) {
    match settings.get("DestinationArn") {
        None => sink.find(stage.id, "its access log goes nowhere"),
        Some(value) => {
            let text = arn::written_out(template, value);
            let last = text.0.iter().rev().take(2).rev().cloned().collect::<Vec<_>>();
            let all_streams = last == [Symbol::Char(':'), Symbol::Char('*')];
            sink.expect(!all_streams, stage.id, || {
                format!("`{text}` names the streams of a log group, not the group")
            });
            let service = text.split(':', 6).get(2).map(|part| Text(part.to_vec()).to_string());
            if let Some(service) = service {
                sink.expect(matches!(service.as_str(), "logs" | "firehose"), stage.id, || {
                    format!("`{text}` is neither a log group nor a stream of Firehose")
                });
            }
        }
    }
    let Some(format) = settings.get("Format").map(|v| Text::of(template, v)) else {
        sink.find(stage.id, "its access log has no format");
        return;
    };
    let says_which = ["$context.requestId", "$context.extendedRequestId"]
        .iter()
        .any(|field| format.find(field).is_some());
    sink.expect(says_which, stage.id, || {
        "the format of its access log has no `$context.requestId`".to_owned()
    });
    sink.expect(!format.0.contains(&Symbol::Char('\n')), stage.id, || {
        "the format of its access log has a line break".to_owned()
    });
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::RULE;
    use crate::testing::{good, with, without};

    const ARN: &str = "/Resources/ApiStage/Properties/AccessLogSetting/DestinationArn";
    const FORMAT: &str = "/Resources/ShopStage/Properties/AccessLogSettings/Format";

    #[test]
    fn a_group_and_a_format_are_well() {
        RULE.passes(&good());
        RULE.passes(&with(
            ARN,
            json!("arn:aws:firehose:eu-west-1:111122223333:deliverystream/amazon-apigateway-x"),
        ));
    }

    #[test]
    fn fails_for_the_streams_of_a_group() {
        let template = with(ARN, json!({ "Fn::GetAtt": ["Logs", "Arn"] }));
        RULE.fails(&template, "ApiStage", "names the streams");
    }

    #[test]
    fn fails_for_another_service() {
        RULE.fails(&with(ARN, json!("arn:aws:s3:::logs")), "ApiStage", "neither");
        RULE.fails(&without(ARN), "ApiStage", "nowhere");
    }

    #[test]
    fn fails_for_a_format_that_tells_no_request() {
        RULE.fails(&with(FORMAT, json!("$context.status")), "ShopStage", "`$context.requestId`");
        let lines = json!("$context.requestId\n$context.status");
        RULE.fails(&with(FORMAT, lines), "ShopStage", "line break");
        RULE.fails(&without(FORMAT), "ShopStage", "no format");
    }
}

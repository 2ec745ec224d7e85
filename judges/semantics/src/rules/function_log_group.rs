use serde_json::Value;

use super::{Rule, Sink};
use crate::template::Template;

/// A function writes to a log group of the template, and the group forgets.
///
/// A group that Lambda makes by itself stays after the stack, and keeps its
/// events for ever; each gigabyte costs.
/// <https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-loggroups.html>
pub(super) const RULE: Rule = Rule { name: "function-log-group", check };

fn check(template: &Template<'_>, sink: &mut Sink<'_>) {
    for function in template.of_kind("AWS::Lambda::Function") {
        let group = function.get("LoggingConfig.LogGroup");
        let here = group.and_then(|v| template.reference(v)).and_then(|id| template.resource(id));
        sink.expect(group.is_some(), function.id, || {
            "names no log group in LoggingConfig".to_owned()
        });
        if let Some(here) = here {
            sink.expect(here.kind == "AWS::Logs::LogGroup", function.id, || {
                format!("`{}` is no log group", here.id)
            });
        }
    }
    for group in template.of_kind("AWS::Logs::LogGroup") {
        let well = group.get("RetentionInDays").is_some_and(|days| !matches!(days, Value::Null));
        sink.expect(well, group.id, || {
            "keeps its events for ever: RetentionInDays is missing".to_owned()
        });
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::RULE;
    use crate::testing::{good, with, without};

    #[test]
    fn a_group_of_the_template_is_well() {
        RULE.passes(&good());
    }

    #[test]
    fn fails_without_a_group_or_retention() {
        RULE.fails(
            &without("/Resources/Function/Properties/LoggingConfig"),
            "Function",
            "LoggingConfig",
        );
        RULE.fails(
            &with(
                "/Resources/Function/Properties/LoggingConfig/LogGroup",
                json!({ "Ref": "Table" }),
            ),
            "Function",
            "no log group",
        );
        RULE.fails(&without("/Resources/Logs/Properties/RetentionInDays"), "Logs", "for ever");
    }
}

//! Queues, topics and log groups.

use super::view::{Findings, Item, View, deep, flag, text};
use crate::error::codes;
use crate::token::Expr;

/// The most subscription filters of one log group.
const FILTERS: usize = 2;

pub(super) fn queue(view: &View<'_>, item: Item<'_>, findings: &mut Findings<'_, '_>) {
    let dead = deep(item.get("RedrivePolicy"), &["deadLetterTargetArn"]);
    let Some(dead) = view.target_of(dead, "AWS::SQS::Queue") else {
        return;
    };
    let (own, other) = (flag(item.get("FifoQueue")), flag(dead.get("FifoQueue")));
    if let (Some(own), Some(other)) = (own, other)
        && own != other
    {
        let kind = |is_fifo| if is_fifo { "a FIFO queue" } else { "a standard queue" };
        findings.error(
            codes::QUEUE_KIND,
            "RedrivePolicy.deadLetterTargetArn",
            format_args!("this is {}, but its dead-letter queue is {}", kind(own), kind(other)),
            "use two queues of one kind",
        );
    }
}

pub(super) fn subscription(view: &View<'_>, item: Item<'_>, findings: &mut Findings<'_, '_>) {
    let Some(protocol) = item.get("Protocol").and_then(text) else {
        return;
    };
    let Some(endpoint) = item.get("Endpoint") else {
        return;
    };
    let wanted = match &*protocol {
        "sqs" => "AWS::SQS::Queue",
        "lambda" => "AWS::Lambda::Function",
        "firehose" => "AWS::KinesisFirehose::DeliveryStream",
        _ => return literal_endpoint(&protocol, endpoint, findings),
    };
    if let Some(literal) = text(endpoint) {
        if !literal.starts_with("arn:") {
            findings.error(
                codes::SUBSCRIPTION_ENDPOINT,
                "Endpoint",
                format_args!("the protocol `{protocol}` needs an ARN, not `{literal}`"),
                "give the ARN of what receives",
            );
        }
    } else if let Some((target, attribute)) = view.target(endpoint) {
        let is_other = target.type_name() != wanted
            && matches!(target.type_name(), "AWS::SQS::Queue" | "AWS::Lambda::Function");
        // `Ref` of these is a URL or a name.
        let is_no_arn = target.type_name() == wanted && attribute != Some("Arn");
        if is_other || is_no_arn {
            findings.error(
                codes::SUBSCRIPTION_ENDPOINT,
                "Endpoint",
                format_args!(
                    "the protocol `{protocol}` needs the ARN of an `{wanted}`, and `{}` gives another value here",
                    view.path(target)
                ),
                "use `Fn::GetAtt` of its `Arn`",
            );
        }
    }
}

fn literal_endpoint(protocol: &str, endpoint: &Expr, findings: &mut Findings<'_, '_>) {
    let Some(literal) = text(endpoint) else {
        return;
    };
    let fits = match protocol {
        "http" => literal.starts_with("http://"),
        "https" => literal.starts_with("https://"),
        "email" | "email-json" => literal.contains('@'),
        _ => true,
    };
    if !fits {
        findings.error(
            codes::SUBSCRIPTION_ENDPOINT,
            "Endpoint",
            format_args!("`{literal}` is no endpoint of the protocol `{protocol}`"),
            "give one that fits, or another protocol",
        );
    }
}

/// A log group takes no more filters, whoever defines them.
pub(super) fn subscription_filters(view: &View<'_>, findings: &mut Findings<'_, '_>) {
    let mut groups: Vec<(&Expr, usize)> = Vec::new();
    for item in view.all().filter(|item| item.type_name() == "AWS::Logs::SubscriptionFilter") {
        let Some(name) = item.get("LogGroupName").filter(|_| !item.is_conditional()) else {
            continue;
        };
        let count = match groups.iter_mut().find(|(known, _)| *known == name) {
            Some((_, count)) => {
                *count += 1;
                *count
            }
            None => {
                groups.push((name, 1));
                1
            }
        };
        if count == FILTERS + 1 && findings.begin(item) {
            findings.error(
                codes::TOO_MANY_FILTERS,
                "LogGroupName",
                format_args!(
                    "a log group has at most {FILTERS} subscription filters, this is one more"
                ),
                "send the events to one stream, and from there to all who need them",
            );
        }
    }
}

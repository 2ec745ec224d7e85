//! What is known of an ARN in a policy, as a pattern in which `*` stands for
//! what is not.

use super::super::see::{Late, Seen, see};
use super::view::View;
use crate::token::{Expr, Intrinsic, Key, Pseudo, Token};

/// ARNs of resource types by the attribute that gives them; nothing is `Ref`. Words
/// stand for what is certain to be one name: a wildcard could also be several parts.
/// Sorted by type.
const ARNS: &[(&str, &str, &str)] = &[
    ("AWS::CloudWatch::Alarm", "Arn", "arn:aws:cloudwatch:region:account:alarm:name"),
    ("AWS::DynamoDB::GlobalTable", "Arn", "arn:aws:dynamodb:region:account:table/name"),
    (
        "AWS::DynamoDB::GlobalTable",
        "StreamArn",
        "arn:aws:dynamodb:region:account:table/name/stream/name",
    ),
    ("AWS::DynamoDB::Table", "Arn", "arn:aws:dynamodb:region:account:table/name"),
    ("AWS::DynamoDB::Table", "StreamArn", "arn:aws:dynamodb:region:account:table/name/stream/name"),
    ("AWS::ECR::Repository", "Arn", "arn:aws:ecr:region:account:repository/name"),
    ("AWS::EFS::FileSystem", "Arn", "arn:aws:elasticfilesystem:region:account:file-system/name"),
    ("AWS::Events::EventBus", "Arn", "arn:aws:events:region:account:event-bus/name"),
    ("AWS::IAM::Role", "Arn", "arn:aws:iam::account:role/*"),
    ("AWS::IAM::User", "Arn", "arn:aws:iam::account:user/*"),
    ("AWS::KMS::Key", "Arn", "arn:aws:kms:region:account:key/name"),
    ("AWS::Kinesis::Stream", "Arn", "arn:aws:kinesis:region:account:stream/name"),
    (
        "AWS::KinesisFirehose::DeliveryStream",
        "Arn",
        "arn:aws:firehose:region:account:deliverystream/name",
    ),
    ("AWS::Lambda::Function", "Arn", "arn:aws:lambda:region:account:function:name"),
    ("AWS::Logs::LogGroup", "Arn", "arn:aws:logs:region:account:log-group:name:*"),
    ("AWS::S3::Bucket", "Arn", "arn:aws:s3:::name"),
    ("AWS::SNS::Topic", "", "arn:aws:sns:region:account:name"),
    ("AWS::SNS::Topic", "TopicArn", "arn:aws:sns:region:account:name"),
    ("AWS::SQS::Queue", "Arn", "arn:aws:sqs:region:account:name"),
    ("AWS::SecretsManager::Secret", "", "arn:aws:secretsmanager:region:account:secret:name"),
    ("AWS::StepFunctions::StateMachine", "", "arn:aws:states:region:account:stateMachine:name"),
    ("AWS::StepFunctions::StateMachine", "Arn", "arn:aws:states:region:account:stateMachine:name"),
];

/// Adds what is known of a text.
pub(super) fn add(view: &View<'_>, expr: &Expr, out: &mut String) {
    if let Some((target, attribute)) = view.target(expr) {
        let (name, attribute) = (target.type_name(), attribute.unwrap_or_default());
        let known = ARNS.iter().find(|(ty, by, _)| *ty == name && *by == attribute);
        return out.push_str(known.map_or("*", |(.., arn)| arn));
    }
    if let Seen::Text(text) = see(expr) {
        return literal(&text, out);
    }
    match expr {
        Expr::Pseudo(pseudo) => out.push_str(self::pseudo(*pseudo)),
        Expr::Token(token) => self::token(view, token, out),
        Expr::Map(entries) => match &**entries {
            [(name, argument)] => match Intrinsic::parse(name) {
                Some(function) => call(view, function, argument, out),
                None => out.push('*'),
            },
            _ => out.push('*'),
        },
        _ => out.push('*'),
    }
}

/// One name each, where it is one.
fn pseudo(pseudo: Pseudo) -> &'static str {
    match pseudo {
        Pseudo::Partition => "aws",
        Pseudo::Region => "region",
        Pseudo::AccountId => "account",
        _ => "*",
    }
}

fn token(view: &View<'_>, token: &Token, out: &mut String) {
    match token {
        Token::Join(delimiter, Expr::List(parts)) => join(view, delimiter, parts, out),
        Token::Sub(text, variables) => sub(view, text, variables, out),
        Token::SubText(pieces, variables) => {
            for piece in pieces {
                match piece {
                    Expr::Str(text) => sub(view, text, variables, out),
                    other => add(view, other, out),
                }
            }
        }
        Token::Set(items) if items.len() == 1 => add(view, &items[0], out),
        Token::Call(function, argument) => call(view, *function, argument, out),
        _ => out.push('*'),
    }
}

fn call(view: &View<'_>, function: Intrinsic, argument: &Expr, out: &mut String) {
    match (function, argument) {
        (Intrinsic::Ref, Expr::Str(name)) => out.push_str(match &**name {
            "AWS::Partition" => pseudo(Pseudo::Partition),
            "AWS::Region" => pseudo(Pseudo::Region),
            "AWS::AccountId" => pseudo(Pseudo::AccountId),
            _ => "*",
        }),
        (Intrinsic::Sub, Expr::Str(text)) => sub(view, text, &[], out),
        (Intrinsic::Sub, Expr::List(items)) => match &**items {
            [Expr::Str(text), Expr::Map(variables)] => sub(view, text, variables, out),
            _ => out.push('*'),
        },
        (Intrinsic::Join, Expr::List(items)) => match &**items {
            [Expr::Str(delimiter), Expr::List(parts)] => join(view, delimiter, parts, out),
            _ => out.push('*'),
        },
        _ => out.push('*'),
    }
}

fn join(view: &View<'_>, delimiter: &str, parts: &[Expr], out: &mut String) {
    for (at, part) in parts.iter().enumerate() {
        if at > 0 {
            out.push_str(delimiter);
        }
        // A list of unknown length may stand there.
        match see(part) {
            Seen::Late(Late::List | Late::Any) | Seen::List(_) | Seen::Absent => out.push('*'),
            _ => add(view, part, out),
        }
    }
}

/// A text of `Fn::Sub`: its own variables are looked at, all else is not known.
fn sub(view: &View<'_>, text: &str, variables: &[(Key, Expr)], out: &mut String) {
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("${") {
        out.push_str(before);
        let Some((name, after)) = after.split_once('}') else {
            rest = after;
            break;
        };
        let variable = variables.iter().find(|(known, _)| known == name);
        let named = || Expr::call(Intrinsic::Ref, Expr::Str(name.to_owned().into()));
        match (variable, name.split_once('.')) {
            (Some((_, value)), _) => add(view, value, out),
            (None, Some(_)) => {
                let target = Expr::Str(name.to_owned().into());
                add(view, &Expr::call(Intrinsic::GetAtt, target), out);
            }
            (None, None) => add(view, &named(), out),
        }
        rest = after;
    }
    out.push_str(rest);
}

/// Policy variables are filled in when a request is decided.
fn literal(text: &str, out: &mut String) {
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("${") {
        out.push_str(before);
        out.push('*');
        rest = after.split_once('}').map_or("", |(_, after)| after);
    }
    if super::super::see::is_dynamic(rest) { out.push('*') } else { out.push_str(rest) }
}

#[cfg(test)]
mod tests {
    #[test]
    fn types_are_sorted() {
        assert!(super::ARNS.is_sorted_by_key(|(ty, by, _)| (*ty, *by)));
    }
}

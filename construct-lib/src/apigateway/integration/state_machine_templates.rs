//! The mapping templates between a request and a state machine.
//!
//! See AWS on the [variables of mapping templates](https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html).

use super::step_functions::Input;

/// A template around the ARN of a machine.
pub(super) struct Request {
    pub(super) before_arn: String,
    pub(super) behind_arn: String,
}

/// What a machine gave. One that failed, or ran out of time, is an error.
pub(super) const OUTPUT: &str = r#"#if($input.path('$.status') == "SUCCEEDED")
$input.path('$.output')
#else
#set($context.responseOverride.status = 500)
{
  "error": "$util.escapeJavaScript($input.path('$.error')).replaceAll("\\'", "'")",
  "cause": "$util.escapeJavaScript($input.path('$.cause')).replaceAll("\\'", "'")"
}
#end"#;

/// Step Functions refused the call.
pub(super) const BAD_REQUEST: &str = r#"{ "error": "Bad request" }"#;

/// Step Functions failed.
pub(super) const FAILURE: &str = r#"{ "error": "Internal server error" }"#;

/// The template that starts a machine.
///
/// The input is JSON within a text of JSON. It is put together in `$text`,
/// where `${q}` is a quote, and becomes a text at the end. Names and values
/// that the client chose are escaped, so that they cannot end theirs.
pub(super) fn request(input: &Input) -> Request {
    let mut lines: Vec<String> = [
        r#"#set($q = '"')"#,
        "#set($params = $input.params())",
        r#"#set($text = "{${q}body${q}: $input.json('$')")"#,
    ]
    .map(str::to_owned)
    .to_vec();
    for (included, name, from) in [
        (input.headers, "header", "$params.header"),
        (input.querystring, "querystring", "$params.querystring"),
        (input.path, "path", "$params.path"),
        (input.authorizer, "authorizer", "$context.authorizer"),
    ] {
        if included {
            lines.extend(all_of(name, from));
        }
    }
    if !input.context.is_empty() {
        lines.push(r#"#set($text = "$text, ${q}requestContext${q}: {")"#.into());
        let mut separator = "";
        for (name, from) in input.context.iter().map(|field| field.names()) {
            lines.push(escape("item", &format!("\"$context.{from}\"")));
            lines.push(format!(
                r#"#set($text = "$text{separator}${{q}}{name}${{q}}: ${{q}}$item${{q}}")"#
            ));
            separator = ", ";
        }
        lines.push(r#"#set($text = "$text}")"#.into());
    }
    lines.push(r#"#set($text = "$text}")"#.into());
    lines.push("{".into());
    Request {
        before_arn: format!("{}\n  \"stateMachineArn\": \"", lines.join("\n")),
        behind_arn:
            "\",\n  \"input\": \"$util.escapeJavaScript($text).replaceAll(\"\\\\'\", \"'\")\"\n}"
                .into(),
    }
}

/// Every entry of a map of texts.
fn all_of(name: &str, from: &str) -> Vec<String> {
    vec![
        format!(r#"#set($text = "$text, ${{q}}{name}${{q}}: {{")"#),
        format!("#foreach($name in {from}.keySet())"),
        escape("key", "$name"),
        escape("item", &format!("{from}.get($name)")),
        r#"#set($text = "$text${q}$key${q}: ${q}$item${q}")"#.into(),
        r#"#if($foreach.hasNext)#set($text = "$text, ")#end"#.into(),
        "#end".into(),
        r#"#set($text = "$text}")"#.into(),
    ]
}

/// What JavaScript escapes and JSON does not is the single quote.
fn escape(variable: &str, from: &str) -> String {
    format!(r#"#set(${variable} = $util.escapeJavaScript({from}).replaceAll("\\'", "'"))"#)
}

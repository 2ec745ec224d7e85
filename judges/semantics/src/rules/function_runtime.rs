use super::{Rule, Sink};
use crate::template::Template;

/// Runtime, handler and package type of a function fit together.
///
/// Lambda needs both for a zip and takes neither for an image. The `provided`
/// runtimes run the file `bootstrap`; another name as handler misleads.
/// <https://docs.aws.amazon.com/lambda/latest/dg/runtimes-custom.html>
pub(super) const RULE: Rule = Rule { name: "function-runtime", check };

fn check(template: &Template<'_>, sink: &mut Sink<'_>) {
    for function in template.of_kind("AWS::Lambda::Function") {
        let (runtime, handler) = (function.get("Runtime"), function.get("Handler"));
        let image = function.text("PackageType") == Some("Image");
        let message = if image {
            (runtime.is_some() || handler.is_some())
                .then(|| "an image has no Runtime and no Handler".to_owned())
        } else if runtime.is_none() || handler.is_none() {
            Some("a zip needs Runtime and Handler".to_owned())
        } else if function.text("Runtime").is_some_and(|r| r.starts_with("provided")) {
            let handler = function.text("Handler").unwrap_or("bootstrap");
            (handler != "bootstrap")
                .then(|| format!("the handler is `{handler}`, but the runtime runs `bootstrap`"))
        } else {
            None
        };
        sink.expect(message.is_none(), function.id, || message.unwrap_or_default());
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::RULE;
    use crate::testing::{good, with, without};

    #[test]
    fn bootstrap_is_well() {
        RULE.passes(&good());
        RULE.passes(&with("/Resources/Function/Properties/Runtime", json!("nodejs22.x")));
    }

    #[test]
    fn fails_when_they_do_not_fit() {
        RULE.fails(
            &with("/Resources/Function/Properties/Handler", json!("main")),
            "Function",
            "`main`",
        );
        RULE.fails(
            &without("/Resources/Function/Properties/Handler"),
            "Function",
            "needs Runtime and Handler",
        );
        RULE.fails(
            &with("/Resources/Function/Properties/PackageType", json!("Image")),
            "Function",
            "an image",
        );
    }
}

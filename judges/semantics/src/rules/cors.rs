use serde_json::Value;

use super::{Rule, Sink};
use crate::template::{Template, items};
use crate::text::Text;

/// No answer allows credentials to every origin.
///
/// Browsers refuse `*` together with credentials, so the page of nobody works;
/// and who echoes the origin instead lets every page act as its visitor.
/// <https://developer.mozilla.org/docs/Web/HTTP/CORS/Errors/CORSNotSupportingCredentials>
pub(super) const RULE: Rule = Rule { name: "cors-credentials", check };

const ORIGIN: &str = "access-control-allow-origin";
const CREDENTIALS: &str = "access-control-allow-credentials";

fn check(template: &Template<'_>, sink: &mut Sink<'_>) {
    for api in template.of_kind("AWS::ApiGatewayV2::Api") {
        if let Some(cors) = api.get("CorsConfiguration") {
            let anyone = items(cors.get("AllowOrigins")).contains(&&Value::from("*"));
            let credentials = matches!(cors.get("AllowCredentials"), Some(Value::Bool(true)))
                || cors.get("AllowCredentials").and_then(Value::as_str) == Some("true");
            sink.expect(!(anyone && credentials), api.id, || message().to_owned());
        }
    }
    for method in template.of_kind("AWS::ApiGateway::Method") {
        let responses = method.get("Integration.IntegrationResponses").and_then(Value::as_array);
        for response in responses.into_iter().flatten() {
            let well = headers(template, response.get("ResponseParameters"));
            if let Some(well) = well {
                sink.expect(well, method.id, || message().to_owned());
            }
        }
    }
    for response in template.of_kind("AWS::ApiGateway::GatewayResponse") {
        if let Some(well) = headers(template, response.get("ResponseParameters")) {
            sink.expect(well, response.id, || message().to_owned());
        }
    }
}

fn message() -> &'static str {
    "allows credentials to every origin"
}

/// Whether the mapped headers are well, when they say something of origins.
fn headers(template: &Template<'_>, parameters: Option<&Value>) -> Option<bool> {
    let value = |name: &str| {
        let all = parameters.and_then(Value::as_object)?;
        let (_, value) = all
            .iter()
            .find(|(key, _)| key.to_ascii_lowercase().rsplit('.').next() == Some(name))?;
        Some(Text::of(template, value).to_string().trim_matches('\'').to_owned())
    };
    let origin = value(ORIGIN)?;
    // What is echoed is every origin, too.
    let anyone = origin == "*" || origin.to_ascii_lowercase().ends_with(".header.origin");
    Some(!(anyone && value(CREDENTIALS).as_deref() == Some("true")))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::RULE;
    use crate::testing::{edited, good, with};

    #[test]
    fn one_origin_may_have_credentials() {
        RULE.passes(&good());
    }

    #[test]
    fn fails_for_an_http_api() {
        let cors = json!({ "AllowOrigins": ["*"], "AllowCredentials": true });
        RULE.fails(
            &with("/Resources/Shop/Properties/CorsConfiguration", cors),
            "Shop",
            "every origin",
        );
    }

    #[test]
    fn fails_for_an_answer_of_the_gateway() {
        let at = "/Resources/Refused/Properties/ResponseParameters";
        let name = |header: &str| format!("gatewayresponse.header.{header}");
        let every = json!({ name("Access-Control-Allow-Origin"): "'*'" });
        RULE.passes(&with(at, every.clone()));
        let credentials = name("Access-Control-Allow-Credentials");
        let every = edited(every, &format!("/{credentials}"), Some(json!("'true'")));
        RULE.fails(&with(at, every.clone()), "Refused", "every origin");
        let origin = format!("/{}", name("Access-Control-Allow-Origin"));
        let echo = edited(every, &origin, Some(json!("method.request.header.Origin")));
        RULE.fails(&with(at, echo), "Refused", "every origin");
    }

    #[test]
    fn fails_for_an_answer_of_a_method() {
        let every = json!([{ "StatusCode": "200", "ResponseParameters": {
            "method.response.header.Access-Control-Allow-Origin": "'*'",
            "method.response.header.Access-Control-Allow-Credentials": "'true'" } }]);
        let at = "/Resources/Options/Properties/Integration/IntegrationResponses";
        RULE.fails(&with(at, every), "Options", "every origin");
    }
}

use std::borrow::Cow;

use aws_lambda_events::apigw::ApiGatewayProxyRequest;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::{StatusCode, header};

use super::header_values;
use super::problem::Problem;

/// The largest body that is read. The largest user is a sixteenth of it.
const MAX_LEN: usize = 16 * 1024;

/// The bytes of a JSON body.
///
/// API Gateway sends a body as base64 when the API lists its type as binary.
pub(super) fn read(event: &ApiGatewayProxyRequest) -> Result<Cow<'_, [u8]>, Problem> {
    check_content_type(event)?;
    let text = event.body.as_deref().unwrap_or_default();
    let bytes = if event.is_base64_encoded {
        // Four characters are three bytes, so that nothing huge is decoded.
        if text.len() > MAX_LEN.div_ceil(3) * 4 {
            return Err(too_large());
        }
        Cow::Owned(STANDARD.decode(text).map_err(|_| {
            Problem::new(StatusCode::BAD_REQUEST, "invalid-base64", "the body is not base64")
        })?)
    } else {
        Cow::Borrowed(text.as_bytes())
    };
    if bytes.len() > MAX_LEN {
        return Err(too_large());
    }
    Ok(bytes)
}

fn too_large() -> Problem {
    Problem::new(
        StatusCode::PAYLOAD_TOO_LARGE,
        "body-too-large",
        format!("the body must be at most {MAX_LEN} bytes"),
    )
}

fn check_content_type(event: &ApiGatewayProxyRequest) -> Result<(), Problem> {
    match header_values(event, &header::CONTENT_TYPE).as_slice() {
        [value] if is_json(value) => Ok(()),
        _ => Err(Problem::new(
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            "unsupported-media-type",
            "send the body as `application/json` in UTF-8",
        )),
    }
}

/// Tells whether a content type is JSON in the one encoding that JSON has.
fn is_json(content_type: &str) -> bool {
    let mut parts = content_type.split(';').map(str::trim);
    let essence = parts.next().unwrap_or_default();
    essence.eq_ignore_ascii_case("application/json")
        && parts.all(|parameter| match parameter.split_once('=') {
            Some((name, value)) if name.eq_ignore_ascii_case("charset") => {
                value.trim_matches('"').eq_ignore_ascii_case("utf-8")
            }
            _ => true,
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_json_by_its_content_type() {
        for json in [
            "application/json",
            "Application/JSON",
            "application/json; charset=utf-8",
            "application/json;charset=\"UTF-8\"",
            "application/json; version=1",
            "application/json;",
        ] {
            assert!(is_json(json), "{json}");
        }
        for other in [
            "",
            "text/plain",
            "application/jsonp",
            "application/json, text/plain",
            "application/json; charset=iso-8859-1",
            "multipart/form-data; boundary=application/json",
        ] {
            assert!(!is_json(other), "{other}");
        }
    }
}

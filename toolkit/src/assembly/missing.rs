//! What the official CDK command is asked to look up.

use construct_lib::MissingContext;

use super::Json;
use super::bootstrap::Bootstrap;

/// One question, with the role that may ask it.
pub(super) fn question(missing: &MissingContext) -> Json {
    let mut props: Vec<(String, Json)> =
        missing.props().map(|(name, value)| (name.to_owned(), Json::Raw(value))).collect();
    if let Some(bootstrap) = Bootstrap::at(missing.synthesizer(), missing.environment()) {
        props.push(("lookupRoleArn".to_owned(), bootstrap.lookup_role()));
    }
    Json::object([
        ("key", Json::text(missing.key())),
        ("provider", Json::text(missing.provider())),
        ("props", Json::Object(props)),
    ])
}

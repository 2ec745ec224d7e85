//! What API Gateway refuses of a method, or takes without effect.

use construct_core::Construct;

use super::options::{MethodOptions, Validator};
use super::path;
use crate::apigateway::integration::status_code;
use crate::apigateway::{
    AuthorizationType, IntegrationConfig, Method, MethodResponse, RequestParameter,
};
use crate::error::codes;
use crate::{Diagnostic, Node};

/// Reports a second method for a verb of a resource.
#[track_caller]
pub(super) fn report_duplicate(first: &Method) {
    let (verb, path) = (first.http_method(), first.path());
    first.node().report(
        Diagnostic::error(
            codes::DUPLICATE_METHOD,
            format!("`{path}` answers `{verb}` already, and a verb of a path has one method"),
        )
        .help("let one integration decide, or use another verb or path; to change the first one, get it with `Resource::method`")
        .at_caller(),
    );
}

/// Warns of a call as whoever calls the method, when API Gateway does not ask
/// who that is.
pub(super) fn credentials(node: &Node, config: &IntegrationConfig, authorization: &str) {
    if config.is_called_as_caller() && authorization != AuthorizationType::Iam.name() {
        node.report(
            Diagnostic::warning(
                codes::CREDENTIALS_WITHOUT_IAM,
                "the integration is called as whoever calls the method, and API Gateway knows that only of requests that IAM authorizes",
            )
            .help("use `MethodOptions::authorization_type(AuthorizationType::Iam)`, or `credentials_role`"),
        );
    }
}

/// The parameters of the requests: those that the options name, and those that
/// the integration reads, which API Gateway wants to be named, too.
pub(super) fn parameters<'a>(
    node: &Node,
    path: &str,
    options: &MethodOptions,
    read: impl Iterator<Item = &'a RequestParameter>,
) -> Vec<(RequestParameter, bool)> {
    let mut all = options.request_parameters.clone();
    for parameter in read {
        if !all.iter().any(|(p, _)| p == parameter) {
            // A path always has its parameters.
            all.push((parameter.clone(), parameter.is_path()));
        }
    }
    let known = path::parameters(path);
    for (parameter, _) in all.iter().filter(|(p, _)| p.is_path()) {
        let name = parameter.name();
        if !known.contains(&name) {
            node.report(
                Diagnostic::error(
                    codes::UNKNOWN_PATH_PARAMETER,
                    format!("the path `{path}` has no parameter `{{{name}}}`"),
                )
                .help(
                    "name one of the path's, or use `RequestParameter::query_string` or `header`",
                ),
            );
        }
    }
    let is_required = |(p, required): &(RequestParameter, bool)| *required && !p.is_path();
    let parameters = options.request_parameters.iter().any(is_required);
    let body = !options.request_models.is_empty();
    let is_covered = match &options.validator {
        None => !parameters && !body,
        // What it refuses is not known here.
        Some(Validator::Existing(_)) => true,
        Some(Validator::Own(validator)) => validator.covers(body, parameters),
    };
    if !is_covered {
        node.report(
            Diagnostic::warning(
                codes::REQUEST_NOT_VALIDATED,
                "the method says what requests must have, and nothing refuses requests without it",
            )
            .help("add `MethodOptions::request_validator_options`, or check it in what answers"),
        );
    }
    all
}

pub(super) fn responses(node: &Node, all: &[MethodResponse]) {
    for response in all {
        status_code(node, response.status);
    }
}

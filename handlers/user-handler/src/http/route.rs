use aws_lambda_events::apigw::ApiGatewayProxyRequest;

/// Which of the API's resources was asked for.
///
/// API Gateway has matched the path already and says which resource it was:
/// the handler neither splits paths nor depends on the stage or domain.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Route<'a> {
    /// All users.
    Users,
    /// One user, with the id as it stands in the path.
    User(&'a str),
    /// A resource that this function does not serve.
    Unknown,
}

impl<'a> Route<'a> {
    pub(super) fn of(event: &'a ApiGatewayProxyRequest) -> Self {
        let resource = event.resource.as_deref();
        match resource.or(event.request_context.resource_path.as_deref()) {
            Some("/users") => Self::Users,
            Some("/users/{id}") => match event.path_parameters.get("id") {
                Some(id) => Self::User(id),
                None => Self::Unknown,
            },
            _ => Self::Unknown,
        }
    }

    /// The resource as the API names it: the same for all users, and so fit
    /// for a log.
    pub(super) fn template(&self) -> &'static str {
        match self {
            Self::Users => "/users",
            Self::User(_) => "/users/{id}",
            Self::Unknown => "unknown",
        }
    }

    /// The methods it answers, for the header `Allow`.
    pub(super) fn allow(&self) -> &'static str {
        match self {
            Self::Users => "GET, HEAD, OPTIONS, POST",
            Self::User(_) => "DELETE, GET, HEAD, OPTIONS, PUT",
            Self::Unknown => "",
        }
    }
}

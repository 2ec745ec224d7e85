//! What a method may have beside its integration.

use construct_cfn::refs::ApiGatewayRequestValidatorId;
use construct_core::Value;

use crate::apigateway::model::{ModelId, RequestValidator, RequestValidatorOptions};
use crate::apigateway::{Authorizer, MethodAuthorizer, MethodResponse, RequestParameter};

/// Who may call a method that no authorizer guards.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum AuthorizationType {
    /// Anyone.
    None,
    /// Whom a policy of IAM allows `execute-api:Invoke`.
    Iam,
}

impl AuthorizationType {
    pub(in crate::apigateway) fn name(self) -> &'static str {
        match self {
            Self::None => "NONE",
            Self::Iam => "AWS_IAM",
        }
    }
}

/// What a method may have beside its integration.
///
/// What is not said here is taken from the defaults of the resource, see
/// [`ResourceOptions`](crate::apigateway::ResourceOptions).
///
/// ```
/// use construct_lib::apigateway::{
///     HttpMethod, MethodOptions, MockIntegration, RequestParameter, RequestValidatorOptions, RestApi,
///     RestApiProps,
/// };
/// use construct_lib::{App, Stack, StackProps};
///
/// let app = App::new();
/// let stack = Stack::new(&app, "Orders", StackProps::new());
/// let api = RestApi::new(&stack, "Api", RestApiProps::new());
/// let options = MethodOptions::new()
///     .operation_name("ListOrders")
///     .required_request_parameter(RequestParameter::query_string("customer"))
///     .request_validator_options(RequestValidatorOptions::new().validate_request_parameters());
/// api.root().add_method_with(HttpMethod::Get, MockIntegration::new(200), options);
/// ```
#[derive(Debug, Clone, Default)]
#[must_use]
pub struct MethodOptions {
    pub(in crate::apigateway) api_key_required: Option<bool>,
    pub(in crate::apigateway) authorization: Option<Authorization>,
    pub(in crate::apigateway) operation_name: Option<String>,
    /// Each with whether it must be there.
    pub(in crate::apigateway) request_parameters: Vec<(RequestParameter, bool)>,
    pub(in crate::apigateway) request_models: Vec<(String, ModelId)>,
    pub(in crate::apigateway) validator: Option<Validator>,
    pub(in crate::apigateway) responses: Vec<MethodResponse>,
}

/// One choice, so that an authorizer and a type never contradict each other.
#[derive(Debug, Clone)]
pub(in crate::apigateway) enum Authorization {
    Type(AuthorizationType),
    Authorizer(MethodAuthorizer),
}

/// What validates the requests.
#[derive(Debug, Clone)]
pub(in crate::apigateway) enum Validator {
    Existing(Value<ApiGatewayRequestValidatorId>),
    Own(RequestValidatorOptions),
}

impl MethodOptions {
    /// Nothing: anyone may call it.
    pub fn new() -> Self {
        Self::default()
    }

    /// Refuses requests without an API key, as usage plans count them.
    pub fn api_key_required(mut self, required: bool) -> Self {
        self.api_key_required = Some(required);
        self
    }

    /// Who may call it; anyone by default. Takes the place of an authorizer.
    pub fn authorization_type(mut self, authorization: AuthorizationType) -> Self {
        self.authorization = Some(Authorization::Type(authorization));
        self
    }

    /// Asks an authorizer who may call it. Takes the place of a type.
    ///
    /// Scopes that a token must have are part of the authorizer, for those that
    /// know scopes: [`CognitoUserPoolsAuthorizer::with_scopes`](crate::apigateway::CognitoUserPoolsAuthorizer::with_scopes).
    pub fn authorizer(mut self, authorizer: &impl Authorizer) -> Self {
        self.authorization = Some(Authorization::Authorizer(authorizer.method_authorizer()));
        self
    }

    /// The name that generated clients give the call.
    pub fn operation_name(mut self, name: impl Into<String>) -> Self {
        self.operation_name = Some(name.into());
        self
    }

    /// A parameter that the request must have.
    ///
    /// Only a validator refuses requests without it.
    pub fn required_request_parameter(self, parameter: RequestParameter) -> Self {
        self.with_parameter(parameter, true)
    }

    /// A parameter that the request may have.
    ///
    /// A parameter that the integration maps or caches by is added by itself.
    pub fn optional_request_parameter(self, parameter: RequestParameter) -> Self {
        self.with_parameter(parameter, false)
    }

    fn with_parameter(mut self, parameter: RequestParameter, required: bool) -> Self {
        match self.request_parameters.iter_mut().find(|(p, _)| *p == parameter) {
            Some(entry) => entry.1 = required,
            None => self.request_parameters.push((parameter, required)),
        }
        self
    }

    /// The model of a request's body of this content type.
    ///
    /// Only a validator refuses bodies that do not fit.
    pub fn request_model(
        mut self,
        content_type: impl Into<String>,
        model: impl Into<ModelId>,
    ) -> Self {
        self.request_models.push((content_type.into(), model.into()));
        self
    }

    /// Refuses requests as this validator says, instead of another that was given before.
    pub fn request_validator(mut self, validator: &RequestValidator) -> Self {
        self.validator = Some(Validator::Existing(validator.request_validator_id()));
        self
    }

    /// Refuses requests as a validator of its own says, instead of another
    /// that was given before.
    pub fn request_validator_options(mut self, options: RequestValidatorOptions) -> Self {
        self.validator = Some(Validator::Own(options));
        self
    }

    /// Adds an answer of the method. One of the same status adds its headers and models.
    pub fn method_response(mut self, response: MethodResponse) -> Self {
        response.add_to(&mut self.responses);
        self
    }

    /// These options, and the `defaults` for what they do not say.
    pub(in crate::apigateway) fn or(mut self, defaults: &Self) -> Self {
        self.api_key_required = self.api_key_required.or(defaults.api_key_required);
        if self.authorization.is_none() {
            self.authorization.clone_from(&defaults.authorization);
        }
        if self.operation_name.is_none() {
            self.operation_name.clone_from(&defaults.operation_name);
        }
        if self.request_parameters.is_empty() {
            self.request_parameters.clone_from(&defaults.request_parameters);
        }
        if self.request_models.is_empty() {
            self.request_models.clone_from(&defaults.request_models);
        }
        if self.validator.is_none() {
            self.validator.clone_from(&defaults.validator);
        }
        if self.responses.is_empty() {
            self.responses.clone_from(&defaults.responses);
        }
        self
    }
}

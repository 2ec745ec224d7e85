//! An action of an AWS service that answers.

use construct_core::{Aws, Expr, IntoValue, Value, intrinsic};

use super::options::{Options, setters};
use crate::Stack;
use crate::apigateway::{
    HttpMethod, Integration, IntegrationConfig, IntegrationMapping, IntegrationType, Method,
};
use crate::value::value;

/// An action of an AWS service that answers.
///
/// Appears as the `AWS` integration of a method. API Gateway needs a role that
/// may call the action, and mostly a template that makes the call out of the
/// request.
///
/// ```
/// use construct_lib::apigateway::{
///     AwsIntegration, HttpMethod, IntegrationMapping, IntegrationResponse, RestApi, RestApiProps,
/// };
/// use construct_lib::dynamodb::{Attribute, Table, TableProps};
/// use construct_lib::iam::{Principal, Role, RoleProps};
/// use construct_lib::{App, Stack, StackProps};
///
/// let app = App::new();
/// let stack = Stack::new(&app, "Orders", StackProps::new());
/// let table = Table::new(&stack, "Table", TableProps::new(Attribute::string("id")));
/// let role = Role::new(&stack, "Reader", RoleProps::new(Principal::service("apigateway")));
/// table.grant_read_data(&role);
/// let key = r#""Key": { "id": { "S": "$util.escapeJavaScript($input.params('id'))" } }"#;
/// let template = construct_lib::intrinsic::sub(format!(r#"{{ "TableName": "${{Table}}", {key} }}"#))
///     .variable("Table", table.table_name());
/// let mapping = IntegrationMapping::new()
///     .request_template("application/json", template.value())
///     .response(IntegrationResponse::new(200));
/// let read = AwsIntegration::action("dynamodb", "GetItem").credentials_role(&role).mapping(mapping);
/// let api = RestApi::new(&stack, "Api", RestApiProps::new());
/// api.root().resource_for_path("orders/{id}").add_method(HttpMethod::Get, read);
/// ```
#[derive(Debug, Clone)]
#[must_use]
pub struct AwsIntegration {
    service: String,
    call: Call,
    region: Value<String>,
    http_method: HttpMethod,
    mapping: IntegrationMapping,
    options: Options,
}

#[derive(Debug, Clone)]
enum Call {
    Action(Value<String>, Vec<(String, String)>),
    Path(Value<String>),
}

impl AwsIntegration {
    setters!(timeout caching request_parameters credentials);

    fn new(service: &str, call: Call) -> Self {
        Self {
            service: service.to_owned(),
            call,
            region: Value::unset(),
            http_method: HttpMethod::Post,
            mapping: IntegrationMapping::new(),
            options: Options::default(),
        }
    }

    /// Calls an action, for example `GetItem` of `dynamodb`.
    pub fn action(service: &str, action: impl IntoValue<String>) -> Self {
        Self::new(service, Call::Action(value(action), Vec::new()))
    }

    /// Calls a path, for example an object of `s3`. A placeholder such as
    /// `{key}` is filled by the parameter of the method's path of that name.
    ///
    /// # Errors
    ///
    /// Synthesis reports `unknown-path-parameter`.
    pub fn path(service: &str, path: impl IntoValue<String>) -> Self {
        Self::new(service, Call::Path(value(path)))
    }

    /// Adds a parameter of the action. One for a path has no effect.
    pub fn action_parameter(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        if let Call::Action(_, parameters) = &mut self.call {
            parameters.push((name.into(), value.into()));
        }
        self
    }

    /// Calls the service at an address of its own, such as a bucket's: its
    /// first part.
    pub fn subdomain(mut self, subdomain: &str) -> Self {
        self.service = format!("{subdomain}.{}", self.service);
        self
    }

    /// Calls the service of this region; the stack's by default.
    pub fn region(mut self, region: impl IntoValue<String>) -> Self {
        self.region = value(region);
        self
    }

    /// The verb by which the service is called; `POST` by default.
    pub fn integration_http_method(mut self, method: HttpMethod) -> Self {
        self.http_method = method;
        self
    }

    /// How requests and answers are rewritten.
    pub fn mapping(mut self, mapping: IntegrationMapping) -> Self {
        self.mapping = mapping;
        self
    }

    fn call(&self) -> Value<String> {
        match &self.call {
            Call::Path(path) => {
                // What stands before the first reference of a path is known now.
                let path = match path.as_literal() {
                    Some(text) => Expr::from(text.trim_start_matches('/')),
                    None => path.expr().clone(),
                };
                intrinsic::concat([Expr::text("path/"), path])
            }
            Call::Action(action, parameters) => {
                let parameters: Vec<_> = parameters
                    .iter()
                    .map(|(name, value)| format!("&{}={}", encode(name), encode(value)))
                    .collect();
                let action = action.expr().clone();
                intrinsic::concat([Expr::text("action/"), action, Expr::from(parameters.concat())])
            }
        }
    }
}

/// A text as a part of a query.
fn encode(text: &str) -> String {
    let mut encoded = String::new();
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.!~*'()".contains(&byte) {
            encoded.push(byte.into());
        } else {
            encoded.push_str(&format!("%{byte:02X}"));
        }
    }
    encoded
}

/// The address of a call to a service:
/// `arn:PARTITION:apigateway:REGION:SERVICE:CALL`.
pub(super) fn service_uri(
    method: &Method,
    service: &str,
    region: &Value<String>,
    call: Value<String>,
) -> Value<String> {
    let region = match region.expr() {
        Expr::Unset => Stack::of(method).map_or(Aws::REGION, |stack| stack.region()),
        _ => region.clone(),
    };
    intrinsic::concat([
        Expr::text("arn:"),
        Aws::PARTITION.into(),
        Expr::text(":apigateway:"),
        region.into(),
        Expr::from(format!(":{service}:")),
        call.into(),
    ])
}

#[diagnostic::do_not_recommend]
impl Integration for AwsIntegration {
    fn bind(&self, method: &Method) -> IntegrationConfig {
        IntegrationConfig::new(IntegrationType::Aws)
            .integration_http_method(self.http_method)
            .uri(service_uri(method, &self.service, &self.region, self.call()))
            .options(&self.options)
            .mapping(self.mapping.clone())
    }
}

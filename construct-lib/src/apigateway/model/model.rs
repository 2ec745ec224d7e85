//! `AWS::ApiGateway::Model`.

use std::ops::RangeInclusive;

use construct_cfn::apigateway::{CfnModel, CfnModelProps};
use construct_core::{Construct, IntoValue, State, Value};

use super::JsonSchema;
use crate::apigateway::RestApi;
use crate::check::own_resource;
use crate::error::codes;
use crate::value::value;
use crate::{Diagnostic, Node};

/// What a [`Model`] says.
#[derive(Debug, Clone, PartialEq)]
#[must_use]
pub struct ModelOptions {
    schema: JsonSchema,
    content_type: String,
    description: Value<String>,
    name: Value<String>,
}

impl ModelOptions {
    /// Bodies in JSON that look like this; named by AWS.
    pub fn new(schema: JsonSchema) -> Self {
        Self {
            schema,
            content_type: "application/json".into(),
            description: Value::unset(),
            name: Value::unset(),
        }
    }

    /// The content type of the bodies; `application/json` by default.
    pub fn content_type(mut self, content_type: impl Into<String>) -> Self {
        self.content_type = content_type.into();
        self
    }

    /// What a person reads beside it.
    pub fn description(mut self, text: impl IntoValue<String>) -> Self {
        self.description = value(text);
        self
    }

    /// The name, which clients in other languages give the type of the body;
    /// made by AWS by default.
    pub fn model_name(mut self, name: impl IntoValue<String>) -> Self {
        self.name = value(name);
        self
    }
}

/// What a [`Model`] takes.
#[derive(Debug, Clone)]
#[must_use]
pub struct ModelProps {
    api: RestApi,
    options: ModelOptions,
}

impl ModelProps {
    /// A model of this API.
    pub fn new(api: &RestApi, options: ModelOptions) -> Self {
        Self { api: api.clone(), options }
    }
}

/// What API Gateway takes as the name of a model.
const NAME: RangeInclusive<usize> = 1..=255;

/// What the body of a request or an answer looks like.
///
/// Appears as [`AWS::ApiGateway::Model`](https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigateway-model.html).
/// Every API has the models [`EMPTY`](Self::EMPTY) and [`ERROR`](Self::ERROR).
/// A Rust type describes itself with the feature `schemars`:
/// `ModelOptions::new(JsonSchema::of::<Order>())`.
///
/// ```
/// use construct_lib::apigateway::{
///     HttpMethod, JsonSchema, MethodOptions, MethodResponse, MockIntegration, Model, ModelOptions,
///     RequestValidatorOptions, RestApi, RestApiProps,
/// };
/// use construct_lib::{App, Stack, StackProps};
///
/// let app = App::new();
/// let stack = Stack::new(&app, "Orders", StackProps::new());
/// let api = RestApi::new(&stack, "Api", RestApiProps::new());
/// let schema = JsonSchema::object().property("item", JsonSchema::string()).required(["item"]);
/// let order = api.add_model("Order", ModelOptions::new(schema));
/// let options = MethodOptions::new()
///     .request_model("application/json", &order)
///     .request_validator_options(RequestValidatorOptions::new().validate_request_body())
///     .method_response(MethodResponse::new(400).model("application/json", Model::ERROR));
/// api.root().add_method_with(HttpMethod::Post, MockIntegration::new(201), options);
/// ```
#[derive(Debug, Clone)]
pub struct Model {
    node: Node,
}

/// Names a model of an API: one that every API has, or one of your own.
#[derive(Debug, Clone, PartialEq)]
pub struct ModelId(Value<String>);

struct ModelState {
    name: Value<String>,
}

impl State for ModelState {
    fn is_passive(&self) -> bool {
        true
    }
}

impl Model {
    /// Any JSON: the model `Empty`, which every API has.
    pub const EMPTY: ModelId = ModelId(Value::lit("Empty"));

    /// An object with a `message`: the model `Error`, which every API has.
    pub const ERROR: ModelId = ModelId(Value::lit("Error"));

    /// A model.
    ///
    /// # Errors
    ///
    /// Synthesis reports `invalid-name` and `invalid-json-schema`, and warns of
    /// `json-schema-keyword-ignored`.
    #[track_caller]
    pub fn new(scope: &dyn Construct, id: &str, props: ModelProps) -> Self {
        let node = Node::new(scope, id);
        let ModelProps { api, options } = props;
        options.schema.check(&node);
        check_name(&node, &options.name);
        let cfn_props = CfnModelProps::patch()
            .content_type(options.content_type)
            .description(options.description)
            .name(options.name)
            .rest_api_id(api.rest_api_id())
            .schema(options.schema);
        let cfn = CfnModel::new(&node, "Resource", cfn_props);
        node.set_state(ModelState { name: cfn.ref_() });
        Self { node }
    }

    /// A model that exists already, by its name.
    #[track_caller]
    pub fn from_model_name(
        scope: &dyn Construct,
        id: &str,
        model_name: impl IntoValue<String>,
    ) -> Self {
        let node = Node::new(scope, id);
        node.set_state(ModelState { name: value(model_name) });
        Self { node }
    }

    /// The model at this node, when there is one.
    #[must_use]
    pub fn at(node: &Node) -> Option<Self> {
        node.has_state::<ModelState>().then(|| Self { node: node.clone() })
    }

    /// Its name, which is its id.
    #[must_use]
    pub fn model_id(&self) -> Value<String> {
        self.node.read(|state: &ModelState| state.name.clone()).unwrap_or_default()
    }

    /// Overrides properties of the resource, whatever this type offers.
    ///
    /// # Errors
    ///
    /// Synthesis reports `imported-construct` when it is not of this app.
    pub fn patch(&self, props: CfnModelProps) {
        if let Some(cfn) = own_resource(&self.node) {
            cfn.patch(props);
        }
    }
}

impl Construct for Model {
    fn node(&self) -> &Node {
        &self.node
    }
}

fn check_name(node: &Node, name: &Value<String>) {
    let Some(name) = name.as_literal() else {
        return;
    };
    let fits = NAME.contains(&name.len()) && name.bytes().all(|b| b.is_ascii_alphanumeric());
    if !fits {
        node.report(
            Diagnostic::error(
                codes::INVALID_NAME,
                format!("`{name}` cannot be the name of a model"),
            )
            .help("use 1 to 255 letters and digits, without any mark"),
        );
    }
}

impl RestApi {
    /// Adds a model of bodies, for methods to name.
    ///
    /// # Errors
    ///
    /// As [`Model::new`].
    #[track_caller]
    pub fn add_model(&self, id: &str, options: ModelOptions) -> Model {
        Model::new(self, id, ModelProps::new(self, options))
    }
}

impl ModelId {
    pub(in crate::apigateway) fn name(&self) -> &Value<String> {
        &self.0
    }
}

impl From<&Model> for ModelId {
    fn from(model: &Model) -> Self {
        Self(model.model_id())
    }
}

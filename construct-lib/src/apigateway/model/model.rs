//! `AWS::ApiGateway::Model`.

use construct_cfn::apigateway::CfnModelProps;
use construct_core::{Construct, IntoValue, State, Value};

use crate::Node;
use crate::check::own_resource;
use crate::value::value;

/// What the body of a request or an answer looks like.
///
/// Appears as [`AWS::ApiGateway::Model`](https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigateway-model.html).
/// Every API has the models [`EMPTY`](Self::EMPTY) and [`ERROR`](Self::ERROR).
///
/// ```
/// use construct_lib::apigateway::{MethodOptions, MethodResponse, Model};
///
/// let gone = MethodResponse::new(410).model("application/json", Model::ERROR);
/// let options = MethodOptions::new().method_response(gone);
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

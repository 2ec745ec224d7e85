//! Layers of a function.

use construct_cfn::refs::LambdaLayerVersionArn;
use construct_core::{IntoValue, Node, Value};

use super::package::ZipPackage;
use super::props::FunctionProps;
use crate::Diagnostic;
use crate::error::codes;
use crate::value::value;

/// The most layers that a function takes.
const MOST: usize = 5;

/// The layers of a function, in the order in which they are put on each other.
#[derive(Debug, Clone, Default)]
pub(super) struct Layers(Vec<Value<LambdaLayerVersionArn>>);

impl Layers {
    pub(super) fn to_cfn(&self) -> Option<Vec<Value<LambdaLayerVersionArn>>> {
        (!self.0.is_empty()).then(|| self.0.clone())
    }

    pub(super) fn check(&self, node: &Node) {
        if self.0.len() > MOST {
            node.report(
                Diagnostic::error(
                    codes::TOO_MANY_LAYERS,
                    format!("a function takes at most {MOST} layers, got {}", self.0.len()),
                )
                .help("put what several layers hold into one"),
            );
        }
    }
}

impl<P> FunctionProps<P> {
    /// Adds a layer, by the ARN of one of its versions; five at most.
    pub fn layer(mut self, arn: impl IntoValue<LambdaLayerVersionArn>) -> Self
    where
        P: ZipPackage,
    {
        self.options.layers.0.push(value(arn));
        self
    }
}

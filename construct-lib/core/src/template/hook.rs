//! `Hooks` of a template.

use super::fragment::FragmentState;
use crate::construct::{Construct, Node};
use crate::token::{Expr, IntoValue, Json, Key, Map};

/// What is done beside an update of the stack, for example
/// `AWS::CodeDeploy::BlueGreen`, which needs the transform
/// `AWS::CodeDeployBlueGreen`.
///
/// Appears under [`Hooks`](https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/blue-green.html).
///
/// ```
/// use construct_core::{App, CfnHook, Entries, Stack, StackProps};
///
/// let app = App::new();
/// let stack = Stack::new(&app, "Orders", StackProps::new());
/// stack.add_transform("AWS::CodeDeployBlueGreen");
/// let properties = Entries::new().set("ServiceRole", "CodeDeployRole");
/// CfnHook::new(&stack, "BlueGreen", "AWS::CodeDeploy::BlueGreen", properties);
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CfnHook {
    node: Node,
}

impl CfnHook {
    /// A hook of a type.
    #[track_caller]
    pub fn new(
        scope: &dyn Construct,
        id: &str,
        type_name: impl Into<Key>,
        properties: impl IntoValue<Map<Json>>,
    ) -> Self {
        let properties = properties.into_expr();
        let hook = Expr::map([("Type", Expr::Str(type_name.into())), ("Properties", properties)]);
        let node = Node::new(scope, id);
        node.set_state(FragmentState { section: "Hooks", key: None, value: hook });
        Self { node }
    }
}

impl Construct for CfnHook {
    fn node(&self) -> &Node {
        &self.node
    }
}

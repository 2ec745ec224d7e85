//! `Mappings` of a template.

use indexmap::IndexMap;

use crate::construct::{Arena, Construct, Node, NodeId, State};
use crate::token::{Expr, IntoValue, Json, Key, NamedMapping};

/// Values by two keys, chosen at deployment by [`find_in_map`](crate::intrinsic::find_in_map).
///
/// Appears under [`Mappings`](https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/mappings-section-structure.html).
///
/// ```
/// use construct_core::{App, Aws, CfnMapping, Stack, StackProps, intrinsic};
///
/// let app = App::new();
/// let stack = Stack::new(&app, "Orders", StackProps::new());
/// let domains = CfnMapping::new(&stack, "Domains");
/// domains.set_value("ap-northeast-2", "Domain", "orders.kr");
/// let domain = intrinsic::find_in_map(&domains, Aws::REGION, "Domain");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CfnMapping {
    node: Node,
}

#[derive(Default)]
pub(crate) struct MappingState {
    pub(crate) values: IndexMap<Key, IndexMap<Key, Expr>>,
}

impl State for MappingState {
    fn is_passive(&self) -> bool {
        true
    }
}

/// The keys of a mapping: those of the first level, then those below each of them.
pub(crate) fn mapping_keys(arena: &Arena, mapping: u32) -> Vec<Vec<&str>> {
    let Some(MappingState { values, .. }) = arena.state(mapping) else {
        return Vec::new();
    };
    let first = values.keys().map(|key| &**key).collect();
    let below = values.values().map(|row| row.keys().map(|key| &**key).collect());
    std::iter::once(first).chain(below).collect()
}

impl CfnMapping {
    /// A mapping without values yet.
    #[track_caller]
    pub fn new(scope: &dyn Construct, id: &str) -> Self {
        let node = Node::new(scope, id);
        node.set_state(MappingState::default());
        Self { node }
    }

    /// Sets one value.
    ///
    /// # Errors
    ///
    /// Synthesis reports `late-value` unless it is a literal.
    pub fn set_value(
        &self,
        top_level_key: impl Into<Key>,
        second_level_key: impl Into<Key>,
        value: impl IntoValue<String>,
    ) {
        self.set_json(top_level_key, second_level_key, value.into_expr());
    }

    /// Sets one value of any kind: a text, a number, or a list of them.
    ///
    /// # Errors
    ///
    /// Synthesis reports `late-value` unless it is a literal.
    pub fn set_json(
        &self,
        top_level_key: impl Into<Key>,
        second_level_key: impl Into<Key>,
        value: impl IntoValue<Json>,
    ) {
        let (top, second) = (top_level_key.into(), second_level_key.into());
        let value = value.into_expr();
        self.node.update(|m: &mut MappingState| {
            m.values.entry(top).or_default().insert(second, value);
        });
    }
}

impl Construct for CfnMapping {
    fn node(&self) -> &Node {
        &self.node
    }
}

impl NamedMapping for CfnMapping {
    fn mapping(&self) -> NodeId {
        self.node.node_id()
    }
}

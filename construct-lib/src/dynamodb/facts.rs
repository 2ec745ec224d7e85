//! What grants and metrics need to know of a table, of whatever kind it is.

use construct_core::{Construct, Expr, NodeId, Value, intrinsic};

use crate::error::codes;
use crate::{Diagnostic, Node};

/// A table in one region, as grants and metrics see it.
#[derive(Debug, Clone, Default)]
pub(super) struct Facts {
    pub(super) arn: Value<String>,
    pub(super) name: Value<String>,
    pub(super) indexes: Indexes,
    pub(super) stream_arn: Option<Value<String>>,
    /// The customer's key; its id, because a handle would keep the tree alive.
    pub(super) key: Option<NodeId>,
    /// The region, when it is not that of the stack.
    pub(super) region: Option<String>,
}

/// Which indexes a table has.
#[derive(Debug, Clone, Default)]
pub(super) enum Indexes {
    /// The table was imported: `index/*` of none allows nothing.
    #[default]
    Unknown,
    Known(Vec<String>),
}

impl Facts {
    pub(super) fn has_indexes(&self) -> bool {
        !matches!(&self.indexes, Indexes::Known(names) if names.is_empty())
    }

    /// The ARN of one index, or with `*` of all.
    pub(super) fn index_arn(&self, name: &str) -> Value<String> {
        intrinsic::concat([self.arn.expr().clone(), Expr::from(format!("/index/{name}"))])
    }

    /// Reports an index that the table is known not to have.
    #[track_caller]
    pub(super) fn check_index(&self, node: &Node, name: &str) {
        if let Indexes::Known(names) = &self.indexes
            && !names.iter().any(|known| known == name)
        {
            let help = if names.is_empty() {
                "the table has no index".to_owned()
            } else {
                let all: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
                format!("its indexes are {}", all.join(", "))
            };
            node.report(
                Diagnostic::error(
                    codes::UNKNOWN_INDEX,
                    format!("the table has no index named `{name}`"),
                )
                .help(help)
                .at_caller(),
            );
        }
    }

    /// The ARN of the stream; reports that there is none.
    pub(super) fn stream_arn(&self, node: &Node) -> Value<String> {
        self.stream_arn.clone().unwrap_or_else(|| {
            node.report(
                Diagnostic::error(codes::TABLE_WITHOUT_STREAM, "the table has no stream").help(
                    "turn it on with `TableProps::stream`, or name the stream of an imported table",
                ),
            );
            Value::unset()
        })
    }
}

/// A construct that is a table in some region.
pub(super) trait HasFacts: Construct {
    fn facts(&self) -> Facts;
}

//! What DynamoDB counts of a table.

use super::facts::Facts;
use crate::Node;
use crate::cloudwatch::{MathExpression, Metric};

/// A call of DynamoDB, as its metrics tell them apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Operation {
    GetItem,
    BatchGetItem,
    Scan,
    Query,
    GetRecords,
    PutItem,
    DeleteItem,
    UpdateItem,
    BatchWriteItem,
    TransactWriteItems,
    TransactGetItems,
    ExecuteTransaction,
    BatchExecuteStatement,
    ExecuteStatement,
}

impl Operation {
    /// As AWS writes it, for example `GetItem`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::GetItem => "GetItem",
            Self::BatchGetItem => "BatchGetItem",
            Self::Scan => "Scan",
            Self::Query => "Query",
            Self::GetRecords => "GetRecords",
            Self::PutItem => "PutItem",
            Self::DeleteItem => "DeleteItem",
            Self::UpdateItem => "UpdateItem",
            Self::BatchWriteItem => "BatchWriteItem",
            Self::TransactWriteItems => "TransactWriteItems",
            Self::TransactGetItems => "TransactGetItems",
            Self::ExecuteTransaction => "ExecuteTransaction",
            Self::BatchExecuteStatement => "BatchExecuteStatement",
            Self::ExecuteStatement => "ExecuteStatement",
        }
    }
}

/// What is counted in the region of a table.
pub(super) fn of_region(node: &Node, facts: &Facts, name: &'static str) -> Metric {
    let metric = Metric::new("AWS/DynamoDB", name).attach_to(node);
    match &facts.region {
        Some(region) => metric.region(region.clone()),
        None => metric,
    }
}

/// What is counted of a table.
pub(super) fn of_table(node: &Node, facts: &Facts, name: &'static str) -> Metric {
    of_region(node, facts, name).dimension("TableName", &facts.name)
}

/// The sum of a metric over operations.
pub(super) fn sum(metric: &Metric, of: Vec<Operation>, label: &'static str) -> MathExpression {
    let names: Vec<String> = of.iter().map(|o| o.name().to_ascii_lowercase()).collect();
    let sum = MathExpression::new(names.join(" + ")).label(label);
    of.into_iter().zip(names).fold(sum, |sum, (operation, name)| {
        sum.using(name, metric.clone().dimension("Operation", operation.name()))
    })
}

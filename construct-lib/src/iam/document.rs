//! A policy document.

use construct_core::Expr;

use super::merge::merge;
use super::statement::PolicyStatement;

/// The document of a policy: its statements, merged where that changes nothing.
///
/// Appears wherever CloudFormation takes a policy document. Statements that
/// differ in their actions alone, their resources alone or their principals
/// alone become one, and lists are sorted, both as the CDK does.
///
/// ```
/// use construct_lib::iam::{PolicyDocument, PolicyStatement};
///
/// let document = PolicyDocument::new()
///     .statement(PolicyStatement::allow().actions(["s3:GetObject"]).resource("*"))
///     .statement(PolicyStatement::allow().actions(["s3:PutObject"]).resource("*"));
/// assert_eq!(document.statements().len(), 1);
/// ```
#[derive(Debug, Clone, PartialEq, Default)]
#[must_use]
pub struct PolicyDocument {
    statements: Vec<PolicyStatement>,
}

impl PolicyDocument {
    /// A document without statements yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a statement.
    pub fn statement(mut self, statement: PolicyStatement) -> Self {
        self.add_statement(statement);
        self
    }

    /// Adds a statement.
    pub fn add_statement(&mut self, statement: PolicyStatement) {
        self.statements.push(statement);
        if self.statements.len() > 1 {
            merge(&mut self.statements);
        }
    }

    /// Whether it says nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.statements.is_empty()
    }

    /// The statements, merged.
    #[must_use]
    pub fn statements(&self) -> &[PolicyStatement] {
        &self.statements
    }

    /// The document as JSON, for a property that takes one.
    #[must_use]
    pub fn to_expr(&self) -> Expr {
        Expr::map([
            (
                "Statement",
                Expr::list(self.statements.iter().map(PolicyStatement::to_expr)),
            ),
            ("Version", Expr::text("2012-10-17")),
        ])
    }
}

impl construct_core::IntoValue<construct_core::Json> for &PolicyDocument {
    fn into_expr(self) -> Expr {
        self.to_expr()
    }
}

//! A policy document.

use construct_core::{Expr, IntoValue, Json};

use super::merge::merge;
use super::statement::PolicyStatement;

/// The document of a policy: its statements, merged where that changes nothing.
///
/// Appears wherever CloudFormation takes a
/// [policy document](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html).
/// Statements that differ in their actions alone, their resources alone or
/// their principals alone are written as one, and lists are sorted, both as
/// the CDK does.
///
/// ```
/// use construct_lib::iam::{PolicyDocument, PolicyStatement};
/// use construct_lib::testing::Template;
/// use construct_lib::{App, CfnResource, Stack, StackProps};
///
/// let app = App::new();
/// let stack = Stack::new(&app, "Orders", StackProps::new());
/// let document = PolicyDocument::new()
///     .statement(PolicyStatement::allow().actions(["s3:PutObject"]).resource("*"))
///     .statement(PolicyStatement::allow().actions(["s3:GetObject"]).resource("*"));
/// let policy = CfnResource::new(&stack, "Policy", "AWS::IAM::ManagedPolicy");
/// policy.add_property_override("PolicyDocument", &document);
///
/// let written = Template::from_stack(&stack);
/// assert!(written.as_str().contains("s3:GetObject"));
/// assert_eq!(written.as_str().matches("Allow").count(), 1);
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
        // A statement is large, most documents have one or two, and a vector
        // makes room for four. A long document grows as vectors do.
        if self.statements.len() < 4 {
            self.statements.reserve_exact(1);
        }
        self.statements.push(statement);
    }

    /// Whether it says nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.statements.is_empty()
    }

    /// The statements as they were added, before they are merged.
    pub fn statements(&self) -> &[PolicyStatement] {
        &self.statements
    }

    /// The document as JSON.
    #[must_use]
    pub fn to_expr(&self) -> Expr {
        // Which statements merge depends on all of them, so none does before.
        let merged = merge(&self.statements);
        Expr::map([
            ("Statement", Expr::list(merged.iter().map(|statement| statement.to_expr()))),
            ("Version", Expr::text("2012-10-17")),
        ])
    }
}

#[diagnostic::do_not_recommend]
impl IntoValue<Json> for &PolicyDocument {
    fn into_expr(self) -> Expr {
        self.to_expr()
    }
}

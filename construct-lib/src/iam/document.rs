//! A policy document.

use construct_core::{Expr, IntoValue, Json, Key, intrinsic};

use super::merge;
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
    pub(super) id: Option<Key>,
    pub(super) version: Option<Key>,
    statements: Vec<PolicyStatement>,
    keeps_statements: bool,
    assigns_sids: bool,
}

impl PolicyDocument {
    /// A document without statements yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// The id that some services ask for in the policy of a resource; none by default.
    pub fn id(mut self, id: impl Into<Key>) -> Self {
        self.id = Some(id.into());
        self
    }

    /// Whether statements are merged and lists sorted, as they are by default:
    /// that makes a policy shorter, and says the same.
    pub fn minimize(mut self, minimize: bool) -> Self {
        self.keeps_statements = !minimize;
        self
    }

    /// Gives each statement that has no id its number as one, from 0 on.
    pub fn assign_sids(mut self) -> Self {
        self.assigns_sids = true;
        self
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

    pub(super) fn is_minimized(&self) -> bool {
        !self.keeps_statements
    }

    /// A document like this one that says nothing yet.
    pub(super) fn without_statements(&self) -> Self {
        Self {
            id: self.id.clone(),
            version: self.version.clone(),
            statements: Vec::new(),
            keeps_statements: self.keeps_statements,
            assigns_sids: self.assigns_sids,
        }
    }

    /// The document as an expression.
    #[must_use]
    pub fn to_expr(&self) -> Expr {
        let statements: Vec<Expr> = if self.keeps_statements {
            let all = merge::distinct(&self.statements);
            all.iter().enumerate().map(|(n, s)| self.with_sid(n, s.to_expr_as_given())).collect()
        } else {
            // Which statements merge depends on all of them, so none does before.
            let all = merge::merge(&self.statements);
            all.iter().enumerate().map(|(n, s)| self.with_sid(n, s.to_expr())).collect()
        };
        let version = self.version.clone().unwrap_or(Key::Borrowed("2012-10-17"));
        let mut all = vec![
            (Key::Borrowed("Statement"), Expr::list(statements)),
            (Key::Borrowed("Version"), Expr::Str(version)),
        ];
        if let Some(id) = &self.id {
            all.insert(0, (Key::Borrowed("Id"), Expr::Str(id.clone())));
        }
        Expr::Map(all.into())
    }

    fn with_sid(&self, number: usize, statement: Expr) -> Expr {
        match statement {
            Expr::Map(entries) if self.assigns_sids && entries.iter().all(|(k, _)| k != "Sid") => {
                let mut entries = entries.into_vec();
                entries.push((Key::Borrowed("Sid"), Expr::Str(number.to_string().into())));
                Expr::Map(entries.into())
            }
            other => other,
        }
    }

    /// The document as JSON text; nothing while something in it is known
    /// only at deployment.
    ///
    /// ```
    /// use construct_lib::iam::{PolicyDocument, PolicyStatement};
    ///
    /// let read = PolicyStatement::allow().actions(["s3:GetObject"]).resource("*");
    /// let text = PolicyDocument::new().statement(read).to_json();
    /// let expected = r#"{"Statement":[{"Action":"s3:GetObject","Effect":"Allow","Resource":"*"}],"Version":"2012-10-17"}"#;
    /// assert_eq!(text.as_deref(), Some(expected));
    /// ```
    #[must_use]
    pub fn to_json(&self) -> Option<String> {
        intrinsic::to_json_string(self.to_expr()).as_literal().map(str::to_owned)
    }
}

#[diagnostic::do_not_recommend]
impl IntoValue<Json> for &PolicyDocument {
    fn into_expr(self) -> Expr {
        self.to_expr()
    }
}

//! Policies from JSON.

use std::fmt;

use construct_core::{Expr, Key};
use construct_document::{Content, Document, Element, Entry, Map, Position, nearest};

use super::condition::Condition;
use super::document::PolicyDocument;
use super::principal::STAR;
use super::statement::{PolicyStatement, push};

/// Why a text is not a policy, and where.
///
/// Shows as `3:17: what is wrong`, with the line and the column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PolicyJsonError {
    message: String,
    line: u32,
    column: u32,
}

impl PolicyJsonError {
    fn new(position: Position, message: impl Into<String>) -> Self {
        Self { message: message.into(), line: position.line(), column: position.column() }
    }

    /// What is wrong, without the place.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.message
    }

    /// The line, from 1 on.
    #[must_use]
    pub fn line(&self) -> u32 {
        self.line
    }

    /// The column, from 1 on.
    #[must_use]
    pub fn column(&self) -> u32 {
        self.column
    }
}

impl fmt::Display for PolicyJsonError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.line, self.column, self.message)
    }
}

impl std::error::Error for PolicyJsonError {}

type Result<T> = std::result::Result<T, PolicyJsonError>;

impl PolicyDocument {
    /// A document from JSON, as the console and the AWS CLI have it.
    ///
    /// Functions of CloudFormation in it stay functions. What it says is kept;
    /// its statements are merged when it is written, unless
    /// [`minimize`](Self::minimize) says otherwise.
    ///
    /// # Errors
    ///
    /// When the text is not JSON, or names something that a policy has not.
    ///
    /// ```
    /// use construct_lib::iam::PolicyDocument;
    ///
    /// let text = r#"{
    ///     "Version": "2012-10-17",
    ///     "Statement": { "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*" }
    /// }"#;
    /// let document = PolicyDocument::from_json(text)?;
    /// assert_eq!(document.statements().len(), 1);
    ///
    /// let wrong = text.replace("Action", "Actions");
    /// let error = PolicyDocument::from_json(&wrong).unwrap_err();
    /// assert_eq!(error.to_string(), "3:39: a statement has no `Actions`, maybe `Action` is meant");
    /// # Ok::<(), construct_lib::iam::PolicyJsonError>(())
    /// ```
    pub fn from_json(text: &str) -> Result<Self> {
        let root = parse(text)?;
        let mut document = Self::new();
        for entry in object(&root, "a policy")?.entries() {
            let value = entry.value();
            match entry.key() {
                "Version" => document.version = Some(version(value)?),
                "Id" => document.id = Some(word(value, "`Id`")?.to_owned().into()),
                "Statement" => {
                    for one in items(value) {
                        document.add_statement(statement(one)?);
                    }
                }
                _ => return Err(unknown(entry, "a policy", &["Version", "Id", "Statement"])),
            }
        }
        Ok(document)
    }
}

impl PolicyStatement {
    /// A statement from JSON.
    ///
    /// # Errors
    ///
    /// As [`PolicyDocument::from_json`].
    ///
    /// ```
    /// use construct_lib::iam::PolicyStatement;
    ///
    /// let deny = r#"{ "Effect": "Deny", "NotAction": "iam:*", "Resource": "*" }"#;
    /// let statement = PolicyStatement::from_json(deny)?;
    /// # Ok::<(), construct_lib::iam::PolicyJsonError>(())
    /// ```
    pub fn from_json(text: &str) -> Result<Self> {
        statement(&parse(text)?)
    }
}

const STATEMENT: &[&str] = &[
    "Sid",
    "Effect",
    "Principal",
    "NotPrincipal",
    "Action",
    "NotAction",
    "Resource",
    "NotResource",
    "Condition",
];

/// Of which a statement has one at most.
const EXCLUSIVE: &[(&str, &str)] =
    &[("Action", "NotAction"), ("Resource", "NotResource"), ("Principal", "NotPrincipal")];

fn parse(text: &str) -> Result<Element> {
    Document::parse_json("policy", text)
        .map(Document::into_root)
        .map_err(|problem| PolicyJsonError::new(problem.position(), problem.message()))
}

fn version(value: &Element) -> Result<Key> {
    match word(value, "`Version`")? {
        "2012-10-17" => Ok(Key::Borrowed("2012-10-17")),
        "2008-10-17" => Ok(Key::Borrowed("2008-10-17")),
        other => {
            let message =
                format!("`{other}` is no version of policies: use `2012-10-17` or `2008-10-17`");
            Err(PolicyJsonError::new(value.position(), message))
        }
    }
}

fn statement(element: &Element) -> Result<PolicyStatement> {
    let map = object(element, "a statement")?;
    let effect = map
        .get("Effect")
        .ok_or_else(|| PolicyJsonError::new(element.position(), "a statement has no `Effect`"))?;
    let mut statement = match word(effect, "`Effect`")? {
        "Allow" => PolicyStatement::allow(),
        "Deny" => PolicyStatement::deny(),
        other => {
            let message = format!("`{other}` is no effect: use `Allow` or `Deny`");
            return Err(PolicyJsonError::new(effect.position(), message));
        }
    };
    for (one, other) in EXCLUSIVE {
        if let (Some(_), Some(second)) = (map.entry(one), map.entry(other)) {
            let message = format!("a statement has either `{one}` or `{other}`");
            return Err(PolicyJsonError::new(second.key_position(), message));
        }
    }
    for entry in map.entries() {
        let (name, value) = (entry.key(), entry.value());
        match name {
            "Effect" => {}
            "Sid" => statement.sid = Some(word(value, "`Sid`")?.to_owned().into()),
            "Action" => statement.actions = texts(value, name)?,
            "NotAction" => statement.not_actions = texts(value, name)?,
            "Resource" => statement.resources = texts(value, name)?,
            "NotResource" => statement.not_resources = texts(value, name)?,
            "Principal" => statement.principals = principals(value)?,
            "NotPrincipal" => statement.not_principals = principals(value)?,
            "Condition" => {
                for condition in conditions(value)? {
                    statement = statement.condition(condition);
                }
            }
            _ => return Err(unknown(entry, "a statement", STATEMENT)),
        }
    }
    Ok(statement)
}

fn principals(value: &Element) -> Result<Vec<(&'static str, Expr)>> {
    const KINDS: &[&str] = &["AWS", "CanonicalUser", "Federated", "Service"];
    if let Some(text) = value.as_text() {
        return match text {
            "*" => Ok(vec![(STAR, Expr::text("*"))]),
            _ => Err(PolicyJsonError::new(
                value.position(),
                format!(
                    "`{text}` is no principal: write `*`, or an object with `AWS` or `Service`"
                ),
            )),
        };
    }
    let mut all = Vec::new();
    for entry in object(value, "a principal")?.entries() {
        let kind = KINDS.iter().find(|kind| **kind == entry.key());
        let kind = kind.ok_or_else(|| unknown(entry, "a principal", KINDS))?;
        for name in texts(entry.value(), entry.key())? {
            push(&mut all, (*kind, name));
        }
    }
    Ok(all)
}

fn conditions(value: &Element) -> Result<Vec<Condition>> {
    let mut all = Vec::new();
    for operator in object(value, "`Condition`")?.entries() {
        for test in object(operator.value(), "an operator of a condition")?.entries() {
            let values = expr(test.value());
            let (operator, key) = (operator.key().to_owned(), test.key().to_owned());
            all.push(Condition::unchecked(operator, key, values));
        }
    }
    Ok(all)
}

/// One text or several; a function that yields one stays a function.
fn texts(value: &Element, name: &str) -> Result<Vec<Expr>> {
    let mut all = Vec::new();
    for item in items(value) {
        match expr(item) {
            text @ Expr::Str(_) => push(&mut all, text),
            function @ (Expr::Token(_) | Expr::Pseudo(_) | Expr::Ref(_)) => {
                push(&mut all, function);
            }
            _ => {
                let message = format!("`{name}` takes texts, got {}", item.describe());
                return Err(PolicyJsonError::new(item.position(), message));
            }
        }
    }
    Ok(all)
}

/// The items of a list, or the one that stands for a list.
fn items(value: &Element) -> &[Element] {
    value.as_list().unwrap_or(std::slice::from_ref(value))
}

fn object<'a>(value: &'a Element, what: &str) -> Result<&'a Map> {
    value.as_map().ok_or_else(|| {
        let message = format!("{what} is an object, got {}", value.describe());
        PolicyJsonError::new(value.position(), message)
    })
}

fn word<'a>(value: &'a Element, what: &str) -> Result<&'a str> {
    value.as_text().ok_or_else(|| {
        let message = format!("{what} is a text, got {}", value.describe());
        PolicyJsonError::new(value.position(), message)
    })
}

fn unknown(entry: &Entry, what: &str, known: &[&str]) -> PolicyJsonError {
    let name = entry.key();
    let hint = match nearest(name, known.iter().copied()) {
        Some(meant) => format!(", maybe `{meant}` is meant"),
        None => format!(": it has {}", known.join(", ")),
    };
    PolicyJsonError::new(entry.key_position(), format!("{what} has no `{name}`{hint}"))
}

/// A value as it is; what CloudFormation takes for a function becomes one.
fn expr(value: &Element) -> Expr {
    match value.content() {
        Content::Null => Expr::Unset,
        Content::Bool(is) => Expr::Bool(*is),
        Content::Int(number) => Expr::Int(*number),
        Content::Number(number) => Expr::number(number.as_str()).unwrap_or_default(),
        Content::Text(text) => Expr::Str(text.clone().into()),
        Content::List(items) => Expr::list(items.iter().map(expr)),
        Content::Map(map) => {
            let entries = map.entries().iter();
            Expr::object(entries.map(|e| (e.key().to_owned().into(), expr(e.value()))).collect())
        }
    }
}

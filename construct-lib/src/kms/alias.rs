//! `AWS::KMS::Alias`.

use construct_cfn::kms::{CfnAlias, CfnAliasProps};
use construct_core::{CfnResource, Construct, Value};

use super::key::Key;
use crate::error::codes;
use crate::value::value;
use crate::{Diagnostic, Node};

/// A name for a key that can be given to another one.
///
/// Appears as [`AWS::KMS::Alias`](https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-kms-alias.html).
///
/// ```
/// use construct_lib::kms::{Alias, AliasProps, Key, KeyProps};
/// use construct_lib::{App, Stack, StackProps};
///
/// let app = App::new();
/// let stack = Stack::new(&app, "Orders", StackProps::new());
/// let key = Key::new(&stack, "Key", KeyProps::new());
/// Alias::new(&stack, "Alias", AliasProps::new("orders", &key));
/// ```
#[derive(Debug, Clone)]
pub struct Alias {
    node: Node,
}

/// What an [`Alias`] takes.
#[derive(Debug, Clone)]
#[must_use]
pub struct AliasProps {
    name: String,
    key: Key,
}

impl AliasProps {
    /// This name, with or without `alias/` before it, for this key.
    pub fn new(name: impl Into<String>, target_key: &Key) -> Self {
        Self { name: name.into(), key: target_key.clone() }
    }
}

impl Alias {
    /// An alias.
    ///
    /// # Errors
    ///
    /// Synthesis reports `invalid-name`.
    #[track_caller]
    #[expect(clippy::needless_pass_by_value, reason = "properties are given away")]
    pub fn new(scope: &dyn Construct, id: &str, props: AliasProps) -> Self {
        let node = Node::new(scope, id);
        let name = with_prefix(&props.name);
        check_name(&node, &name);
        let key: Value<String> = value(props.key.key_arn());
        CfnAlias::new(&node, "Resource", CfnAliasProps::new(name, key));
        Self { node }
    }

    /// Its name, with `alias/` before it.
    #[must_use]
    pub fn alias_name(&self) -> Value<String> {
        CfnResource::at(&self.node).map(|cfn| Value::of(cfn.ref_expr())).unwrap_or_default()
    }

    /// Overrides properties of the resource, whatever this type offers.
    pub fn patch(&self, props: CfnAliasProps) {
        if let Some(cfn) = CfnResource::at(&self.node) {
            cfn.patch(props);
        }
    }
}

impl Construct for Alias {
    fn node(&self) -> &Node {
        &self.node
    }
}

pub(super) fn with_prefix(name: &str) -> String {
    if name.starts_with("alias/") { name.to_owned() } else { format!("alias/{name}") }
}

fn check_name(node: &Node, name: &str) {
    let own = name.strip_prefix("alias/").unwrap_or_default();
    let fits = !own.is_empty()
        && name.len() <= 256
        && own.bytes().all(|b| b.is_ascii_alphanumeric() || b":/_-".contains(&b));
    let is_reserved = own.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("aws/"));
    let help = if is_reserved {
        "names that begin with `aws/` are AWS's own"
    } else {
        "use up to 250 letters, digits, `:`, `/`, `_` and `-`"
    };
    if !fits || is_reserved {
        node.report(
            Diagnostic::error(
                codes::INVALID_NAME,
                format!("`{name}` cannot be the name of an alias"),
            )
            .help(help),
        );
    }
}

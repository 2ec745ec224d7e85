//! `AWS::KMS::Key`.

use construct_cfn::kms::{CfnKey, CfnKeyProps};
use construct_cfn::refs::KmsKeyArn;
use construct_core::{
    CfnResource, Construct, Expr, IntoValue, ResourceProps, State, Value, intrinsic,
};

use super::alias::{Alias, AliasProps, with_prefix};
use super::key_props::KeyProps;
use super::spec::KeySpec;
use crate::check::own_resource;
use crate::iam::{PolicyDocument, PolicyStatement, Principal, validate};
use crate::value::value;
use crate::{Aws, Node, Stack};

/// A key that encrypts or signs.
///
/// Appears as [`AWS::KMS::Key`](https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-kms-key.html),
/// by default symmetric, not rotated, and kept when it leaves its stack. Its
/// policy lets the policies of its account decide who may use it.
///
/// ```
/// use construct_lib::kms::{Key, KeyProps};
/// use construct_lib::logs::{LogGroup, LogGroupProps};
/// use construct_lib::{App, Stack, StackProps};
///
/// let app = App::new();
/// let stack = Stack::new(&app, "Orders", StackProps::new());
/// let key = Key::new(&stack, "Key", KeyProps::new().enable_key_rotation().alias("orders"));
/// LogGroup::new(&stack, "Audit", LogGroupProps::new().encryption_key(&key));
/// ```
#[derive(Debug, Clone)]
pub struct Key {
    node: Node,
}

struct KeyState {
    arn: Value<KmsKeyArn>,
    id: Value<String>,
    policy: PolicyDocument,
    /// The name by which it was imported, when that is all that is known.
    alias: Option<Value<String>>,
}

impl State for KeyState {
    fn prepare(&mut self, node: &Node) {
        // A key that is not of this app has no resource.
        let Some(cfn) = CfnResource::at(node) else {
            return;
        };
        cfn.set_props(CfnKeyProps::patch().key_policy(&self.policy).into_props());
    }

    fn validate(&self, node: &Node) {
        if CfnResource::at(node).is_some() {
            validate::resource(node, &self.policy);
            validate::resource_size(
                node,
                "the policy of a key",
                &self.policy,
                32_768,
                "let the policies of roles say who may use it",
            );
        }
    }
}

impl Key {
    /// A key.
    ///
    /// # Errors
    ///
    /// Synthesis reports `invalid-key`, `invalid-name` of its alias,
    /// `text-too-long`, and `invalid-statement` of its policy.
    #[track_caller]
    pub fn new(scope: &dyn Construct, id: &str, props: KeyProps) -> Self {
        let node = Node::new(scope, id);
        props.check(&node);
        let cfn_props = CfnKeyProps::patch()
            .description(&props.description)
            .enable_key_rotation(props.rotates.then_some(true))
            .enabled(props.disabled.then_some(false))
            .key_spec((props.spec != KeySpec::default()).then(|| props.spec.to_value()))
            .key_usage(props.usage().map(|usage| usage.to_value()))
            .multi_region(props.multi_region.then_some(true))
            .pending_window_in_days(props.pending_days.map(i64::from))
            .rotation_period_in_days(props.rotation_days.map(i64::from));
        let cfn = CfnKey::new(&node, "Resource", cfn_props);
        cfn.apply_removal_policy(props.removal_policy);
        node.set_state(KeyState {
            arn: cfn.attr_arn(),
            id: value(cfn.ref_()),
            policy: props.policy.unwrap_or_else(|| account_decides(&node)),
            alias: None,
        });
        let key = Self { node };
        if let Some(alias) = props.alias {
            key.add_alias(alias);
        }
        key
    }

    /// A key that exists already, by its ARN.
    ///
    /// Its policy is not changed: it must let the policies of the account
    /// decide, or name whoever is granted something here.
    #[track_caller]
    pub fn from_key_arn(scope: &dyn Construct, id: &str, arn: impl IntoValue<String>) -> Self {
        let arn: Value<String> = value(arn);
        let key = match arn.as_literal() {
            Some(text) => Value::text(text.rsplit('/').next().unwrap_or(text).to_owned()),
            None => intrinsic::select(1, intrinsic::split("/", &arn)),
        };
        Self::import(scope, id, arn, key, None)
    }

    /// A key that exists already in the stack's account and region, by the
    /// name of its alias, with or without `alias/` before it.
    ///
    /// Which key it is is not known, so what is granted holds for every key
    /// that has this alias, by a condition on `kms:ResourceAliases`.
    #[track_caller]
    pub fn from_alias_name(scope: &dyn Construct, id: &str, name: &str) -> Self {
        let name: Value<String> = Value::text(with_prefix(name));
        let arn = Stack::of(scope).map(|stack| stack.format_arn("kms", &name)).unwrap_or_default();
        Self::import(scope, id, arn, name.clone(), Some(name))
    }

    #[track_caller]
    fn import(
        scope: &dyn Construct,
        id: &str,
        arn: Value<String>,
        key: Value<String>,
        alias: Option<Value<String>>,
    ) -> Self {
        let node = Node::new(scope, id);
        node.set_state(KeyState { arn: arn.cast(), id: key, policy: PolicyDocument::new(), alias });
        Self { node }
    }

    /// The key at this node, when there is one.
    #[must_use]
    pub fn at(node: &Node) -> Option<Self> {
        node.has_state::<KeyState>().then(|| Self { node: node.clone() })
    }

    /// Its ARN.
    #[must_use]
    pub fn key_arn(&self) -> Value<KmsKeyArn> {
        self.node.read(|state: &KeyState| state.arn.clone()).unwrap_or_default()
    }

    /// Its id.
    #[must_use]
    pub fn key_id(&self) -> Value<String> {
        self.node.read(|state: &KeyState| state.id.clone()).unwrap_or_default()
    }

    /// Gives it one more name. The first is the construct `Alias`, others have
    /// their name in the id.
    ///
    /// # Errors
    ///
    /// Synthesis reports `invalid-name`.
    #[track_caller]
    pub fn add_alias(&self, name: impl Into<String>) -> Alias {
        let name = name.into();
        let id = match self.node.try_child("Alias") {
            Some(_) => format!("Alias{name}"),
            None => "Alias".to_owned(),
        };
        Alias::new(&self.node, &id, AliasProps::new(name, self))
    }

    /// Adds a statement to its policy, for example for a service. Its resource is `*`.
    ///
    /// A key that was imported has a policy that cannot be changed here; then
    /// nothing happens, and `false` is given.
    pub fn add_to_resource_policy(&self, statement: PolicyStatement) -> bool {
        let is_own = CfnResource::at(&self.node).is_some();
        if is_own {
            self.node.update(|state: &mut KeyState| state.policy.add_statement(statement));
        }
        is_own
    }

    /// The alias that is all that is known of it.
    pub(super) fn known_alias(&self) -> Option<Value<String>> {
        self.node.read(|state: &KeyState| state.alias.clone()).flatten()
    }

    /// Overrides properties of the resource, whatever this type offers.
    ///
    /// # Errors
    ///
    /// Synthesis reports `imported-construct` when it is not of this app.
    pub fn patch(&self, props: CfnKeyProps) {
        if let Some(cfn) = own_resource(&self.node) {
            cfn.patch(props);
        }
    }
}

impl Construct for Key {
    fn node(&self) -> &Node {
        &self.node
    }
}

/// The policy by which the policies of the account count.
fn account_decides(node: &Node) -> PolicyDocument {
    let account = Stack::of(node).map_or(Aws::ACCOUNT_ID, |stack| stack.account());
    let statement = PolicyStatement::allow()
        .actions(["kms:*"])
        .principal(&Principal::account(account))
        .resource("*");
    PolicyDocument::new().statement(statement)
}

/// The name by which a service calls KMS in the region of `scope`.
pub(crate) fn via_service(scope: &Node, service: &str) -> Value<String> {
    let region = Stack::of(scope).map_or(Aws::REGION, |stack| stack.region());
    intrinsic::concat([
        Expr::from(format!("{service}.")),
        region.into(),
        Expr::text(".amazonaws.com"),
    ])
}

//! One resource of the template, and the ways to reach into it.

use std::borrow::Cow;

use crate::construct::NodeId;
use crate::construct::{Construct, Node, State};
use crate::error::{Diagnostic, codes};
use crate::template::{CfnCondition, ContentHash, RemovalPolicy, ResourceProps, ResourceType};
use crate::token::{Expr, IntoValue, Json, Key, Props, Value};

/// What the tree keeps of a resource.
pub(crate) struct Resource {
    pub(crate) ty: TypeName,
    pub(crate) props: Props,
    pub(crate) attributes: Option<Box<Attributes>>,
}

pub(crate) enum TypeName {
    Known(&'static ResourceType),
    Raw(Box<str>),
}

/// What few resources have beside their properties.
#[derive(Default)]
pub(crate) struct Attributes {
    /// Set by the user on top of all that an L2 sets, whenever it sets it.
    pub(crate) patch: Props,
    pub(crate) overrides: Vec<(Vec<String>, Option<Expr>)>,
    pub(crate) condition: Option<NodeId>,
    pub(crate) deletion_policy: Option<&'static str>,
    pub(crate) update_replace_policy: Option<&'static str>,
    pub(crate) creation_policy: Expr,
    pub(crate) update_policy: Expr,
    pub(crate) metadata: Vec<(Key, Expr)>,
    /// Attributes that have no place of their own here.
    pub(crate) others: Vec<(Key, Expr)>,
    pub(crate) hash: Option<ContentHash>,
}

impl State for Resource {
    fn is_passive(&self) -> bool {
        true
    }
}

impl Resource {
    pub(crate) fn type_name(&self) -> &str {
        match &self.ty {
            TypeName::Known(ty) => ty.name,
            TypeName::Raw(name) => name,
        }
    }

    pub(crate) fn known_type(&self) -> Option<&'static ResourceType> {
        match self.ty {
            TypeName::Known(ty) => Some(ty),
            TypeName::Raw(_) => None,
        }
    }

    fn attributes(&mut self) -> &mut Attributes {
        self.attributes.get_or_insert_default()
    }
}

/// A resource of any type.
///
/// Appears under [`Resources`](https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/resources-section-structure.html).
/// Every generated resource, for example `CfnTable`, is one of these and adds
/// typed properties. A type that this library does not know is written
/// directly:
///
/// ```
/// use construct_core::{App, CfnResource, Stack, StackProps, Value};
///
/// let app = App::new();
/// let stack = Stack::new(&app, "Orders", StackProps::new());
/// let flag = CfnResource::new(&stack, "Flag", "Acme::Feature::Flag");
/// flag.add_property_override("Name", "dark-mode");
/// let id: Value<String> = flag.get_att("FlagId");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CfnResource {
    node: Node,
}

impl Construct for CfnResource {
    fn node(&self) -> &Node {
        &self.node
    }
}

impl CfnResource {
    /// A resource of any type, without properties yet.
    ///
    /// # Errors
    ///
    /// Synthesis reports `invalid-resource-type` unless `type_name` has the
    /// form `Service::Area::Name`.
    #[track_caller]
    pub fn new(scope: &dyn Construct, id: &str, type_name: &str) -> Self {
        let resource = Self::make(scope, id, TypeName::Raw(type_name.into()), Props::new());
        let parts: Vec<&str> = type_name.split("::").collect();
        let word = |p: &&str| {
            !p.is_empty() && p.bytes().all(|b| b.is_ascii_alphanumeric() || b"_-@.".contains(&b))
        };
        if parts.len() < 2 || !parts.iter().all(word) {
            resource.node.report(
                Diagnostic::error(
                    codes::INVALID_RESOURCE_TYPE,
                    format!("`{type_name}` is not the name of a resource type"),
                )
                .help("write it as in AWS's reference, for example `AWS::SNS::Topic`"),
            );
        }
        resource
    }

    /// A resource of a known type; what the generated constructors call.
    #[track_caller]
    #[inline(never)]
    pub fn define(
        scope: &dyn Construct,
        id: &str,
        ty: &'static ResourceType,
        props: Props,
    ) -> Self {
        Self::make(scope, id, TypeName::Known(ty), props)
    }

    #[track_caller]
    fn make(scope: &dyn Construct, id: &str, ty: TypeName, mut props: Props) -> Self {
        let node = Node::new(scope, id);
        props.shrink();
        node.set_state(Resource { ty, props, attributes: None });
        Self { node }
    }

    /// The resource at this node, or the one that stands for the construct there.
    ///
    /// This reaches through an L2: the resource of a `Table` is
    /// `CfnResource::at(table.node())`.
    #[must_use]
    pub fn at(node: &Node) -> Option<Self> {
        if node.has_state::<Resource>() {
            return Some(Self { node: node.clone() });
        }
        let child = node.default_child()?;
        child.has_state::<Resource>().then_some(Self { node: child })
    }

    /// The name of its type, for example `AWS::DynamoDB::Table`.
    #[must_use]
    pub fn resource_type(&self) -> String {
        self.node.read(|r: &Resource| r.type_name().to_owned()).unwrap_or_default()
    }

    /// `Ref` to it.
    #[must_use]
    pub fn ref_expr(&self) -> Expr {
        Expr::Ref(self.node.node_id())
    }

    /// `Fn::GetAtt` of it.
    #[must_use]
    pub fn att_expr(&self, attribute: &'static str) -> Expr {
        Expr::get_att(self.node.node_id(), Cow::Borrowed(attribute))
    }

    /// `Fn::GetAtt` of any attribute.
    #[must_use]
    pub fn get_att(&self, attribute: impl Into<Key>) -> Value<String> {
        Value::of(Expr::get_att(self.node.node_id(), attribute))
    }

    /// Sets properties; what the user sets with [`patch`](Self::patch) wins over them.
    pub fn set_props(&self, props: Props) {
        self.node.update(|r: &mut Resource| r.props.merge(props));
    }

    /// Overrides properties, typed.
    ///
    /// They win over whatever an L2 sets, now or later. `CfnTableProps::patch()`
    /// has no required properties and is made for this.
    ///
    /// # Errors
    ///
    /// Synthesis reports `patch-type-mismatch` when the resource has another type.
    pub fn patch<P: ResourceProps>(&self, props: P) {
        self.patch_props(P::TYPE, props.into_props());
    }

    pub(super) fn patch_props(&self, ty: &'static ResourceType, props: Props) {
        let own = self.resource_type();
        if own == ty.name {
            self.change(|a| a.patch.merge(props));
        } else {
            self.node.report(
                Diagnostic::error(
                    codes::PATCH_TYPE_MISMATCH,
                    format!("properties of `{}` cannot patch a resource of type `{own}`", ty.name),
                )
                .help("use the properties of the resource's own type"),
            );
        }
    }

    /// Sets a value at a path below `Properties`, whatever the types say.
    ///
    /// Parts are separated by `.`; a number is a position in a list; `\.`
    /// stands for a dot in a name.
    ///
    /// The value is a literal, any JSON, or a reference with `.cast()`.
    ///
    /// ```
    /// use construct_core::{App, CfnResource, Stack, StackProps};
    ///
    /// let app = App::new();
    /// let stack = Stack::new(&app, "Orders", StackProps::new());
    /// let topic = CfnResource::new(&stack, "Topic", "AWS::SNS::Topic");
    /// let queue = CfnResource::new(&stack, "Queue", "AWS::SQS::Queue");
    /// queue.add_property_override("DelaySeconds", 30);
    /// queue.add_property_override("RedrivePolicy.maxReceiveCount", 5);
    /// queue.add_property_override("Tags.0.Key", "feeds");
    /// queue.add_property_override("Tags.0.Value", topic.get_att("TopicName").cast());
    /// ```
    ///
    /// # Errors
    ///
    /// Synthesis reports `invalid-override` when the path leads through a
    /// text or a number, or past the end of a list.
    pub fn add_property_override(&self, path: &str, value: impl IntoValue<Json>) {
        self.add_override(&format!("Properties.{path}"), value);
    }

    /// Deletes what is at a path below `Properties`.
    pub fn add_property_deletion_override(&self, path: &str) {
        self.add_deletion_override(&format!("Properties.{path}"));
    }

    /// Sets a value at a path of the resource, for example `Metadata.Team`.
    ///
    /// See [`add_property_override`](Self::add_property_override).
    pub fn add_override(&self, path: &str, value: impl IntoValue<Json>) {
        let (path, value) = (split_path(path), value.into_expr());
        self.change(|a| a.overrides.push((path, Some(value))));
    }

    /// Deletes what is at a path of the resource; what is not there may stay so.
    pub fn add_deletion_override(&self, path: &str) {
        let path = split_path(path);
        self.change(|a| a.overrides.push((path, None)));
    }

    /// Gives it this logical id instead of the computed one. A
    /// [content hash](Self::set_content_hash) still stands behind it.
    ///
    /// # Errors
    ///
    /// Synthesis reports `invalid-logical-id`.
    #[track_caller]
    pub fn override_logical_id(&self, id: &str) {
        self.node.override_logical_id(id);
    }

    /// Lets its logical id follow the contents of other resources, on which it
    /// then depends: 32 digits of a hash stand behind the computed id.
    pub fn set_content_hash(&self, hash: ContentHash) {
        self.change(|a| a.hash = Some(hash));
    }

    /// Decides what becomes of it when it leaves the stack.
    ///
    /// # Errors
    ///
    /// Synthesis reports `snapshot-unsupported` when the type has no snapshots.
    pub fn apply_removal_policy(&self, policy: RemovalPolicy) {
        let ty = self.resource_type();
        if policy == RemovalPolicy::Snapshot && !SNAPSHOTS.contains(&ty.as_str()) {
            self.node.report(
                Diagnostic::error(
                    codes::SNAPSHOT_UNSUPPORTED,
                    format!("a resource of type `{ty}` cannot be snapshotted"),
                )
                .help("use `RemovalPolicy::Retain` to keep it"),
            );
            return;
        }
        let (deletion, replace) = policy.attributes();
        self.change(|a| {
            a.deletion_policy = Some(deletion);
            a.update_replace_policy = Some(replace);
        });
    }

    /// Creates it only when the condition holds.
    pub fn set_condition(&self, condition: &CfnCondition) {
        let id = condition.node().node_id();
        self.change(|a| a.condition = Some(id));
    }

    /// Makes it wait for another resource.
    pub fn add_dependency(&self, other: &CfnResource) {
        self.node.add_dependency(other);
    }

    /// Sets one entry of its `Metadata`.
    pub fn add_metadata(&self, key: impl Into<Key>, value: impl IntoValue<Json>) {
        let (key, value) = (key.into(), value.into_expr());
        self.change(|a| match a.metadata.iter_mut().find(|(k, _)| *k == key) {
            Some(entry) => entry.1 = value,
            None => a.metadata.push((key, value)),
        });
    }

    /// Sets its `CreationPolicy`: a [`CfnCreationPolicy`](crate::CfnCreationPolicy),
    /// or raw JSON.
    ///
    /// # Errors
    ///
    /// Synthesis reports `policy-unsupported` when its type takes no such policy.
    pub fn set_creation_policy(&self, policy: impl IntoValue<Json>) {
        let policy = policy.into_expr();
        self.check_policy(&policy);
        self.change(|a| a.creation_policy = policy);
    }

    /// Sets its `UpdatePolicy`: a [`CfnUpdatePolicy`](crate::CfnUpdatePolicy),
    /// or raw JSON.
    ///
    /// # Errors
    ///
    /// Synthesis reports `policy-unsupported` when its type takes no such policy.
    pub fn set_update_policy(&self, policy: impl IntoValue<Json>) {
        let policy = policy.into_expr();
        self.check_policy(&policy);
        self.change(|a| a.update_policy = policy);
    }

    /// Sets an attribute of the resource as a template has it, beside its
    /// `Type`, `Properties`, `Metadata`, `Condition` and `DependsOn`.
    ///
    /// For one that this library has no method for, and for a policy that is
    /// no text.
    pub fn set_attribute(&self, name: impl Into<Key>, value: impl IntoValue<Json>) {
        let (name, value) = (name.into(), value.into_expr());
        let policy = value.as_str().and_then(RemovalPolicy::attribute);
        if matches!(&*name, "CreationPolicy" | "UpdatePolicy") {
            self.check_policy(&value);
        }
        self.change(|a| match (&*name, policy) {
            ("DeletionPolicy", Some(policy)) => a.deletion_policy = Some(policy),
            ("UpdateReplacePolicy", Some(policy)) => a.update_replace_policy = Some(policy),
            ("CreationPolicy", _) => a.creation_policy = value,
            ("UpdatePolicy", _) => a.update_policy = value,
            _ => match a.others.iter_mut().find(|(n, _)| *n == name) {
                Some(other) => other.1 = value,
                None => a.others.push((name, value)),
            },
        });
    }

    fn check_policy(&self, policy: &Expr) {
        for misfit in super::policy::misfits(&self.resource_type(), policy) {
            self.node.report(misfit);
        }
    }

    fn change(&self, f: impl FnOnce(&mut Attributes)) {
        self.node.update(|r: &mut Resource| f(r.attributes()));
    }
}

/// The types that take `DeletionPolicy: Snapshot`, from AWS's page on it.
const SNAPSHOTS: &[&str] = &[
    "AWS::DocDB::DBCluster",
    "AWS::EC2::Volume",
    "AWS::ElastiCache::CacheCluster",
    "AWS::ElastiCache::ReplicationGroup",
    "AWS::Neptune::DBCluster",
    "AWS::RDS::DBCluster",
    "AWS::RDS::DBInstance",
    "AWS::Redshift::Cluster",
];

/// Whether resources of a type can be snapshotted when they go.
pub(crate) fn takes_snapshots(type_name: &str) -> bool {
    SNAPSHOTS.contains(&type_name)
}

/// Splits at dots that no backslash precedes.
pub(super) fn split_path(path: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut chars = path.chars();
    while let Some(c) = chars.next() {
        let last = parts.len() - 1;
        match c {
            '\\' => parts[last].extend(chars.next()),
            '.' => parts.push(String::new()),
            c => parts[last].push(c),
        }
    }
    parts
}

//! Values that deployment decides, as far as their kind is known.

use std::borrow::Cow;

use construct_schema::{AttributeKind, Kind, Shape};
use indexmap::IndexMap;

use super::Checker;
use super::finding::{Path, listed};
use super::see::Late;
use crate::construct::NodeId;
use crate::error::codes;
use crate::template::{Resource, parameter_type};

/// Nodes by their stack and logical id, made when the first raw reference asks.
#[derive(Default)]
pub(super) struct Ids<'a>(Option<IndexMap<(u32, &'a str), u32>>);

/// What a function yields.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Yields {
    One,
    List,
    Any,
}

impl Checker<'_, '_> {
    pub(super) fn late(&mut self, shape: &Shape<'_>, late: Late<'_>, path: &Path<'_>) {
        let late = self.resolve(late);
        let yields = self.yields(late);
        let refused = match (&shape.kind, yields) {
            (Kind::Text | Kind::Integer | Kind::Number | Kind::Boolean, Yields::List) => Some((
                "one value",
                "a list",
                "take one item with `Fn::Select`, or put all together with `Fn::Join`",
            )),
            (Kind::List(_), Yields::One) => {
                Some(("a list", "one value", "put it into a list, or divide it with `Fn::Split`"))
            }
            (Kind::Object(_) | Kind::Map(_) | Kind::Tag, Yields::List) => {
                Some(("an object", "a list", "give an object"))
            }
            _ => None,
        };
        if let Some((expected, got, help)) = refused {
            let message = format!("`{path}` takes {expected}, but its function yields {got}");
            return self.error(codes::WRONG_TYPE, path, message, help);
        }
        if !shape.targets.is_empty() {
            self.target(shape, late, path);
        }
    }

    /// The node behind a logical id.
    pub(super) fn resolve<'e>(&mut self, late: Late<'e>) -> Late<'e> {
        match late {
            Late::RefName(name) => self.find(name).map_or(Late::Any, Late::Ref),
            Late::GetAttName(name, attribute) => {
                self.find(name).map_or(Late::Any, |id| Late::GetAtt(id, attribute))
            }
            other => other,
        }
    }

    fn find(&mut self, name: &str) -> Option<NodeId> {
        let scope = self.scope;
        let owner = scope.arena.owner(self.node);
        let ids = self.ids.0.get_or_insert_with(|| {
            let all = 0..scope.arena.len();
            all.filter_map(|n| Some(((scope.arena.owner(n), scope.names.get(n)?), n))).collect()
        });
        ids.get(&(owner, name)).map(|node| NodeId::new(scope.arena.tree_id(), *node))
    }

    /// A token of another app was reported as that already.
    pub(super) fn is_ours(&self, id: NodeId) -> bool {
        id.tree() == self.scope.arena.tree_id()
    }

    fn yields(&mut self, late: Late<'_>) -> Yields {
        match late {
            Late::Text => Yields::One,
            Late::List => Yields::List,
            Late::Any | Late::RefName(_) | Late::GetAttName(..) => Yields::Any,
            Late::Ref(id) | Late::GetAtt(id, _) if !self.is_ours(id) => Yields::Any,
            Late::Ref(id) => match parameter_type(self.scope.arena, id.index()) {
                Some(ty) if ty == "CommaDelimitedList" || ty.contains("List<") => Yields::List,
                Some(ty) if ty.starts_with("AWS::SSM::Parameter::Value<CommaDelimitedList") => {
                    Yields::List
                }
                Some(_) => Yields::One,
                None if self.scope.arena.state::<Resource>(id.index()).is_some() => Yields::One,
                None => Yields::Any,
            },
            Late::GetAtt(id, name) => {
                let schema = self.schema_of(id.index());
                match schema.as_deref().and_then(|s| s.attribute(name)).map(|a| a.kind) {
                    Some(AttributeKind::Scalar) => Yields::One,
                    Some(AttributeKind::List) => Yields::List,
                    Some(AttributeKind::Any) | None => Yields::Any,
                }
            }
        }
    }

    /// Warns of a reference to another thing than the property is about: the
    /// name of a role where its ARN is due.
    fn target(&mut self, shape: &Shape<'_>, late: Late<'_>, path: &Path<'_>) {
        let (Late::Ref(id) | Late::GetAtt(id, _)) = late else {
            return;
        };
        if !self.is_ours(id) {
            return;
        }
        let Some(schema) = self.schema_of(id.index()) else {
            return;
        };
        let given = match (late, &schema.reference[..]) {
            (Late::GetAtt(_, attribute), _) => Cow::Borrowed(attribute),
            (_, [only]) => Cow::Borrowed(*only),
            (_, all) => Cow::Owned(all.join("|")),
        };
        let ty = &*schema.name;
        let mut of_type = shape
            .targets
            .iter()
            .filter_map(|target| target.strip_prefix(ty).and_then(|rest| rest.strip_prefix('.')));
        let namespace = |name: &str| name.rsplit_once("::").map(|(space, _)| space.to_owned());
        let is_near = |target: &&&str| {
            let target = target.split('.').next().unwrap_or_default();
            target != ty && namespace(target) == namespace(ty)
        };
        // `GroupId` and `Id`, `TopicArn` and `Arn` are the same.
        let is_same = |name: &str| name.ends_with(&*given) || given.ends_with(name);
        let is_default = ty == "AWS::EC2::VPC" && given == "DefaultSecurityGroup";
        if is_default || of_type.clone().any(is_same) || is_shared(ty, &given, &shape.targets) {
            return;
        }
        if let Late::GetAtt(_, attribute) = late
            && let Some(attribute) = schema.attribute(attribute)
            && attribute.same_as.split('|').any(|same| shape.targets.contains(&same))
        {
            return;
        }
        let wanted: Vec<&str> = of_type.by_ref().collect();
        // A version stands for its function, a cluster for its instance: one
        // service knows more of its things than the schemas tell.
        let is_near = shape.targets.iter().any(|target| is_near(&target));
        if wanted.is_empty() && is_near && !super::formats::is_network_id(&shape.targets) {
            return;
        }
        // Others fit where the property is not called after what it takes, as
        // the domain name of an origin.
        if wanted.is_empty() && !shape.targets.iter().all(|target| is_named_after(path, target)) {
            return;
        }
        let what = match late {
            Late::GetAtt(..) => format!("`{given}` of a `{ty}`"),
            _ => format!("`Ref` to a `{ty}`, which yields its `{given}`"),
        };
        let help = match wanted[..] {
            [] => listed("it takes", shape.targets.iter().copied()),
            _ => self.how_to_refer(&wanted, &schema.reference),
        };
        self.warning(
            codes::WRONG_REFERENCE,
            path,
            format!("`{path}` is about something else than {what}"),
            help,
        );
    }

    fn how_to_refer(&self, wanted: &[&str], reference: &[&str]) -> String {
        let all: Vec<String> = wanted
            .iter()
            .map(|name| match reference {
                [only] if only == name => "`Ref`".to_owned(),
                _ => format!("`Fn::GetAtt` of `{name}`"),
            })
            .collect();
        format!("use {}", all.join(" or "))
    }
}

/// Whether the two generations of API Gateway share it: a usage plan is for
/// stages of both, and so are domain names.
fn is_shared(ty: &str, given: &str, targets: &[&str]) -> bool {
    let Some(other) = ty.strip_prefix("AWS::ApiGatewayV2::") else {
        return false;
    };
    matches!(other, "DomainName" | "Stage" | "VpcLink")
        && targets.iter().any(|target| *target == format!("AWS::ApiGateway::{other}.{given}"))
}

/// Whether a property is called after the type of a reference: `ExecutionRole`
/// after `AWS::IAM::Role.Arn`.
fn is_named_after(path: &Path<'_>, target: &str) -> bool {
    let ty = target.split('.').next().unwrap_or_default();
    let name = ty.rsplit("::").next().unwrap_or_default().to_ascii_lowercase();
    path.last_name().to_ascii_lowercase().contains(&name)
}

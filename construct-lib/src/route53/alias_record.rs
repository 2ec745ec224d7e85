//! `AWS::Route53::RecordSet`, as an alias.

use construct_core::{CfnResource, Construct, Expr, IntoValue, State, Value, intrinsic};

use crate::error::codes;
use crate::value::value;
use crate::{Diagnostic, Node};

/// A hosted zone that exists, as far as a record must know it.
///
/// ```
/// use construct_lib::route53::HostedZoneAttributes;
///
/// let zone = HostedZoneAttributes::new("Z0123456789ABCDEFGHIJ", "example.com");
/// ```
#[derive(Debug, Clone, PartialEq)]
#[must_use]
pub struct HostedZoneAttributes {
    id: Value<String>,
    name: Value<String>,
}

impl HostedZoneAttributes {
    /// A zone by its id and its name, for example `example.com`.
    pub fn new(hosted_zone_id: impl IntoValue<String>, zone_name: impl IntoValue<String>) -> Self {
        Self { id: value(hosted_zone_id), name: value(zone_name) }
    }
}

/// Which addresses a record gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum RecordType {
    /// Those of IPv4.
    A,
    /// Those of IPv6.
    Aaaa,
}

/// What answers for the name of a record.
#[derive(Debug, Clone)]
pub(crate) struct AliasTarget {
    /// The name whose addresses are given.
    pub(crate) dns_name: Value<String>,
    /// The zone of that name.
    pub(crate) hosted_zone_id: Value<String>,
}

/// A record that leads from a name to another resource of AWS.
///
/// Made by the resource that it leads to, for example by
/// [`DomainName::add_alias_record`](crate::apigateway::DomainName::add_alias_record).
/// Appears as [`AWS::Route53::RecordSet`](https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-route53-recordset.html)
/// with an `AliasTarget`, which costs nothing to ask for.
#[derive(Debug, Clone)]
pub struct AliasRecord {
    node: Node,
}

struct AliasRecordState;

impl State for AliasRecordState {
    fn is_passive(&self) -> bool {
        true
    }
}

impl AliasRecord {
    /// A record in this zone under `name`, which lies in the zone.
    #[track_caller]
    pub(crate) fn new(
        scope: &dyn Construct,
        id: &str,
        zone: &HostedZoneAttributes,
        record: RecordType,
        name: &Value<String>,
        target: AliasTarget,
    ) -> Self {
        let node = Node::new(scope, id);
        check(&node, zone, name);
        let full_name = match name.as_literal() {
            Some(name) => Value::text(format!("{}.", name.trim_end_matches('.'))),
            None => intrinsic::concat([name.expr().clone(), Expr::text(".")]),
        };
        let alias = Expr::map([
            ("DNSName", target.dns_name.into()),
            ("HostedZoneId", target.hosted_zone_id.into()),
        ]);
        let kind = match record {
            RecordType::A => "A",
            RecordType::Aaaa => "AAAA",
        };
        let cfn = CfnResource::new(&node, "Resource", "AWS::Route53::RecordSet");
        cfn.add_property_override("AliasTarget", alias);
        cfn.add_property_override("HostedZoneId", Expr::from(zone.id.clone()));
        cfn.add_property_override("Name", Expr::from(full_name));
        cfn.add_property_override("Type", kind);
        node.set_state(AliasRecordState);
        Self { node }
    }

    /// The record at this node, when there is one.
    #[must_use]
    pub fn at(node: &Node) -> Option<Self> {
        node.has_state::<AliasRecordState>().then(|| Self { node: node.clone() })
    }

    /// The name that it answers for.
    #[must_use]
    pub fn domain_name(&self) -> Value<String> {
        CfnResource::at(&self.node).map(|cfn| Value::of(cfn.ref_expr())).unwrap_or_default()
    }
}

impl Construct for AliasRecord {
    fn node(&self) -> &Node {
        &self.node
    }
}

/// Reports a name outside of the zone, where no record of it is asked for.
fn check(node: &Node, zone: &HostedZoneAttributes, name: &Value<String>) {
    let (Some(zone), Some(name)) = (zone.name.as_literal(), name.as_literal()) else {
        return;
    };
    let (zone, name) = (zone.trim_end_matches('.'), name.trim_end_matches('.'));
    let is_inside =
        name.strip_suffix(zone).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'));
    if !is_inside {
        node.report(
            Diagnostic::error(
                codes::NAME_OUTSIDE_ZONE,
                format!("`{name}` does not lie in the zone `{zone}`"),
            )
            .help("take the zone whose name the domain ends with"),
        );
    }
}

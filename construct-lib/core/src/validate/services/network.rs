//! Address ranges, and the addresses of records.

use core::net::{Ipv4Addr, Ipv6Addr};

use super::view::{Findings, Item, View, items, text};
use crate::error::codes;
use crate::token::Expr;

/// A range of addresses: its first, and how many bits all of them share.
#[derive(Clone, Copy)]
struct Range {
    first: u32,
    bits: u32,
}

impl Range {
    fn parse(text: &str) -> Option<Self> {
        let (address, bits) = text.split_once('/')?;
        let address: Ipv4Addr = address.parse().ok()?;
        let bits: u32 = bits.parse().ok().filter(|bits| *bits <= 32)?;
        Some(Self { first: u32::from(address), bits })
    }

    fn holds(self, other: Self) -> bool {
        let shared = u32::MAX.checked_shl(32 - self.bits).unwrap_or(0);
        other.bits >= self.bits && (self.first & shared) == (other.first & shared)
    }
}

pub(super) fn vpc(_: &View<'_>, item: Item<'_>, findings: &mut Findings<'_, '_>) {
    range(item, findings);
}

pub(super) fn subnet(view: &View<'_>, item: Item<'_>, findings: &mut Findings<'_, '_>) {
    range(item, findings);
    let known = |expr: Option<&Expr>| Range::parse(&text(expr?)?);
    let Some(own) = known(item.get("CidrBlock")) else {
        return;
    };
    let Some(vpc) = view.target_of(item.get("VpcId"), "AWS::EC2::VPC") else {
        return;
    };
    // More ranges may be added to the VPC by a resource of their own.
    let has_more = view.all().any(|other| other.type_name() == "AWS::EC2::VPCCidrBlock");
    if let Some(outer) = known(vpc.get("CidrBlock"))
        && !has_more
        && !outer.holds(own)
    {
        findings.error(
            codes::ADDRESS_RANGE,
            "CidrBlock",
            format_args!("the range lies outside of that of `{}`", view.path(vpc)),
            "choose a part of the VPC's range",
        );
    }
}

fn range(item: Item<'_>, findings: &mut Findings<'_, '_>) {
    if let Some(literal) = item.get("CidrBlock").and_then(text)
        && Range::parse(&literal).is_none_or(|range| !(16..=28).contains(&range.bits))
    {
        findings.error(
            codes::ADDRESS_RANGE,
            "CidrBlock",
            format_args!("`{literal}` is no range of 16 to 65536 IPv4 addresses"),
            "write it like `10.0.0.0/16`",
        );
    }
}

pub(super) fn record_set(_: &View<'_>, item: Item<'_>, findings: &mut Findings<'_, '_>) {
    let kind = item.get("Type").and_then(text);
    let records = item.get("ResourceRecords").and_then(items).unwrap_or_default();
    for (at, record) in records.iter().enumerate() {
        let Some(value) = text(record) else {
            continue;
        };
        let fits = match kind.as_deref() {
            Some("A") => value.parse::<Ipv4Addr>().is_ok(),
            Some("AAAA") => value.parse::<Ipv6Addr>().is_ok(),
            _ => true,
        };
        if !fits {
            findings.error(
                codes::RECORD_VALUE,
                format_args!("ResourceRecords.{at}"),
                format_args!("`{value}` is no address of the kind that the record's type asks for"),
                "give an IPv4 address for `A`, an IPv6 address for `AAAA`, a name for `CNAME`",
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Range;

    #[test]
    fn a_range_holds_its_parts_only() {
        let holds = |outer: &str, inner: &str| {
            let (outer, inner) = (Range::parse(outer), Range::parse(inner));
            outer.zip(inner).map(|(outer, inner)| outer.holds(inner))
        };
        assert_eq!(holds("10.0.0.0/16", "10.0.255.0/24"), Some(true));
        assert_eq!(holds("10.0.0.0/16", "10.1.0.0/24"), Some(false));
        assert_eq!(holds("10.0.0.0/24", "10.0.0.0/16"), Some(false));
        assert_eq!(holds("0.0.0.0/0", "10.0.0.0/16"), Some(true));
        assert_eq!(holds("10.0.256.0/16", "10.0.0.0/16"), None);
    }
}

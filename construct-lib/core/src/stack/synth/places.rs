//! Functions that stand where CloudFormation does not take them, and ranges of
//! addresses that cannot be.

use core::net::IpAddr;

use super::references::Checker;
use crate::error::codes;
use crate::template::{Kind, Place};
use crate::token::{Expr, Intrinsic, Token};

impl Checker<'_> {
    pub(super) fn misplaced(&mut self, function: &str, place: &str) {
        self.report(
            codes::MISPLACED_FUNCTION,
            format!("`{function}` stands in `{}`, but {place}", self.place),
            "use another function there, or compute the value in the program",
        );
    }

    /// Rules are checked before the rest of the template is read.
    pub(super) fn in_rule(&mut self, token: &Token) {
        let name = match token {
            Token::If(..)
            | Token::Equals(..)
            | Token::And(_)
            | Token::Or(_)
            | Token::Not(_)
            | Token::Condition(_)
            | Token::LogicalId(_)
            | Token::Number(_)
            | Token::Set(_)
            // It has a finding of its own.
            | Token::ForEach(_) => return,
            Token::Call(function, _) => match function {
                Intrinsic::Ref
                | Intrinsic::Condition
                | Intrinsic::If
                | Intrinsic::Equals
                | Intrinsic::And
                | Intrinsic::Or
                | Intrinsic::Not => return,
                function if function.is_of_rules() => return,
                function => function.name(),
            },
            Token::GetAtt(..) => "Fn::GetAtt",
            Token::Join(..) => "Fn::Join",
            Token::Sub(..) | Token::SubText(..) => "Fn::Sub",
            Token::Select(..) => "Fn::Select",
            Token::Split(..) => "Fn::Split",
            Token::Base64(_) => "Fn::Base64",
            Token::FindInMap(..) => "Fn::FindInMap",
            Token::Transform(_) => "Fn::Transform",
            Token::Asset(_) => "the place of an asset",
        };
        self.misplaced(
            name,
            "a rule takes `Ref` to parameters, conditions and the functions of rules only",
        );
    }

    /// What a condition is made of has no meaning as a value.
    pub(super) fn condition_function(&mut self, token: &Token) {
        match token {
            Token::Equals(..) => self.logic_place(Intrinsic::Equals),
            Token::Not(_) => self.logic_place(Intrinsic::Not),
            Token::Condition(_) => self.logic_place(Intrinsic::Condition),
            _ => {}
        }
    }

    pub(super) fn logic_place(&mut self, function: Intrinsic) {
        if !matches!(self.kind, Kind::Condition | Kind::Rule) {
            self.misplaced(function.name(), "CloudFormation takes it in conditions and rules only");
        }
    }

    /// Where a function may be called.
    pub(super) fn call_place(&mut self, function: Intrinsic) {
        match function {
            function if function.is_of_rules() && self.kind != Kind::Rule => {
                self.misplaced(function.name(), "CloudFormation takes it in rules only");
            }
            Intrinsic::Condition
            | Intrinsic::Equals
            | Intrinsic::Not
            | Intrinsic::And
            | Intrinsic::Or => {
                self.logic_place(function);
            }
            Intrinsic::Cidr | Intrinsic::GetAzs | Intrinsic::ImportValue => {
                self.not_in_condition(function);
            }
            Intrinsic::GetStackOutput => {
                self.not_in_condition(function);
                if matches!(self.place, Place("Export", _)) {
                    self.misplaced(
                        function.name(),
                        "the name of an export cannot wait for another stack",
                    );
                }
            }
            _ => {}
        }
    }

    pub(super) fn not_in_condition(&mut self, function: Intrinsic) {
        if self.kind == Kind::Condition {
            self.misplaced(function.name(), "CloudFormation does not take it in conditions");
        }
    }

    /// `Fn::Cidr`: what is known of its arguments.
    pub(super) fn cidr(&mut self, block: &Expr, count: &Expr, bits: Option<&Expr>) {
        let range = match block {
            Expr::Str(text) => match parse_range(text) {
                Some(range) => Some(range),
                None => {
                    self.bad_argument(
                        Intrinsic::Cidr,
                        &format!("takes a range of addresses, got `{text}`"),
                    );
                    None
                }
            },
            _ => None,
        };
        let count = self.number(count, 1..=256, "a count of 1 to 256");
        let bits = bits.and_then(|bits| self.number(bits, 1..=128, "bits of 1 to 128"));
        let (Some(width), Some(count), Some(bits)) = (range, count, bits) else {
            return;
        };
        // Each part takes `bits` of the width that the range leaves.
        let parts = width.checked_sub(bits).map_or(0, |free| 1_i64.checked_shl(free).unwrap_or(0));
        let is_endless = width.saturating_sub(bits) > 16;
        if !is_endless && parts < count {
            self.bad_argument(
                Intrinsic::Cidr,
                &format!("has room for {parts} ranges of {bits} bits, and was asked for {count}"),
            );
        }
    }

    /// A number, or a text that is one, when it is known.
    fn number<T: TryFrom<i64>>(
        &mut self,
        expr: &Expr,
        allowed: std::ops::RangeInclusive<i64>,
        what: &str,
    ) -> Option<T> {
        let (number, shown) = match expr {
            Expr::Int(number) => (Some(*number), number.to_string()),
            Expr::Str(text) => (text.parse().ok(), text.to_string()),
            _ => return None,
        };
        match number.filter(|n| allowed.contains(n)) {
            Some(number) => T::try_from(number).ok(),
            None => {
                self.bad_argument(Intrinsic::Cidr, &format!("takes {what}, got `{shown}`"));
                None
            }
        }
    }
}

/// How many bits of the addresses in a range differ.
fn parse_range(text: &str) -> Option<u32> {
    let (address, prefix) = text.split_once('/')?;
    let address: IpAddr = address.parse().ok()?;
    let length = if address.is_ipv4() { 32 } else { 128 };
    let prefix: u32 = prefix.parse().ok()?;
    u32::checked_sub(length, prefix)
}

#[cfg(test)]
mod tests {
    use super::parse_range;

    #[test]
    fn a_range_is_an_address_and_a_prefix() {
        assert_eq!(parse_range("10.0.0.0/16"), Some(16));
        assert_eq!(parse_range("2001:db8::/56"), Some(72));
        for text in ["10.0.0.0", "10.0.0.0/33", "10.0.0/8", "a/8", "10.0.0.0/x", "::/129"] {
            assert_eq!(parse_range(text), None, "{text}");
        }
    }
}

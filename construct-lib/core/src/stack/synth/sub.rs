//! What stands in the text of `Fn::Sub`.

use indexmap::IndexMap;

use super::references::Checker;
use crate::error::codes;
use crate::template::{Kind, SubPart, may_refer, sub_parts};
use crate::token::{Expr, Key, Pseudo};

/// Nodes by their stack and logical id, made when the first text asks.
#[derive(Default)]
pub(super) struct Ids<'a>(Option<IndexMap<(u32, Kind, &'a str), u32>>);

impl Checker<'_> {
    pub(super) fn sub(&mut self, text: &str, variables: &[(Key, Expr)]) {
        self.may_refer |= may_refer(text);
        let parts = sub_parts(text);
        for part in &parts {
            match part {
                SubPart::Unclosed => self.report(
                    codes::MALFORMED_SUB,
                    format!("the text `{text}` has a `${{` without its `}}`"),
                    "close it, or write `${!name}` for a `${name}` that stays as it is",
                ),
                SubPart::Variable(name) => {
                    if !variables.iter().any(|(v, _)| v == name) {
                        self.template_name(text, name);
                    }
                }
            }
        }
        for (name, _) in variables {
            if !parts.contains(&SubPart::Variable(name)) {
                self.warn(
                    codes::UNUSED_SUB_VARIABLE,
                    format!("the variable `{name}` is not in the text `{text}`"),
                    "leave the variable out, or name it in the text",
                );
            }
        }
    }

    /// What is no variable must be a pseudo parameter or a logical id.
    fn template_name(&mut self, text: &str, name: &str) {
        if Pseudo::parse(name).is_some() || self.is_of_loop(name) {
            return;
        }
        let id = name.split('.').next().unwrap_or(name);
        match self.lookup(id, Kind::Resource) {
            Some(target) => self.edge(target),
            None if self.is_open => {}
            None => self.report(
                codes::UNKNOWN_SUB_VARIABLE,
                format!(
                    "`${{{name}}}` in the text `{text}` is neither a variable nor in the template"
                ),
                "give it with `.variable(name, value)`",
            ),
        }
    }

    /// The element of this logical id in the template that is being looked at,
    /// among those that share their names with this kind.
    pub(super) fn lookup(&mut self, id: &str, kind: Kind) -> Option<u32> {
        let owner = self.arena.owner(self.node);
        let (arena, names, hashed, kinds) = (self.arena, self.names, self.hashed, self.kinds);
        let ids = self.ids.0.get_or_insert_with(|| {
            // A text cannot follow an id that changes with contents.
            let fixed = (0..arena.len()).filter(|n| hashed.binary_search(n).is_err());
            let key =
                |n: u32| Some((arena.owner(n), kinds[n as usize]?.namespace(), names.get(n)?));
            fixed.filter_map(|n| Some((key(n)?, n))).collect()
        });
        ids.get(&(owner, kind.namespace(), id)).copied()
    }
}

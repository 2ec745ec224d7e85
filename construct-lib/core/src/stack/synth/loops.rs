//! Loops inside a template.

use super::functions::shape;
use super::references::Checker;
use crate::error::codes;
use crate::template::Kind;
use crate::token::{Expr, FOR_EACH, ForEach};

/// How deep loops may stand in each other.
const DEEPEST: usize = 5;

impl Checker<'_> {
    /// Whether a name stands for the value of a loop around here.
    pub(super) fn is_of_loop(&self, name: &str) -> bool {
        self.loops.iter().any(|identifier| identifier == name)
    }

    /// `Fn::ForEach`: a loop inside an object, under this key.
    pub(super) fn for_each(&mut self, key: &str, each: &ForEach) {
        self.uses.language_extensions = true;
        let name = key.strip_prefix(FOR_EACH).unwrap_or_default();
        if matches!(self.kind, Kind::Rule | Kind::Fragment) {
            self.misplaced(
                "Fn::ForEach",
                "CloudFormation takes it in resources, outputs and conditions only",
            );
        }
        if !is_word(name) {
            self.bad_loop(format!("the loop `{key}` has no name of letters and digits"));
        }
        let identifier = &each.identifier;
        if !is_word(identifier) {
            self.bad_loop(format!(
                "`{identifier}` is no identifier of letters and digits for the loop `{name}`"
            ));
        } else if self.is_of_loop(identifier) {
            self.bad_loop(format!(
                "`{identifier}` is the identifier of two loops, one inside the other"
            ));
        } else if self.lookup(identifier, Kind::Resource).is_some() {
            self.bad_loop(format!("the identifier `{identifier}` of the loop `{name}` is also a logical id of the template"));
        }
        if self.loops.len() == DEEPEST {
            self.bad_loop(format!("the loop `{name}` stands inside {DEEPEST} others, and that is as deep as CloudFormation goes"));
        }
        if let Expr::List(items) = &each.collection {
            let texts: Vec<&str> = items.iter().filter_map(Expr::as_str).collect();
            let twice = (1..texts.len()).find(|&i| texts[..i].contains(&texts[i]));
            if let Some(i) = twice {
                self.bad_loop(format!(
                    "the collection of the loop `{name}` has `{}` twice, so its keys are there twice",
                    texts[i]
                ));
            }
        }
        self.early("the collection of a loop", &each.collection);
        self.body(name, each);
    }

    fn body(&mut self, name: &str, each: &ForEach) {
        let Expr::Map(entries) = &each.body else {
            return self.bad_loop(format!(
                "the loop `{name}` repeats {}, not an object",
                shape(&each.body)
            ));
        };
        let variables = [format!("${{{}}}", each.identifier), format!("&{{{}}}", each.identifier)];
        for (key, _) in entries {
            let is_new_each_time = variables.iter().any(|v| key.contains(v.as_str()));
            if !is_new_each_time && !key.starts_with(FOR_EACH) {
                self.bad_loop(format!(
                    "the key `{key}` in the loop `{name}` is the same each time: it has no `{}`",
                    variables[0]
                ));
            }
        }
        self.loops.push(each.identifier.clone());
        self.visit(&each.body);
        self.loops.pop();
    }

    fn bad_loop(&mut self, message: String) {
        self.report(
            codes::INVALID_FOR_EACH,
            message,
            "a loop is named and has an identifier, both of letters and digits and new in the template; each key of its body holds `${Identifier}`",
        );
    }
}

/// Whether this is a text of letters and digits.
fn is_word(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_alphanumeric())
}

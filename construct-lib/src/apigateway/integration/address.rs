//! The placeholders in the address of an integration.

use construct_core::{Expr, Token, Value};

/// What is known of an address now.
pub(super) struct Address {
    texts: Vec<String>,
    /// Whether no part of it waits for the deployment.
    pub(super) is_known: bool,
    is_late_from_the_start: bool,
}

impl Address {
    pub(super) fn of(uri: &Value<String>) -> Self {
        let mut address = Self { texts: Vec::new(), is_known: true, is_late_from_the_start: false };
        address.read(uri.expr());
        address
    }

    fn read(&mut self, expr: &Expr) {
        match expr {
            Expr::Unset => {}
            Expr::Str(text) => self.texts.push(text.to_string()),
            Expr::Token(token) => match &**token {
                Token::Join(_, Expr::List(parts)) => {
                    self.is_known = false;
                    for part in parts {
                        self.read(part);
                    }
                }
                _ => self.late(),
            },
            _ => self.late(),
        }
    }

    fn late(&mut self) {
        self.is_known = false;
        self.is_late_from_the_start |= self.texts.is_empty();
    }

    /// With what it begins, unless that waits for the deployment.
    pub(super) fn start(&self) -> Option<&str> {
        (!self.is_late_from_the_start).then(|| self.texts.first()).flatten().map(|text| &**text)
    }

    pub(super) fn contains(&self, text: &str) -> bool {
        self.texts.iter().any(|known| known.contains(text))
    }

    /// The names in braces; `${...}` is a variable of the stage.
    pub(super) fn placeholders(&self) -> Vec<String> {
        let mut found: Vec<String> = Vec::new();
        for text in &self.texts {
            let mut rest = &**text;
            while let Some((before, after)) = rest.split_once('{') {
                let Some((name, behind)) = after.split_once('}') else {
                    break;
                };
                if !before.ends_with('$') && !name.is_empty() && !found.iter().any(|n| n == name) {
                    found.push(name.to_owned());
                }
                rest = behind;
            }
        }
        found
    }
}

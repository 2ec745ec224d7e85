//! The placeholders in the address of an integration.

use construct_core::{Expr, Token, Value};

/// What is known of an address now.
pub(super) struct Address {
    texts: Vec<String>,
    /// Whether no part of it waits for the deployment.
    pub(super) is_known: bool,
}

impl Address {
    pub(super) fn of(uri: &Value<String>) -> Self {
        let mut address = Self { texts: Vec::new(), is_known: true };
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
                _ => self.is_known = false,
            },
            _ => self.is_known = false,
        }
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

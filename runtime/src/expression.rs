//! The names and values of a request's expressions.

use aws_sdk_dynamodb::types::AttributeValue;

use crate::error::Error;
use crate::item::{Encoded, RawItem};

#[expect(clippy::disallowed_types, reason = "it is the SDK's type; no template is made from it")]
pub(crate) type RawNames = std::collections::HashMap<String, String>;

/// What the placeholders in the expressions of one request stand for.
///
/// Every name has one, because AWS reserves hundreds of words: `#email` for
/// `email`, and `:email` for the value that it is set to or compared with.
#[derive(Debug, Default)]
pub(crate) struct Placeholders {
    names: Vec<(String, &'static str)>,
    values: Vec<(String, AttributeValue)>,
}

impl Placeholders {
    /// The placeholder of an attribute's name.
    pub(crate) fn name(&mut self, name: &'static str) -> String {
        if let Some((known, _)) = self.names.iter().find(|(_, other)| *other == name) {
            return known.clone();
        }
        let placeholder = format!("#{}", plain(name, self.names.len()));
        self.names.push((placeholder.clone(), name));
        placeholder
    }

    /// A placeholder for a value of an attribute.
    pub(crate) fn value(&mut self, name: &'static str, value: &Encoded) -> Result<String, Error> {
        let value = match value {
            Ok(value) => value.clone(),
            Err(error) => {
                return Err(Error::defect(
                    std::error::Error::source(error)
                        .map_or_else(|| error.to_string(), ToString::to_string),
                ));
            }
        };
        let base = format!(":{}", plain(name, self.values.len()));
        let mut placeholder = base.clone();
        let mut count = 1;
        while self.values.iter().any(|(known, _)| *known == placeholder) {
            count += 1;
            placeholder = format!("{base}_{count}");
        }
        self.values.push((placeholder.clone(), value));
        Ok(placeholder)
    }

    /// As a request takes them: nothing rather than an empty map.
    pub(crate) fn into_raw(self) -> (Option<RawNames>, Option<RawItem>) {
        let names: RawNames =
            self.names.into_iter().map(|(key, name)| (key, name.to_owned())).collect();
        let values: RawItem = self.values.into_iter().collect();
        (Some(names).filter(|all| !all.is_empty()), Some(values).filter(|all| !all.is_empty()))
    }
}

/// The name, if a placeholder can be called so.
fn plain(name: &str, position: usize) -> String {
    if !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_') {
        name.to_owned()
    } else {
        format!("attribute{position}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_are_called_like_what_they_stand_for() {
        let mut all = Placeholders::default();
        assert_eq!(all.name("email"), "#email");
        assert_eq!(all.name("e-mail"), "#attribute1");
        assert_eq!(all.name("email"), "#email");
        let one = Ok(AttributeValue::N("1".to_owned()));
        assert_eq!(all.value("version", &one).unwrap(), ":version");
        assert_eq!(all.value("version", &one).unwrap(), ":version_2");
        assert_eq!(all.value("version", &one).unwrap(), ":version_3");
        assert_eq!(all.value("e-mail", &one).unwrap(), ":attribute3");
        let (names, values) = all.into_raw();
        assert_eq!((names.unwrap().len(), values.unwrap().len()), (2, 4));
        assert_eq!(Placeholders::default().into_raw(), (None, None));
    }
}

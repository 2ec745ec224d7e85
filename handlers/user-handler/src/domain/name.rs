use std::fmt;

const MAX_CHARS: usize = 100;

/// A user's name: 1 to 100 characters without control characters.
///
/// Spaces around it are dropped. Nothing else is asked of it, because names
/// are written in every script. `Debug` hides it, so that no log line shows
/// it.
#[derive(Clone, PartialEq, Eq)]
pub struct Name(String);

impl Name {
    /// Reads a name.
    ///
    /// # Errors
    ///
    /// Says what is wrong, worded to follow the name of the field.
    pub fn parse(text: &str) -> Result<Self, &'static str> {
        let text = text.trim();
        if text.is_empty() {
            return Err("must not be empty");
        }
        if text.chars().count() > MAX_CHARS {
            return Err("must be at most 100 characters long");
        }
        if text.chars().any(char::is_control) {
            return Err("must not have control characters such as line breaks");
        }
        Ok(Self(text.to_owned()))
    }

    /// The name as it is stored.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Name {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Name(..)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: Result<&str, &str>) {
        let name = Name::parse(text);
        let actual = match &name {
            Ok(name) => Ok(name.as_str()),
            Err(message) => Err(*message),
        };
        assert_eq!(actual, expected, "for {text:?}");
    }

    #[test]
    fn accepts_names_in_any_script() {
        check("Ann", Ok("Ann"));
        check("  Ann  Lee ", Ok("Ann  Lee"));
        check("이순신", Ok("이순신"));
        check("👩‍🚀", Ok("👩‍🚀"));
        check(&"é".repeat(100), Ok(&"é".repeat(100)));
    }

    #[test]
    fn fails_on_empty_long_and_control_characters() {
        check("", Err("must not be empty"));
        check(" \n ", Err("must not be empty"));
        check(&"é".repeat(101), Err("must be at most 100 characters long"));
        check("Ann\nLee", Err("must not have control characters such as line breaks"));
        check("Ann\u{7f}Lee", Err("must not have control characters such as line breaks"));
    }
}

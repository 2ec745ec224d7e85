use std::fmt;

/// The longest address that a mail server must accept (RFC 5321, 4.5.3.1.3).
const MAX_LEN: usize = 254;
const MAX_LOCAL_LEN: usize = 64;
const MAX_LABEL_LEN: usize = 63;

/// An e-mail address in its normal form.
///
/// Spaces around it are dropped and it is written in lower case, the part
/// before the `@` too. The mail standard lets a server tell `Ann@` from
/// `ann@`; none in use does, and two users who differ in that alone would be
/// one person in every eye. The normal form is what is stored, what is unique
/// and what a look-up compares.
///
/// Accepted is what people have: a dot-atom, `@`, and a domain of at least two
/// labels. Quoted names, comments and address literals are not. An
/// international domain is written in its `xn--` form.
///
/// `Debug` hides the address, so that no log line shows it.
///
/// # Example
///
/// ```
/// # use user_handler::domain::Email;
/// let email = Email::parse(" Ann@Example.COM ")?;
/// assert_eq!(email.as_str(), "ann@example.com");
/// # Ok::<(), &str>(())
/// ```
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Email(String);

impl Email {
    /// Reads an address and brings it into its normal form.
    ///
    /// # Errors
    ///
    /// Says what is wrong, worded to follow the name of the field.
    pub fn parse(text: &str) -> Result<Self, &'static str> {
        let text = text.trim();
        if text.is_empty() {
            return Err("must not be empty");
        }
        if text.len() > MAX_LEN {
            return Err("must be at most 254 characters long");
        }
        let Some((local, domain)) = text.split_once('@') else {
            return Err("must have an `@` between a name and a domain");
        };
        if domain.contains('@') {
            return Err("must have only one `@`");
        }
        check_local(local)?;
        check_domain(domain)?;
        Ok(Self(text.to_ascii_lowercase()))
    }

    /// The address in its normal form.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Email {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Email(..)")
    }
}

fn check_local(local: &str) -> Result<(), &'static str> {
    if local.is_empty() || local.len() > MAX_LOCAL_LEN {
        return Err("must have 1 to 64 characters before the `@`");
    }
    if !local.bytes().all(is_local_byte) {
        return Err("must have only letters, digits and .!#$%&'*+/=?^_`{|}~- before the `@`");
    }
    if local.split('.').any(str::is_empty) {
        return Err("must not have a dot at either end or two in a row before the `@`");
    }
    Ok(())
}

fn is_local_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b".!#$%&'*+/=?^_`{|}~-".contains(&byte)
}

fn check_domain(domain: &str) -> Result<(), &'static str> {
    let labels = domain.split('.').count();
    if labels < 2 || !domain.split('.').all(is_label) {
        return Err(
            "must have a domain such as `example.com` after the `@`, in its `xn--` form if it is international",
        );
    }
    Ok(())
}

fn is_label(label: &str) -> bool {
    (1..=MAX_LABEL_LEN).contains(&label.len())
        && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
        && !label.starts_with('-')
        && !label.ends_with('-')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: Result<&str, &str>) {
        let email = Email::parse(text);
        let actual = match &email {
            Ok(email) => Ok(email.as_str()),
            Err(message) => Err(*message),
        };
        assert_eq!(actual, expected, "for {text:?}");
    }

    #[test]
    fn accepts_addresses_and_normalises_them() {
        check("ann@example.com", Ok("ann@example.com"));
        check("  Ann.Lee+Shop@Example.CO.uk\t", Ok("ann.lee+shop@example.co.uk"));
        check("o'neil@xn--bcher-kva.example", Ok("o'neil@xn--bcher-kva.example"));
        check("a@1-2.example", Ok("a@1-2.example"));
        let longest = format!("{}@{}.example", "a".repeat(64), "b".repeat(63));
        check(&longest, Ok(&longest));
    }

    #[test]
    fn fails_on_what_is_no_address() {
        let domain = "must have a domain such as `example.com` after the `@`, in its `xn--` form if it is international";
        let characters = "must have only letters, digits and .!#$%&'*+/=?^_`{|}~- before the `@`";
        let dots = "must not have a dot at either end or two in a row before the `@`";
        check("", Err("must not be empty"));
        check(" \t ", Err("must not be empty"));
        check("ann.example.com", Err("must have an `@` between a name and a domain"));
        check("ann@lee@example.com", Err("must have only one `@`"));
        check("@example.com", Err("must have 1 to 64 characters before the `@`"));
        check(
            &format!("{}@example.com", "a".repeat(65)),
            Err("must have 1 to 64 characters before the `@`"),
        );
        check(
            &format!("a@{}.example", "b.".repeat(130)),
            Err("must be at most 254 characters long"),
        );
        check("an n@example.com", Err(characters));
        check("\"ann\"@example.com", Err(characters));
        check("änn@example.com", Err(characters));
        check("ann\u{0}@example.com", Err(characters));
        check(".ann@example.com", Err(dots));
        check("ann.@example.com", Err(dots));
        check("an..n@example.com", Err(dots));
        check("ann@localhost", Err(domain));
        check("ann@", Err(domain));
        check("ann@.example.com", Err(domain));
        check("ann@example.com.", Err(domain));
        check("ann@-example.com", Err(domain));
        check("ann@example-.com", Err(domain));
        check("ann@exa_mple.com", Err(domain));
        check("ann@bücher.example", Err(domain));
        check("ann@[127.0.0.1]", Err(domain));
        check(&format!("ann@{}.example", "b".repeat(64)), Err(domain));
    }

    #[test]
    fn debug_shows_no_address() {
        let email = Email::parse("ann@example.com").unwrap();
        assert_eq!(format!("{email:?}"), "Email(..)");
    }
}

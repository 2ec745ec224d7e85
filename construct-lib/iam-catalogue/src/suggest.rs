//! What is wrong with the name of an action, said while compiling.

use crate::generated::SERVICES;
use crate::line;
use crate::service::find_service;

/// A sentence that is made while compiling.
#[derive(Debug, Clone, Copy)]
pub struct Complaint {
    text: [u8; Self::LONGEST],
    length: usize,
}

impl Complaint {
    const LONGEST: usize = 320;

    /// The sentence.
    #[must_use]
    pub const fn as_str(&self) -> &str {
        let (text, _) = self.text.split_at(self.length);
        match str::from_utf8(text) {
            Ok(text) => text,
            // It was cut within a character.
            Err(_) => "AWS knows no such action",
        }
    }

    const fn new() -> Self {
        Self { text: [0; Self::LONGEST], length: 0 }
    }

    /// Adds the text up to `end`, as far as there is room.
    const fn add(mut self, text: &str, start: usize, end: usize) -> Self {
        let text = text.as_bytes();
        let mut at = start;
        while at < end && self.length < Self::LONGEST {
            self.text[self.length] = text[at];
            self.length += 1;
            at += 1;
        }
        self
    }

    const fn say(self, text: &str) -> Self {
        self.add(text, 0, text.len())
    }
}

/// Whether an action is called so, letter by letter. Every use of `action!` asks this of the
/// compiler.
#[must_use]
pub const fn is_known(name: &str) -> bool {
    let Some((prefix, wanted)) = split(name) else {
        return false;
    };
    if wanted.is_empty() || !wanted.as_bytes()[0].is_ascii_alphabetic() {
        return false;
    }
    let Some(text) = find_service(prefix) else { return false };
    match line::find(text, wanted) {
        Some(start) => line::is_at(text, start, wanted),
        None => false,
    }
}

/// What is wrong with the name of an action that is not [known](is_known).
#[must_use]
pub const fn complaint(name: &str) -> Complaint {
    let said = Complaint::new();
    let Some((prefix, wanted)) = split(name) else {
        let said = said.say("an action is written as `service:Name`, this is `").say(name);
        return said.say("`");
    };
    let Some(text) = find_service(prefix) else {
        let said = said.say("no AWS service has the prefix `").say(prefix).say("`");
        return said.say(": did you mean `").say(nearest_prefix(prefix)).say("`?");
    };
    if is_pattern(wanted) {
        let said = said.say("`").say(name).say("` is a pattern: write `Action::wildcard(\"");
        return said.say(name).say("\")`");
    }
    let start = nearest_line(text, wanted);
    let said = said.say("`").say(prefix).say("` has no action `").say(wanted);
    let said = said.say("`: did you mean `").say(prefix).say(":");
    let said = said.add(text, start, end_of_word(text.as_bytes(), start));
    said.say("`? One newer than this catalogue is `Action::unchecked`")
}

/// The prefix of a service, and the name of its action.
const fn split(name: &str) -> Option<(&str, &str)> {
    let mut colon = 0;
    while colon < name.len() && name.as_bytes()[colon] != b':' {
        colon += 1;
    }
    if colon == name.len() {
        return None;
    }
    let (prefix, rest) = name.split_at(colon);
    let (_, name) = rest.split_at(1);
    Some((prefix, name))
}

const fn is_pattern(name: &str) -> bool {
    let name = name.as_bytes();
    let mut at = 0;
    while at < name.len() {
        if name[at] == b'*' || name[at] == b'?' {
            return true;
        }
        at += 1;
    }
    false
}

const fn end_of_word(text: &[u8], mut at: usize) -> usize {
    while at < text.len() && text[at] != b' ' && text[at] != b'\n' {
        at += 1;
    }
    at
}

/// The line of the action that is most like a name.
const fn nearest_line(text: &str, name: &str) -> usize {
    let text = text.as_bytes();
    let (mut at, mut best, mut best_at) = (0, usize::MAX, 0);
    while at < text.len() {
        if text[at].is_ascii_alphabetic() {
            let distance = distance(text, at, end_of_word(text, at), name.as_bytes());
            if distance < best {
                (best, best_at) = (distance, at);
            }
        }
        at = line::end(text, at) + 1;
    }
    best_at
}

const fn nearest_prefix(name: &str) -> &'static str {
    let (mut at, mut best, mut best_at) = (0, usize::MAX, 0);
    while at < SERVICES.len() {
        let prefix = SERVICES[at].0;
        let distance = distance(prefix.as_bytes(), 0, prefix.len(), name.as_bytes());
        if distance < best {
            (best, best_at) = (distance, at);
        }
        at += 1;
    }
    SERVICES[best_at].0
}

/// How many letters lie between what both words begin with and what both end
/// with, in either word: cheap enough for the compiler, and it sees a letter that
/// is left out, doubled, wrong or swapped.
const fn distance(text: &[u8], start: usize, end: usize, name: &[u8]) -> usize {
    let length = end - start;
    let shorter = if length < name.len() { length } else { name.len() };
    let mut before = 0;
    while before < shorter && text[start + before].eq_ignore_ascii_case(&name[before]) {
        before += 1;
    }
    let mut after = 0;
    while after < shorter - before
        && text[end - 1 - after].eq_ignore_ascii_case(&name[name.len() - 1 - after])
    {
        after += 1;
    }
    length + name.len() - 2 * (before + after)
}

#[cfg(test)]
mod tests {
    use super::{complaint, is_known};

    #[test]
    fn a_known_name_is_fine_and_others_are_told_what_was_meant() {
        for name in
            ["dynamodb:GetItem", "ec2:DescribeInstances", "a2c:GetContainerizationJobDetails"]
        {
            assert!(is_known(name), "{name}");
        }
        for (name, said) in [
            (
                "dynamodb:GetItm",
                "`dynamodb` has no action `GetItm`: did you mean `dynamodb:GetItem`?",
            ),
            ("dynamodb:getItem", "did you mean `dynamodb:GetItem`?"),
            ("dynamodb:", "`dynamodb` has no action ``"),
            ("dynamodbb:GetItem", "the prefix `dynamodbb`: did you mean `dynamodb`?"),
            ("GetItem", "an action is written as `service:Name`, this is `GetItem`"),
            ("s3:Get*", "`s3:Get*` is a pattern: write `Action::wildcard(\"s3:Get*\")`"),
        ] {
            assert!(!is_known(name), "{name}");
            let complaint = complaint(name);
            assert!(complaint.as_str().contains(said), "{name}: {}", complaint.as_str());
        }
        assert_eq!(complaint(&"x".repeat(999)).as_str().len(), 320);
    }
}

//! Services, and what the lines of their texts say.

use std::fmt;

use crate::arn;
use crate::generated::SERVICES;
use crate::line;

/// What IAM knows of one AWS service.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Service {
    prefix: &'static str,
    text: &'static str,
}

/// The service whose actions have this prefix; upper and lower case are the same.
#[must_use]
pub fn service(prefix: &str) -> Option<Service> {
    let lower = prefix.as_bytes().iter().map(u8::to_ascii_lowercase);
    let at = SERVICES.binary_search_by(|(known, _)| known.bytes().cmp(lower.clone())).ok()?;
    let (prefix, text) = *SERVICES.get(at)?;
    Some(Service { prefix, text })
}

/// All services, sorted by prefix.
pub fn services() -> impl Iterator<Item = Service> {
    SERVICES.iter().map(|&(prefix, text)| Service { prefix, text })
}

/// The text of a service, while compiling.
pub(crate) const fn find_service(prefix: &str) -> Option<&'static str> {
    let (mut low, mut high) = (0, SERVICES.len());
    while low < high {
        let middle = low + (high - low) / 2;
        let order = line::order(SERVICES[middle].0, prefix);
        if order == 0 {
            return Some(SERVICES[middle].1);
        } else if order < 0 {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    None
}

/// What stands before the name of a resource type.
const RESOURCE: char = '@';
/// What stands before the name of a condition key.
const KEY: char = '#';
/// What stands before an action that another one needs.
const DEPENDENT: char = '>';

impl Service {
    /// What stands before the colon of its actions.
    #[must_use]
    pub fn prefix(self) -> &'static str {
        self.prefix
    }

    /// One of its actions; upper and lower case are the same.
    #[must_use]
    pub fn action(self, name: &str) -> Option<ActionFacts> {
        if !name.starts_with(|first: char| first.is_ascii_alphabetic()) {
            return None;
        }
        let line = self.text[line::find(self.text, name)?..].lines().next()?;
        Some(ActionFacts { service: self, line })
    }

    /// Its actions, sorted.
    pub fn actions(self) -> impl Iterator<Item = ActionFacts> + Clone {
        let lines = self.text.lines().skip_while(|line| line.starts_with([KEY, RESOURCE]));
        lines.map(move |line| ActionFacts { service: self, line })
    }

    /// Its resource types, sorted.
    pub fn resource_types(self) -> impl Iterator<Item = ResourceType> + Clone {
        let lines = self.text.lines().skip_while(|line| line.starts_with(KEY));
        let lines = lines.map_while(|line| line.strip_prefix(RESOURCE));
        lines.map(move |line| ResourceType { service: self, line })
    }

    /// The condition keys that its actions and resource types name, sorted;
    /// those that every action knows are not among them.
    pub fn condition_keys(self) -> impl Iterator<Item = ConditionKeyFacts> + Clone {
        // Keys stand first, then resource types, then actions.
        let lines = self.text.lines().map_while(|line| line.strip_prefix(KEY));
        lines.map(ConditionKeyFacts::of_line)
    }

    /// The condition key that a policy names; upper and lower case are the same.
    #[must_use]
    pub fn condition_key(self, name: &str) -> Option<ConditionKeyFacts> {
        self.condition_keys().find(|key| key.is(name))
    }

    /// Whether what is filled in as `${name}` ends at a slash in some ARN, and
    /// so holds none: a bucket's name, but not a role's with its path.
    fn has_slash_after(self, name: &str) -> bool {
        let ends = |arn: &str| {
            let mut pieces = arn.split("${").skip(1).filter_map(|piece| piece.split_once('}'));
            pieces.any(|(known, rest)| known == name && rest.starts_with('/'))
        };
        self.resource_types().flat_map(ResourceType::arns).any(ends)
    }

    fn resource_at(self, position: &str) -> Option<ResourceType> {
        self.resource_types().nth(position.parse().ok()?)
    }

    fn key_at(self, position: &str) -> Option<ConditionKeyFacts> {
        self.condition_keys().nth(position.parse().ok()?)
    }
}

impl fmt::Debug for Service {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Service").field(&self.prefix).finish()
    }
}

/// What an action does, as AWS sorts it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum AccessLevel {
    /// It lists resources.
    List,
    /// It reads what resources hold.
    Read,
    /// It changes tags.
    Tagging,
    /// It makes, changes or deletes resources.
    Write,
    /// It changes who may do what.
    PermissionsManagement,
}

/// What AWS says of one action.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct ActionFacts {
    service: Service,
    line: &'static str,
}

/// A resource type that an action acts on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ActsOn {
    /// The type.
    pub resource_type: ResourceType,
    /// Whether the action always needs one: then a policy has to name it.
    pub is_required: bool,
    keys: &'static str,
}

impl ActsOn {
    /// Condition keys that only hold for this type.
    pub fn condition_keys(self) -> impl Iterator<Item = ConditionKeyFacts> + Clone {
        let service = self.resource_type.service;
        self.keys.split(',').filter_map(move |at| service.key_at(at))
    }
}

impl ActionFacts {
    /// The service that has it.
    #[must_use]
    pub fn service(self) -> Service {
        self.service
    }

    /// Its name behind the colon, as AWS writes it.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.line.split(' ').next().unwrap_or_default()
    }

    fn words(self) -> impl Iterator<Item = &'static str> + Clone {
        self.line.split(' ').skip(2)
    }

    /// What it does.
    #[must_use]
    pub fn access_level(self) -> AccessLevel {
        match self.line.split(' ').nth(1) {
            Some("l") => AccessLevel::List,
            Some("r") => AccessLevel::Read,
            Some("t") => AccessLevel::Tagging,
            Some("p") => AccessLevel::PermissionsManagement,
            _ => AccessLevel::Write,
        }
    }

    /// What it acts on; nothing when it can only be granted on `*`.
    pub fn resource_types(self) -> impl Iterator<Item = ActsOn> + Clone {
        let words = self.words().filter(|word| !word.starts_with([KEY, DEPENDENT]));
        words.filter_map(move |word| {
            let (position, rest) = word.split_once('(').unwrap_or((word, ""));
            let keys = rest.trim_end_matches(['?', ')']);
            let is_required = !word.ends_with('?');
            let resource_type = self.service.resource_at(position.trim_end_matches('?'))?;
            Some(ActsOn { resource_type, is_required, keys })
        })
    }

    /// Condition keys that hold whatever it acts on.
    pub fn condition_keys(self) -> impl Iterator<Item = ConditionKeyFacts> + Clone {
        let words = self.words().filter_map(|word| word.strip_prefix(KEY));
        words.filter_map(move |at| self.service.key_at(at))
    }

    /// Other actions that are needed to use this one, for example `iam:PassRole`.
    pub fn dependent_actions(self) -> impl Iterator<Item = &'static str> + Clone {
        self.words().filter_map(|word| word.strip_prefix(DEPENDENT))
    }

    /// Whether a condition key holds for it, or for something that it acts on.
    #[must_use]
    pub fn knows_condition_key(self, name: &str) -> bool {
        let on = |on: ActsOn| {
            on.condition_keys().chain(on.resource_type.condition_keys()).any(|key| key.is(name))
        };
        self.condition_keys().any(|key| key.is(name)) || self.resource_types().any(on)
    }
}

impl fmt::Debug for ActionFacts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ActionFacts({}:{})", self.service.prefix, self.name())
    }
}

/// A kind of resource that actions of a service act on.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct ResourceType {
    service: Service,
    line: &'static str,
}

impl ResourceType {
    /// Its name in the reference; blanks are `_`.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.line.split(' ').next().unwrap_or_default()
    }

    /// The forms of its ARN, with `${Partition}`, `${Region}`, `${Account}` and other names.
    pub fn arns(self) -> impl Iterator<Item = &'static str> + Clone {
        self.line.split(' ').skip(1).filter(|word| !word.starts_with(KEY))
    }

    /// Condition keys that hold for it.
    pub fn condition_keys(self) -> impl Iterator<Item = ConditionKeyFacts> + Clone {
        let words = self.line.split(' ').filter_map(|word| word.strip_prefix(KEY));
        words.filter_map(move |at| self.service.key_at(at))
    }

    /// Whether a pattern in a policy can be the ARN of one. In `pattern`, `*`
    /// and `?` are wildcards; write `*` for what is not known.
    #[must_use]
    pub fn can_be(self, pattern: &str) -> bool {
        self.arns()
            .any(|arn| arn::overlap(arn, pattern, &|name| self.service.has_slash_after(name)))
    }
}

impl fmt::Debug for ResourceType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ResourceType({} {})", self.service.prefix, self.name())
    }
}

/// What the values of a condition key are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyType {
    /// Texts.
    String,
    /// ARNs.
    Arn,
    /// `true` or `false`.
    Bool,
    /// Numbers.
    Numeric,
    /// Dates.
    Date,
    /// IP addresses.
    IpAddress,
}

/// What AWS says of one condition key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ConditionKeyFacts {
    /// Its name; `${…}` in it stands for any text.
    pub name: &'static str,
    /// What its values are.
    pub key_type: KeyType,
    /// Whether one request holds several values.
    pub is_list: bool,
}

impl ConditionKeyFacts {
    pub(crate) fn of_line(line: &'static str) -> Self {
        let (name, kind) = line.split_once(' ').unwrap_or((line, ""));
        let key_type = match kind.as_bytes().first() {
            Some(b'a') => KeyType::Arn,
            Some(b'b') => KeyType::Bool,
            Some(b'n') => KeyType::Numeric,
            Some(b'd') => KeyType::Date,
            Some(b'i') => KeyType::IpAddress,
            _ => KeyType::String,
        };
        Self { name, key_type, is_list: kind.ends_with('*') }
    }

    /// Whether a policy that names `name` means this key.
    #[must_use]
    pub fn is(&self, name: &str) -> bool {
        is_key(self.name.as_bytes(), name.as_bytes())
    }
}

/// Whether a name is that of a key, in which `${…}` stands for any text.
pub(crate) fn is_key(key: &[u8], name: &[u8]) -> bool {
    let Some(&first) = key.first() else {
        return name.is_empty();
    };
    if key.starts_with(b"${") {
        let rest =
            key.iter().position(|&b| b == b'}').map_or(&key[key.len()..], |at| &key[at + 1..]);
        // An empty text would be no tag.
        return (1..=name.len()).rev().any(|taken| is_key(rest, &name[taken..]));
    }
    match name.first() {
        Some(here) => here.eq_ignore_ascii_case(&first) && is_key(&key[1..], &name[1..]),
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::is_key;

    #[test]
    fn a_key_with_a_name_to_fill_in_is_any_such_key() {
        let is = |key: &str, name: &str| is_key(key.as_bytes(), name.as_bytes());
        assert!(is("aws:RequestTag/${TagKey}", "aws:requesttag/team:cost"));
        assert!(!is("aws:RequestTag/${TagKey}", "aws:RequestTag/"));
        assert!(is("a:b/${x}.value", "a:b/c.value") && !is("a:b/${x}.value", "a:b/c.values"));
        assert!(is("aws:SourceIp", "AWS:sourceip") && !is("aws:SourceIp", "aws:SourceIpx"));
    }
}

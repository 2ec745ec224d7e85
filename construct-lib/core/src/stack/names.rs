//! Names for what AWS shows, made from construct paths as the AWS CDK makes them.

use super::stack::Stack;
use crate::construct::{Construct as _, Node};

/// How long a [unique name](Node::unique_resource_name) may be, and of what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UniqueNameOptions {
    max_length: usize,
    separator: String,
    allowed: String,
    prefix: String,
}

/// As long as a name is by default.
const LONGEST: usize = 256;
/// The digits of the hash at the end.
const HASH: usize = 8;

impl UniqueNameOptions {
    /// At most 256 letters and digits, without a separator.
    #[must_use]
    pub fn new() -> Self {
        Self {
            max_length: LONGEST,
            separator: String::new(),
            allowed: String::new(),
            prefix: String::new(),
        }
    }

    /// The greatest length. Below nine there is only room for a part of the hash.
    #[must_use]
    pub fn max_length(mut self, length: usize) -> Self {
        self.max_length = length;
        self
    }

    /// What stands between the ids, and before the hash; nothing by default.
    #[must_use]
    pub fn separator(mut self, separator: impl Into<String>) -> Self {
        self.separator = separator.into();
        self
    }

    /// Characters that ids may keep besides letters and digits; none by default.
    #[must_use]
    pub fn allowed_special_characters(mut self, characters: impl Into<String>) -> Self {
        self.allowed = characters.into();
        self
    }

    /// What stands in front, as it is; nothing by default.
    #[must_use]
    pub fn prefix(mut self, prefix: impl Into<String>) -> Self {
        self.prefix = prefix.into();
        self
    }

    fn kept(&self, id: &str) -> String {
        let is_kept = |c: &char| c.is_ascii_alphanumeric() || self.allowed.contains(*c);
        id.chars().filter(is_kept).collect()
    }
}

impl Default for UniqueNameOptions {
    fn default() -> Self {
        Self::new()
    }
}

impl Node {
    /// A name for what AWS shows, which no other construct of the same stack has.
    ///
    /// It is made from the stack's name and the ids below the stack: a part that a
    /// person reads, cut in its middle where it is too long, and eight digits
    /// of a hash over all of it; what `Names.uniqueResourceName` gives in the
    /// AWS CDK. Moving or renaming the construct changes it, and a resource
    /// with a fixed name cannot be replaced: leave names to CloudFormation
    /// where you can.
    ///
    /// ```
    /// use construct_core::{App, Node, Stack, StackProps, UniqueNameOptions};
    ///
    /// let app = App::new();
    /// let stack = Stack::new(&app, "UserService", StackProps::new());
    /// let handler = Node::new(&stack, "UserHandler");
    /// let options = UniqueNameOptions::new().separator("-").max_length(64);
    /// assert_eq!(handler.unique_resource_name(&options), "UserService-UserHandler-BCA15003");
    /// ```
    #[must_use]
    pub fn unique_resource_name(&self, options: &UniqueNameOptions) -> String {
        let stack = outermost_stack(self);
        let name = stack.as_ref().map(Stack::stack_name);
        self.freeze(|arena| {
            let top = stack.as_ref().map_or(0, |stack| stack.node().index());
            let mut path = vec![name.as_deref().unwrap_or_default()];
            path.extend(arena.components(top, self.index()));
            unique_name(&path, options)
        })
    }
}

/// The stack that is deployed by itself: a nested one has no name of its own.
pub(super) fn outermost_stack(node: &Node) -> Option<Stack> {
    let mut stack = Stack::of(node)?;
    while let Some(around) = stack.node().scope().as_ref().and_then(|scope| Stack::of(scope)) {
        stack = around;
    }
    Some(stack)
}

/// The name for what stands at this path. A single id stands alone when it fits.
///
/// The same as `makeUniqueResourceName` of the CDK.
pub(super) fn unique_name(path: &[&str], options: &UniqueNameOptions) -> String {
    let parts: Vec<&str> = path.iter().copied().filter(|id| *id != "Default").collect();
    if let [only] = parts[..] {
        let name = format!("{}{}", options.prefix, options.kept(only));
        if name.chars().count() <= options.max_length {
            return name;
        }
    }
    let mut human = options.prefix.clone();
    let mut last = "";
    for (i, part) in parts.iter().enumerate() {
        // An id that the one before it ends with says nothing new.
        if i > 0 && last.ends_with(part) {
            continue;
        }
        last = part;
        let kept = if *part == "Resource" { String::new() } else { options.kept(part) };
        if !kept.is_empty() {
            human.push_str(&kept);
            human.push_str(&options.separator);
        }
    }
    if human.len() == options.prefix.len() {
        human.push_str(&options.separator);
    }
    let mut name = cut_in_the_middle(human, options.max_length.saturating_sub(HASH));
    let room = options.max_length.min(HASH);
    name.extend(hash(&parts).chars().take(room));
    name
}

fn cut_in_the_middle(text: String, longest: usize) -> String {
    let length = text.chars().count();
    if length <= longest {
        return text;
    }
    let half = longest / 2;
    text.chars().take(half).chain(text.chars().skip(length - half)).collect()
}

fn hash(path: &[&str]) -> String {
    let hash = md5::compute(path.join("/"));
    hash.iter().take(HASH / 2).map(|byte| format!("{byte:02X}")).collect()
}

#[cfg(test)]
mod tests {
    use super::{UniqueNameOptions, unique_name};

    #[test]
    fn names_are_those_of_the_cdk() {
        // Measured with aws-cdk-lib 2.276.0.
        let of_stacks = UniqueNameOptions::new().max_length(128);
        assert_eq!(
            unique_name(&["Group", "Far"], &of_stacks.clone().prefix("Prod-Inner-")),
            "Prod-Inner-GroupFar0C0076A1"
        );
        assert_eq!(
            unique_name(&["Prod", "Inner", "Group", "Far"], &of_stacks),
            "ProdInnerGroupFarC2A4755B"
        );
        let role = ["P", "Publish", "GetStackOutputRole"];
        assert_eq!(
            unique_name(&role, &UniqueNameOptions::new().max_length(64)),
            "PPublishGetStackOutputRole1D5D7ED2"
        );
    }

    #[test]
    fn the_greatest_length_holds_whatever_it_is() {
        let path = ["Stack", "Construct", "테이블"];
        for length in 0..40 {
            for separator in ["", "-", "~~"] {
                let options = UniqueNameOptions::new()
                    .separator(separator)
                    .allowed_special_characters("테")
                    .max_length(length);
                let name = unique_name(&path, &options);
                assert!(name.chars().count() <= length, "{name} is longer than {length}");
            }
        }
    }
}

//! Names made from paths: of stacks, and of what has a shorter limit than logical ids.

use super::stage;
use crate::construct::Arena;

/// The longest stack name that CloudFormation takes.
pub(super) const LONGEST_STACK_NAME: usize = 128;

/// The id of a stack in the assembly: as in the CDK its own id at the top,
/// and its whole path below.
pub(super) fn artifact_id(arena: &Arena, stack: u32) -> String {
    let id = path_name(&arena.components(0, stack), "");
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "_-.".contains(c);
    id.chars().map(|c| if is_plain(c) { c } else { '_' }).collect()
}

/// The name of a stack that is given none: made from its path below its
/// stage, whose name stands in front.
pub(super) fn default_stack_name(arena: &Arena, stack: u32) -> String {
    match stage::stage_of(arena, stack) {
        Some(stage) => {
            let prefix = format!("{}-", stage::stage_name(arena, stage));
            path_name(&arena.components(stage, stack), &prefix)
        }
        None => path_name(&arena.components(0, stack), ""),
    }
}

fn path_name(path: &[&str], prefix: &str) -> String {
    match path {
        [only] if prefix.len() + only.len() <= LONGEST_STACK_NAME => format!("{prefix}{only}"),
        path => unique_name(path, prefix, LONGEST_STACK_NAME),
    }
}

/// A name of letters and digits for what stands at this path: the readable
/// part, cut in its middle where it is too long, and eight digits of a hash.
/// A single id stands alone when it fits.
///
/// The same as `makeUniqueResourceName` of the CDK without a separator.
pub(super) fn unique_name(path: &[&str], prefix: &str, longest: usize) -> String {
    let parts: Vec<&str> = path.iter().copied().filter(|p| *p != "Default").collect();
    if let [only] = parts[..] {
        let name = format!("{prefix}{}", alphanumeric(only));
        if name.len() <= longest {
            return name;
        }
    }
    let mut human = prefix.to_owned();
    let mut last = "";
    for (i, part) in parts.iter().enumerate() {
        if i == 0 || !last.ends_with(part) {
            last = part;
            if *part != "Resource" {
                human.push_str(&alphanumeric(part));
            }
        }
    }
    let room = longest.saturating_sub(HASH);
    let half = room / 2;
    // A prefix may hold anything that was given as a name.
    let (start, end) = (human.floor_char_boundary(half), human.len().saturating_sub(half));
    if human.len() > room {
        human = format!("{}{}", &human[..start], &human[human.ceil_char_boundary(end)..]);
    }
    for byte in &md5::compute(parts.join("/"))[..HASH / 2] {
        human.push_str(&format!("{byte:02X}"));
    }
    human
}

const HASH: usize = 8;

fn alphanumeric(text: &str) -> String {
    text.chars().filter(char::is_ascii_alphanumeric).collect()
}

#[cfg(test)]
mod tests {
    use super::unique_name;

    #[test]
    fn names_are_those_of_the_cdk() {
        // Measured with aws-cdk-lib 2.276.0.
        assert_eq!(
            unique_name(&["Group", "Far"], "Prod-Inner-", 128),
            "Prod-Inner-GroupFar0C0076A1"
        );
        assert_eq!(
            unique_name(&["Prod", "Inner", "Group", "Far"], "", 128),
            "ProdInnerGroupFarC2A4755B"
        );
        let role = ["P", "Publish", "GetStackOutputRole"];
        assert_eq!(unique_name(&role, "", 64), "PPublishGetStackOutputRole1D5D7ED2");
    }
}

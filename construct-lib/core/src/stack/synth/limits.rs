//! What CloudFormation takes in one template, and how much of it is used.
//!
//! See AWS on [quotas](https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html).

use super::collect::StackParts;
use crate::construct::Arena;
use crate::error::{Diagnostic, codes};
use crate::stack::quota::Quota;
use crate::template::{Names, mapping_keys};

/// One kind of quota.
struct Kind {
    name: &'static str,
    limit: usize,
    /// The codes when there is too much, and when it is nearly so.
    exceeded: &'static str,
    near: &'static str,
    /// The way out.
    help: &'static str,
}

const RESOURCES: Kind = Kind {
    name: "resources",
    limit: 500,
    exceeded: codes::TOO_MANY_RESOURCES,
    near: codes::MANY_RESOURCES,
    help: "move a part that few references cross into a `NestedStack`, or into a second stack",
};
const PARAMETERS: Kind = elements("parameters", 200);
const MAPPINGS: Kind = elements("mappings", 200);
const MAPPING_KEYS: Kind = Kind {
    help: "divide the mapping into two, or decide in the program instead of at deployment",
    ..elements("mapping keys", 200)
};
const OUTPUTS: Kind = elements("outputs", 200);
const DYNAMIC_REFERENCES: Kind = Kind {
    help: "read a value once by a parameter of type `AWS::SSM::Parameter::Value<String>`, or divide \
           the stack in two",
    ..elements("dynamic references", 60)
};
const BYTES: Kind = Kind {
    name: "template bytes",
    limit: 1_000_000,
    exceeded: codes::TEMPLATE_TOO_LARGE,
    near: codes::TEMPLATE_LARGE,
    help: "`StackProps::suppress_template_indentation` saves some bytes, a nested stack or a second stack more",
};
const COMPACT_BYTES: Kind =
    Kind { help: "move a part into a nested stack, or into a second stack", ..BYTES };
/// Too long a description was reported by the stack itself.
const DESCRIPTION: Kind = elements("description bytes", 1024);

/// The longest key of a mapping, in characters.
const LONGEST_KEY: usize = 255;

const fn elements(name: &'static str, limit: usize) -> Kind {
    Kind {
        name,
        limit,
        exceeded: codes::TOO_MANY_ELEMENTS,
        near: codes::MANY_ELEMENTS,
        help: "move a part into a nested stack, or into a second stack",
    }
}

impl Kind {
    fn used(&self, used: usize) -> Quota {
        Quota { name: self.name, used, limit: self.limit, element: None }
    }

    /// Reports when too much, or nearly too much, is used.
    fn check(&self, arena: &Arena, node: u32, quota: &Quota, findings: &mut Vec<Diagnostic>) {
        let (used, limit) = (quota.used, quota.limit);
        let what = match &quota.element {
            Some(element) => format!("{} in `{element}`", self.name),
            None => self.name.to_owned(),
        };
        let finding = if quota.is_exceeded() {
            let message = format!("a template takes at most {limit} {what}, got {used}");
            Diagnostic::error(self.exceeded, message)
        } else if quota.is_near() {
            let left = quota.left();
            let message = format!(
                "{used} of the {limit} {what} that a template takes are used, {left} are left"
            );
            Diagnostic::warning(self.near, message)
        } else {
            return;
        };
        findings.push(arena.place(finding.help(self.help), node));
    }
}

/// Reports what can be known to be too much before anything is written.
pub(super) fn check(
    arena: &Arena,
    stacks: &[StackParts],
    names: &Names,
    findings: &mut Vec<Diagnostic>,
) {
    for stack in stacks {
        for (kind, quota) in counts(arena, stack, names) {
            if quota.is_exceeded() && quota.element.is_none() {
                kind.check(arena, stack.node, &quota, findings);
            }
        }
        for &mapping in &stack.parts.mappings {
            check_mapping(arena, mapping, names, findings);
        }
    }
}

/// How much of each quota a written template uses; reports what is used up, or nearly so.
pub(super) fn quotas(
    arena: &Arena,
    stack: &StackParts,
    names: &Names,
    template: &[u8],
    is_compact: bool,
    findings: &mut Vec<Diagnostic>,
) -> Vec<Quota> {
    let references = dynamic_references(template);
    let bytes = if is_compact { &COMPACT_BYTES } else { &BYTES };
    let written =
        [(&DYNAMIC_REFERENCES, references), (bytes, template.len())].map(|(k, n)| (k, k.used(n)));
    let mut quotas = Vec::with_capacity(8);
    for (kind, quota) in counts(arena, stack, names).into_iter().chain(written) {
        kind.check(arena, stack.node, &quota, findings);
        quotas.push(quota);
    }
    quotas.push(DESCRIPTION.used(stack.parts.description.as_ref().map_or(0, String::len)));
    quotas
}

/// How many texts of a template are looked up at deployment.
fn dynamic_references(template: &[u8]) -> usize {
    // Few templates have two braces in a row. Without a way out of the loop the
    // processor compares many bytes at once, so this costs next to nothing.
    let next = template.get(1..).unwrap_or_default();
    let both = |a: u8, b: u8| u8::from(a == b'{') & u8::from(b == b'{');
    if template.iter().zip(next).fold(0, |found, (&a, &b)| found | both(a, b)) == 0 {
        return 0;
    }
    std::str::from_utf8(template).map_or(0, |text| text.matches("{{resolve:").count())
}

fn counts(arena: &Arena, stack: &StackParts, names: &Names) -> [(&'static Kind, Quota); 5] {
    let parts = &stack.parts;
    let keys = parts.mappings.iter().map(|&mapping| keys(arena, mapping, names));
    let most = keys.reduce(|most, keys| if keys.used > most.used { keys } else { most });
    [
        (&RESOURCES, RESOURCES.used(parts.resource_count())),
        (&PARAMETERS, PARAMETERS.used(parts.parameter_count())),
        (&MAPPINGS, MAPPINGS.used(parts.mappings.len() + parts.raw.entries("Mappings").count())),
        (&MAPPING_KEYS, most.unwrap_or_else(|| MAPPING_KEYS.used(0))),
        (&OUTPUTS, OUTPUTS.used(parts.output_count())),
    ]
}

/// The most keys of a mapping on one level.
fn keys(arena: &Arena, mapping: u32, names: &Names) -> Quota {
    let levels = mapping_keys(arena, mapping);
    let most = levels.iter().map(Vec::len).max().unwrap_or_default();
    Quota { element: names.get(mapping).map(str::to_owned), ..MAPPING_KEYS.used(most) }
}

fn check_mapping(arena: &Arena, mapping: u32, names: &Names, findings: &mut Vec<Diagnostic>) {
    let quota = keys(arena, mapping, names);
    if quota.is_exceeded() {
        MAPPING_KEYS.check(arena, mapping, &quota, findings);
    }
    for key in mapping_keys(arena, mapping).into_iter().flatten() {
        let length = key.chars().count();
        if length > LONGEST_KEY {
            let finding = Diagnostic::error(
                codes::TEXT_TOO_LONG,
                format!(
                    "a key of a mapping must be at most {LONGEST_KEY} characters long, got {length}"
                ),
            )
            .help("shorten the key");
            findings.push(arena.place(finding, mapping));
        }
    }
}

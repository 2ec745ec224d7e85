//! Renames of logical ids, for a stack that was deployed under other ones.

use std::panic::Location;

use indexmap::IndexMap;

use super::stack::Stack;
use crate::construct::{Arena, Construct as _};
use crate::error::{Diagnostic, codes};
use crate::template::LogicalId;

/// The renames of one stack, by the computed ids.
#[derive(Default)]
struct Renames(IndexMap<String, Rename>);

struct Rename {
    new: LogicalId,
    at: &'static Location<'static>,
}

impl Stack {
    /// Gives whatever element of this template has the computed logical id
    /// `old` the id `new`; references follow.
    ///
    /// CloudFormation knows a resource by its logical id, so this keeps what is
    /// deployed when a construct gets another path. Renames happen at once and
    /// not one after the other: two ids can be swapped. What follows the
    /// contents of other resources, as a deployment does, is renamed by its id
    /// without the hash, which then stands behind the new one. An id that was
    /// given by `override_logical_id` is not renamed.
    ///
    /// # Errors
    ///
    /// Synthesis reports `rename-unused` when no element has the id `old`,
    /// `duplicate-rename` when it was renamed before, `invalid-logical-id`
    /// unless `new` is 1 to 255 letters and digits, and `duplicate-logical-id`
    /// when another element has it.
    ///
    /// # Example
    ///
    /// ```
    /// use construct_core::{App, CfnResource, Stack, StackProps};
    ///
    /// let app = App::new();
    /// let stack = Stack::new(&app, "Orders", StackProps::new());
    /// // It was called `Topic` when it was deployed.
    /// CfnResource::new(&stack, "Placed", "AWS::SNS::Topic");
    /// stack.rename_logical_id("Placed", "Topic");
    /// assert!(app.synth()?.stacks()[0].template_json().contains("\"Topic\": {"));
    /// # Ok::<(), construct_core::SynthError>(())
    /// ```
    #[track_caller]
    pub fn rename_logical_id(&self, old: &str, new: &str) {
        let node = self.node();
        let at = Location::caller();
        let new = match LogicalId::parse(new) {
            Ok(new) => new,
            Err(error) => {
                return node.report(
                    Diagnostic::error(codes::INVALID_LOGICAL_ID, error.to_string())
                        .help("leave out everything but letters and digits")
                        .at_location(at),
                );
            }
        };
        if node.is_locked() {
            return;
        }
        let mut earlier = None;
        node.annotate(|renames: &mut Renames| match renames.0.get(old) {
            Some(known) => earlier = Some(known.new.clone()),
            None => drop(renames.0.insert(old.to_owned(), Rename { new, at })),
        });
        if let Some(earlier) = earlier {
            node.report(
                Diagnostic::error(
                    codes::DUPLICATE_RENAME,
                    format!("the logical id `{old}` was already renamed, to `{earlier}`"),
                )
                .help("take one of the two renames back")
                .at_location(at),
            );
        }
    }
}

/// The renames of one stack while its ids are computed.
pub(in crate::stack) struct Renaming<'a> {
    renames: Option<&'a Renames>,
    used: Vec<bool>,
}

impl<'a> Renaming<'a> {
    pub(in crate::stack) fn new(arena: &'a Arena, stack: u32) -> Self {
        let renames = arena.annotation::<Renames>(stack);
        Self { renames, used: vec![false; renames.map_or(0, |r| r.0.len())] }
    }

    /// The new id of an element, when its computed one is renamed.
    pub(in crate::stack) fn of(&mut self, computed: &str) -> Option<&'a LogicalId> {
        let (position, _, rename) = self.renames?.0.get_full(computed)?;
        self.used[position] = true;
        Some(&rename.new)
    }

    /// Reports the renames of ids that no element has.
    pub(in crate::stack) fn finish(
        self,
        arena: &Arena,
        stack: u32,
        findings: &mut Vec<Diagnostic>,
    ) {
        let renames = self.renames.into_iter().flat_map(|r| &r.0);
        for ((old, rename), _) in renames.zip(self.used).filter(|(_, used)| !used) {
            let finding = Diagnostic::error(
                codes::RENAME_UNUSED,
                format!(
                    "the logical id `{old}`, renamed to `{}`, is computed for no element of the stack",
                    rename.new
                ),
            )
            .help("name the id that the template has without renames and overrides, or take the rename back")
            .at_location(rename.at);
            findings.push(arena.place(finding, stack));
        }
    }
}

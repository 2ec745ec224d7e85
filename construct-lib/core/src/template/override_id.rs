//! Logical ids that are given instead of computed.

use super::elements::kind;
use super::logical_id::LogicalId;
use crate::construct::{Arena, Node};
use crate::error::{Diagnostic, codes};

/// The id that an element was given.
#[derive(Default)]
struct GivenId(Option<LogicalId>);

impl Node {
    /// Gives the element of the template at this node this logical id instead
    /// of the computed one: a resource, parameter, output, condition or mapping.
    ///
    /// At an L2 it is the resource that stands for it. References follow. What
    /// follows the contents of other resources, as a deployment does, still
    /// has a hash behind the id. A [rename](crate::Stack::rename_logical_id)
    /// leaves it alone.
    ///
    /// # Errors
    ///
    /// Synthesis reports `invalid-logical-id` unless it is 1 to 255 letters
    /// and digits, `element-not-found` where no element stands, and
    /// `tree-locked` when synthesis has begun.
    ///
    /// # Example
    ///
    /// ```
    /// use construct_core::{App, CfnOutput, CfnOutputProps, Aws, CfnResource, Construct, Stack, StackProps};
    ///
    /// let app = App::new();
    /// let stack = Stack::new(&app, "Orders", StackProps::new());
    /// CfnResource::new(&stack, "Topic", "AWS::SNS::Topic");
    /// let output = CfnOutput::new(&stack, "Region", CfnOutputProps::new(Aws::REGION));
    /// output.node().override_logical_id("OrdersRegion");
    /// assert_eq!(app.synth()?.stacks()[0].outputs(), ["OrdersRegion"]);
    /// # Ok::<(), construct_core::SynthError>(())
    /// ```
    #[track_caller]
    pub fn override_logical_id(&self, id: &str) {
        let id = match LogicalId::parse(id) {
            Ok(id) => id,
            Err(error) => {
                return self.report(
                    Diagnostic::error(codes::INVALID_LOGICAL_ID, error.to_string())
                        .help("leave out everything but letters and digits")
                        .at_caller(),
                );
            }
        };
        if self.is_locked() {
            return;
        }
        let is_element = |node: &Node| node.freeze(|arena| kind(arena, node.index()).is_some());
        let element = if is_element(self) {
            Some(self.clone())
        } else {
            self.default_child().filter(is_element)
        };
        match element {
            Some(element) => element.annotate(|given: &mut GivenId| given.0 = Some(id)),
            None => self.report(
                Diagnostic::error(
                    codes::ELEMENT_NOT_FOUND,
                    format!("no element of a template stands here that could be called `{id}`"),
                )
                .help("override the id of a resource, a parameter, an output, a condition or a mapping")
                .at_caller(),
            ),
        }
    }
}

impl Arena {
    /// The logical id that the element at this node was given.
    pub(crate) fn given_id(&self, node: u32) -> Option<&LogicalId> {
        self.annotation::<GivenId>(node)?.0.as_ref()
    }
}

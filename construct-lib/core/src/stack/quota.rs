//! How much of what CloudFormation takes a template uses.

/// How much of one of CloudFormation's quotas a template uses.
///
/// ```
/// use construct_core::{App, CfnResource, Stack, StackProps};
///
/// let app = App::new();
/// let stack = Stack::new(&app, "Orders", StackProps::new());
/// CfnResource::new(&stack, "Topic", "AWS::SNS::Topic");
/// let assembly = app.synth()?;
/// let quota = assembly.stacks()[0].quotas().iter().find(|q| q.name() == "resources").unwrap();
/// assert_eq!((quota.used(), quota.limit(), quota.left()), (1, 500, 499));
/// # Ok::<(), construct_core::SynthError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quota {
    pub(crate) name: &'static str,
    pub(crate) used: usize,
    pub(crate) limit: usize,
    pub(crate) element: Option<String>,
}

/// From this share on, in percent, a quota counts as nearly used up.
const NEAR: usize = 80;

impl Quota {
    /// What is counted: `resources`, `parameters`, `mappings`, `mapping keys`,
    /// `outputs`, `dynamic references`, `template bytes`, `description bytes`.
    #[must_use]
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// How much the template has.
    #[must_use]
    pub fn used(&self) -> usize {
        self.used
    }

    /// How much CloudFormation takes.
    #[must_use]
    pub fn limit(&self) -> usize {
        self.limit
    }

    /// How much is left.
    #[must_use]
    pub fn left(&self) -> usize {
        self.limit.saturating_sub(self.used)
    }

    /// The logical id of the element that uses most, where the quota is one of
    /// each element.
    #[must_use]
    pub fn element(&self) -> Option<&str> {
        self.element.as_deref()
    }

    /// Whether four fifths or more are used.
    #[must_use]
    pub fn is_near(&self) -> bool {
        self.used * 100 >= self.limit * NEAR
    }

    pub(crate) fn is_exceeded(&self) -> bool {
        self.used > self.limit
    }
}

//! One stack of what synthesis gives.

use std::fmt;

use super::asset::{StackAsset, Synthesizer};
use super::environment::Environment;
use super::nested_template::NestedTemplate;
use super::quota::Quota;
use super::stage::StageArtifact;

/// What must be allowed for a stack to be deployed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Capability {
    /// `CAPABILITY_IAM`: it makes roles or policies.
    Iam,
    /// `CAPABILITY_NAMED_IAM`: it makes some under fixed names.
    NamedIam,
    /// `CAPABILITY_AUTO_EXPAND`: it uses a transform.
    AutoExpand,
}

impl fmt::Display for Capability {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Iam => "CAPABILITY_IAM",
            Self::NamedIam => "CAPABILITY_NAMED_IAM",
            Self::AutoExpand => "CAPABILITY_AUTO_EXPAND",
        })
    }
}

/// One synthesized stack.
#[derive(Debug, Clone)]
pub struct StackArtifact {
    pub(crate) id: String,
    pub(crate) path: String,
    pub(crate) stages: Vec<StageArtifact>,
    pub(crate) stack_name: String,
    pub(crate) is_name_fixed: bool,
    pub(crate) description: Option<String>,
    pub(crate) environment: Environment,
    pub(crate) tags: Vec<(String, String)>,
    pub(crate) termination_protection: bool,
    pub(crate) synthesizer: Synthesizer,
    pub(crate) capabilities: Vec<Capability>,
    pub(crate) assets: Vec<StackAsset>,
    pub(crate) resource_count: usize,
    pub(crate) outputs: Vec<String>,
    pub(crate) dependencies: Vec<String>,
    pub(crate) quotas: Vec<Quota>,
    pub(crate) template: Vec<u8>,
    pub(crate) nested: Vec<NestedTemplate>,
}

impl StackArtifact {
    /// The id in the assembly.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The construct path of the stack.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The stages that it stands in, the outermost first.
    #[must_use]
    pub fn stages(&self) -> &[StageArtifact] {
        &self.stages
    }

    /// The folder of its files below that of the whole assembly, its parts
    /// separated by `/`: one for each stage, so empty outside any.
    #[must_use]
    pub fn directory(&self) -> String {
        let parts: Vec<&str> = self.stages.iter().map(StageArtifact::directory).collect();
        parts.join("/")
    }

    /// The name that AWS shows.
    #[must_use]
    pub fn stack_name(&self) -> &str {
        &self.stack_name
    }

    /// Whether the template of another stack names it by its name, so that it
    /// must be deployed under this one and no other.
    #[must_use]
    pub fn is_name_fixed(&self) -> bool {
        self.is_name_fixed
    }

    /// The description in the template.
    #[must_use]
    pub fn description(&self) -> Option<&str> {
        self.description.as_deref()
    }

    /// The file of the template, in its [directory](Self::directory):
    /// `<id>.template.json`.
    #[must_use]
    pub fn template_file(&self) -> String {
        format!("{}.template.json", self.id)
    }

    /// The account and the region.
    #[must_use]
    pub fn environment(&self) -> &Environment {
        &self.environment
    }

    /// The tags of the stack.
    #[must_use]
    pub fn tags(&self) -> &[(String, String)] {
        &self.tags
    }

    /// Whether the stack refuses to be deleted.
    #[must_use]
    pub fn termination_protection(&self) -> bool {
        self.termination_protection
    }

    /// How its assets are found.
    #[must_use]
    pub fn synthesizer(&self) -> &Synthesizer {
        &self.synthesizer
    }

    /// What must be allowed to deploy it.
    #[must_use]
    pub fn capabilities(&self) -> &[Capability] {
        &self.capabilities
    }

    /// What must be shipped beside it and its nested templates.
    #[must_use]
    pub fn assets(&self) -> &[StackAsset] {
        &self.assets
    }

    /// How many resources it has, without those of nested templates.
    #[must_use]
    pub fn resource_count(&self) -> usize {
        self.resource_count
    }

    /// The logical ids of its outputs.
    #[must_use]
    pub fn outputs(&self) -> &[String] {
        &self.outputs
    }

    /// The templates of its nested stacks, each before the one that names it.
    #[must_use]
    pub fn nested(&self) -> &[NestedTemplate] {
        &self.nested
    }

    /// The ids of the stacks that must be deployed before it.
    #[must_use]
    pub fn dependencies(&self) -> &[String] {
        &self.dependencies
    }

    /// How much of each quota of CloudFormation the template uses.
    #[must_use]
    pub fn quotas(&self) -> &[Quota] {
        &self.quotas
    }

    /// The template.
    #[must_use]
    pub fn template(&self) -> &[u8] {
        &self.template
    }

    /// The template as text.
    #[must_use]
    pub fn template_json(&self) -> &str {
        // The writer gives nothing but UTF-8.
        std::str::from_utf8(&self.template).unwrap_or_default()
    }
}

//! What synthesis gives: templates, and what must be shipped beside them.

use std::fmt;

use super::environment::Environment;
use crate::error::{Diagnostic, SourceLine};
use crate::token::Asset;

/// How the assets of a stack are found by CloudFormation.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum Synthesizer {
    /// The template names a path beside it, and `aws cloudformation package`
    /// uploads what is there. It does not change with the contents.
    #[default]
    Local,
    /// The template names the bucket of the CDK's bootstrap stack and the
    /// hash of the contents, and the official `cdk` command uploads them.
    Bootstrap {
        /// The bootstrap stack's qualifier, `hnb659fds` unless it was changed.
        qualifier: String,
    },
}

impl Synthesizer {
    /// The CDK's bootstrap stack, with its usual qualifier.
    #[must_use]
    pub fn bootstrap() -> Self {
        Self::Bootstrap { qualifier: "hnb659fds".into() }
    }
}

/// The identity of an asset's contents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AssetHash {
    /// The hash of what is shipped, in hexadecimal.
    Contents(String),
    /// The asset was not built yet; deploying such a template is refused.
    Placeholder,
}

/// Knows the contents of assets; asked only where a template names their hash.
pub trait AssetResolver {
    /// The hash of an asset's contents.
    ///
    /// # Errors
    ///
    /// With the reason, which synthesis reports as `asset-unresolved`.
    fn hash(&self, asset: &Asset) -> Result<AssetHash, String>;
}

/// Resolves nothing: every asset gets a marked placeholder.
#[derive(Debug, Clone, Copy, Default)]
pub struct UnresolvedAssets;

impl AssetResolver for UnresolvedAssets {
    fn hash(&self, _asset: &Asset) -> Result<AssetHash, String> {
        Ok(AssetHash::Placeholder)
    }
}

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

/// An asset and the construct that ships it.
#[derive(Debug, Clone)]
pub struct StackAsset {
    pub(crate) asset: Asset,
    pub(crate) path: String,
    pub(crate) lines: Vec<SourceLine>,
    pub(crate) hash: Option<AssetHash>,
}

impl StackAsset {
    /// What is shipped.
    #[must_use]
    pub fn asset(&self) -> &Asset {
        &self.asset
    }

    /// The path of the first construct that ships it.
    #[must_use]
    pub fn construct_path(&self) -> &str {
        &self.path
    }

    /// The user's lines that led to it.
    #[must_use]
    pub fn lines(&self) -> &[SourceLine] {
        &self.lines
    }

    /// The hash that the template names, where it names one.
    #[must_use]
    pub fn hash(&self) -> Option<&AssetHash> {
        self.hash.as_ref()
    }
}

/// One synthesized stack.
#[derive(Debug, Clone)]
pub struct StackArtifact {
    pub(crate) id: String,
    pub(crate) path: String,
    pub(crate) stack_name: String,
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
    pub(crate) template: Vec<u8>,
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

    /// The name that AWS shows.
    #[must_use]
    pub fn stack_name(&self) -> &str {
        &self.stack_name
    }

    /// The description in the template.
    #[must_use]
    pub fn description(&self) -> Option<&str> {
        self.description.as_deref()
    }

    /// The file of the template: `<id>.template.json`.
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

    /// What must be shipped beside it.
    #[must_use]
    pub fn assets(&self) -> &[StackAsset] {
        &self.assets
    }

    /// How many resources it has.
    #[must_use]
    pub fn resource_count(&self) -> usize {
        self.resource_count
    }

    /// The logical ids of its outputs.
    #[must_use]
    pub fn outputs(&self) -> &[String] {
        &self.outputs
    }

    /// The ids of the stacks that must be deployed before it.
    #[must_use]
    pub fn dependencies(&self) -> &[String] {
        &self.dependencies
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

/// All stacks of an app, synthesized.
#[derive(Debug, Clone)]
pub struct CloudAssembly {
    stacks: Vec<StackArtifact>,
    diagnostics: Vec<Diagnostic>,
}

impl CloudAssembly {
    pub(crate) fn new(stacks: Vec<StackArtifact>, diagnostics: Vec<Diagnostic>) -> Self {
        Self { stacks, diagnostics }
    }

    /// The stacks, in the order in which they were defined.
    #[must_use]
    pub fn stacks(&self) -> &[StackArtifact] {
        &self.stacks
    }

    /// The stack with this id or this name.
    #[must_use]
    pub fn stack(&self, name: &str) -> Option<&StackArtifact> {
        self.stacks.iter().find(|s| s.id == name || s.stack_name == name)
    }

    /// The warnings, acknowledged ones included.
    #[must_use]
    pub fn diagnostics(&self) -> &[Diagnostic] {
        &self.diagnostics
    }
}

//! What is shipped beside a template, and how it is found.

use crate::error::SourceLine;
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

    /// The SHA-256 of a nested template, by which the template above it finds
    /// it in the bootstrap bucket; a placeholder unless this is implemented.
    ///
    /// # Errors
    ///
    /// With the reason, which synthesis reports as `asset-unresolved`.
    fn template_hash(&self, template: &[u8]) -> Result<AssetHash, String> {
        let _ = template;
        Ok(AssetHash::Placeholder)
    }
}

/// Resolves nothing: every asset gets a marked placeholder.
#[derive(Debug, Clone, Copy, Default)]
pub struct UnresolvedAssets;

impl AssetResolver for UnresolvedAssets {
    fn hash(&self, _asset: &Asset) -> Result<AssetHash, String> {
        Ok(AssetHash::Placeholder)
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

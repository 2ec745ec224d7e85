//! The template of a nested stack, as synthesis gives it.

use super::asset::AssetHash;
use super::quota::Quota;

/// The template of one nested stack, deployed by the stack above it.
#[derive(Debug, Clone)]
pub struct NestedTemplate {
    pub(crate) path: String,
    pub(crate) parent: String,
    pub(crate) logical_id: String,
    pub(crate) file: String,
    pub(crate) resource_count: usize,
    pub(crate) quotas: Vec<Quota>,
    pub(crate) template: Vec<u8>,
    pub(crate) hash: Option<AssetHash>,
}

impl NestedTemplate {
    /// The construct path of the nested stack.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The construct path of the stack whose template names it.
    #[must_use]
    pub fn parent(&self) -> &str {
        &self.parent
    }

    /// The logical id of its `AWS::CloudFormation::Stack` in that template.
    #[must_use]
    pub fn logical_id(&self) -> &str {
        &self.logical_id
    }

    /// The file of the template, beside that of the stack.
    #[must_use]
    pub fn file(&self) -> &str {
        &self.file
    }

    /// How many resources it has.
    #[must_use]
    pub fn resource_count(&self) -> usize {
        self.resource_count
    }

    /// How much of what CloudFormation takes in one template it uses.
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

    /// The hash that the template above names, where it names one.
    #[must_use]
    pub fn hash(&self) -> Option<&AssetHash> {
        self.hash.as_ref()
    }
}

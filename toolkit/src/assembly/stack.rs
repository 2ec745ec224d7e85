//! What is kept of a synthesized stack once its template is written.

use construct_lib::{AssetHash, Capability, Environment, StackArtifact, StackAsset, Synthesizer};

use crate::digest;

/// A stack without its template: only one template is in memory at a time.
#[derive(Debug, Clone)]
pub(crate) struct StackEntry {
    pub(crate) id: String,
    pub(crate) path: String,
    pub(crate) stack_name: String,
    pub(crate) environment: Environment,
    pub(crate) tags: Vec<(String, String)>,
    pub(crate) termination_protection: bool,
    pub(crate) synthesizer: Synthesizer,
    pub(crate) capabilities: Vec<Capability>,
    pub(crate) assets: Vec<StackAsset>,
    pub(crate) resource_count: usize,
    pub(crate) has_outputs: bool,
    pub(crate) template_bytes: usize,
    /// The template's size once `aws cloudformation package` has rewritten it.
    pub(crate) packaged_bytes: usize,
    /// The hash of the template, where the template is an asset itself.
    pub(crate) template_hash: Option<String>,
}

impl StackEntry {
    pub(crate) fn new(artifact: &StackArtifact) -> Self {
        let template = artifact.template();
        let by_bootstrap = matches!(artifact.synthesizer(), Synthesizer::Bootstrap { .. });
        Self {
            id: artifact.id().to_owned(),
            path: artifact.path().to_owned(),
            stack_name: artifact.stack_name().to_owned(),
            environment: artifact.environment().clone(),
            tags: artifact.tags().to_vec(),
            termination_protection: artifact.termination_protection(),
            synthesizer: artifact.synthesizer().clone(),
            capabilities: artifact.capabilities().to_vec(),
            assets: artifact.assets().to_vec(),
            resource_count: artifact.resource_count(),
            has_outputs: !artifact.outputs().is_empty(),
            template_bytes: template.len(),
            packaged_bytes: crate::print::packaged_size(template, artifact.assets().len()),
            template_hash: by_bootstrap.then(|| digest::hex(template)),
        }
    }

    /// The file of the template.
    pub(crate) fn template_file(&self) -> String {
        format!("{}.template.json", self.id)
    }

    /// The file that lists the assets.
    pub(crate) fn assets_file(&self) -> String {
        format!("{}.assets.json", self.id)
    }

    /// Whether the template names an asset that was not built.
    pub(crate) fn has_placeholder(&self) -> bool {
        let mut hashes = self.assets.iter().filter_map(StackAsset::hash);
        hashes.any(|hash| *hash == AssetHash::Placeholder)
    }
}

//! What is kept of a synthesized stack once its template is written.

use std::collections::BTreeSet;

use construct_lib::{
    Asset, AssetHash, AssetSource, Capability, Environment, Quota, StackArtifact, StackAsset,
    Synthesizer,
};
use serde_json::Value;

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
    /// The zips of the user's own that a runtime starts by the name `bootstrap`.
    pub(crate) custom_runtime: Vec<Asset>,
    pub(crate) resource_count: usize,
    pub(crate) has_outputs: bool,
    pub(crate) quotas: Vec<Quota>,
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
            custom_runtime: custom_runtime(artifact),
            resource_count: artifact.resource_count(),
            has_outputs: !artifact.outputs().is_empty(),
            quotas: artifact.quotas().to_vec(),
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

/// The assets of these stacks, each once, with the first construct that ships it.
pub(crate) fn assets<'a>(stacks: impl IntoIterator<Item = &'a StackEntry>) -> Vec<StackAsset> {
    let mut seen = BTreeSet::new();
    let all = stacks.into_iter().flat_map(|stack| &stack.assets);
    all.filter(|asset| seen.insert(asset.asset().path())).cloned().collect()
}

/// Whether an asset is a program of the workspace, and not a file of the user's.
pub(crate) fn is_handler(asset: &Asset) -> bool {
    matches!(asset.source(), AssetSource::RustBinary { .. })
}

/// The zips that functions with a `provided` runtime name as their code.
fn custom_runtime(artifact: &StackArtifact) -> Vec<Asset> {
    let is_zip = |asset: &&StackAsset| matches!(asset.asset().source(), AssetSource::Zip { .. });
    let zips: Vec<&StackAsset> = artifact.assets().iter().filter(is_zip).collect();
    // Only then is it worth reading the template again.
    if zips.is_empty() {
        return Vec::new();
    }
    let template: Value = serde_json::from_slice(artifact.template()).unwrap_or_default();
    let resources = template["Resources"].as_object();
    let codes: Vec<&str> = resources
        .into_iter()
        .flat_map(|resources| resources.values())
        .filter(|resource| resource["Type"] == "AWS::Lambda::Function")
        .map(|function| &function["Properties"])
        .filter(|properties| {
            let runtime = properties["Runtime"].as_str();
            runtime.is_some_and(|runtime| runtime.starts_with("provided"))
        })
        .filter_map(|properties| {
            let code = &properties["Code"];
            code.as_str().or_else(|| code["S3Key"].as_str())
        })
        .collect();
    zips.into_iter()
        .filter(|asset| {
            let key = match asset.hash() {
                Some(AssetHash::Contents(hash)) => format!("{hash}.zip"),
                _ => asset.asset().path(),
            };
            codes.contains(&key.as_str())
        })
        .map(|asset| asset.asset().clone())
        .collect()
}

//! What is kept of a synthesized stack once its template is written.

use std::collections::BTreeSet;

use construct_lib::{
    Asset, AssetHash, AssetSource, Capability, Environment, NestedTemplate, Quota, StackArtifact,
    StackAsset, StageArtifact, Synthesizer,
};
use serde_json::Value;

use crate::digest;

/// A stack without its template: only one template is in memory at a time.
#[derive(Debug, Clone)]
pub(crate) struct StackEntry {
    pub(crate) id: String,
    pub(crate) path: String,
    /// The stages around it, the outermost first.
    pub(crate) stages: Vec<StageArtifact>,
    /// The folder of its files below that of the whole assembly.
    directory: String,
    pub(crate) stack_name: String,
    /// Whether another stack's template names it by its name.
    pub(crate) is_name_fixed: bool,
    /// The ids of the stacks that must be deployed before it.
    pub(crate) dependencies: Vec<String>,
    pub(crate) nested: Vec<NestedEntry>,
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
    /// The size of the template as YAML, where that was written too.
    pub(crate) yaml_bytes: Option<usize>,
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
            stages: artifact.stages().to_vec(),
            directory: artifact.directory(),
            stack_name: artifact.stack_name().to_owned(),
            is_name_fixed: artifact.is_name_fixed(),
            dependencies: artifact.dependencies().to_vec(),
            nested: artifact.nested().iter().map(NestedEntry::new).collect(),
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
            yaml_bytes: None,
            packaged_bytes: crate::print::packaged_size(
                template,
                artifact.assets().len() + artifact.nested().len(),
            ),
            template_hash: by_bootstrap.then(|| digest::hex(template)),
        }
    }

    /// The file of the template, in its folder.
    pub(crate) fn template_file(&self) -> String {
        format!("{}.template.json", self.id)
    }

    /// How the name of the file ends that is deployed.
    pub(crate) fn extension(&self) -> &'static str {
        if self.yaml_bytes.is_some() { "yaml" } else { "json" }
    }

    /// The file that lists the assets, in the same folder.
    pub(crate) fn assets_file(&self) -> String {
        format!("{}.assets.json", self.id)
    }

    /// The path in the assembly of a file beside the template.
    pub(crate) fn in_assembly(&self, file: &str) -> String {
        in_directory(&self.directory, file)
    }

    /// The path of an asset as seen from the folder of the template.
    pub(crate) fn seen_from_here(&self, asset: &Asset) -> String {
        format!("{}{}", "../".repeat(self.stages.len()), asset.path())
    }

    /// Whether something must be uploaded beside the template.
    pub(crate) fn has_files(&self) -> bool {
        !self.assets.is_empty() || !self.nested.is_empty()
    }

    /// Whether the template names an asset that was not built.
    pub(crate) fn has_placeholder(&self) -> bool {
        let mut hashes = self.assets.iter().filter_map(StackAsset::hash);
        hashes.any(|hash| *hash == AssetHash::Placeholder)
    }
}

/// A nested stack without its template.
#[derive(Debug, Clone)]
pub(crate) struct NestedEntry {
    pub(crate) path: String,
    pub(crate) file: String,
    pub(crate) resource_count: usize,
    pub(crate) bytes: usize,
    pub(crate) quotas: Vec<Quota>,
    /// The hash by which the template above names it.
    pub(crate) hash: Option<AssetHash>,
}

impl NestedEntry {
    fn new(nested: &NestedTemplate) -> Self {
        Self {
            path: nested.path().to_owned(),
            file: nested.file().to_owned(),
            resource_count: nested.resource_count(),
            bytes: nested.template().len(),
            quotas: nested.quotas().to_vec(),
            hash: nested.hash().cloned(),
        }
    }

    /// Its own id, the last part of its path.
    pub(crate) fn id(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or(&self.path)
    }
}

/// A file in a folder of the assembly, which may be the assembly's own.
pub(crate) fn in_directory(directory: &str, file: &str) -> String {
    if directory.is_empty() { file.to_owned() } else { format!("{directory}/{file}") }
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
    let templates = artifact.nested().iter().map(NestedTemplate::template);
    let templates: Vec<Value> = templates
        .chain([artifact.template()])
        .map(|template| serde_json::from_slice(template).unwrap_or_default())
        .collect();
    let codes: Vec<&str> = templates
        .iter()
        .filter_map(|template| template["Resources"].as_object())
        .flat_map(|resources| resources.values())
        .filter(|resource| resource["Type"] == "AWS::Lambda::Function")
        .map(|function| &function["Properties"])
        .filter(|properties| {
            let runtime = properties["Runtime"].as_str();
            runtime.is_some_and(|runtime| runtime.starts_with("provided"))
        })
        .filter_map(|properties| {
            let code = &properties["Code"];
            // A stage's template names assets from a folder further down.
            let path = code.as_str().map(|path| path.trim_start_matches("../"));
            path.or_else(|| code["S3Key"].as_str())
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

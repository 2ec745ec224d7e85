//! App and Stack, and the way from the tree to templates.

mod app;
mod artifact;
mod environment;
mod renames;
#[expect(clippy::module_inception, reason = "a stack is the noun of this folder")]
mod stack;
mod synth;

pub use app::App;
pub use artifact::{
    AssetHash, AssetResolver, Capability, CloudAssembly, StackArtifact, StackAsset, Synthesizer,
    UnresolvedAssets,
};
pub use environment::Environment;
pub use stack::{Stack, StackProps};

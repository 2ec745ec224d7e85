//! App and Stack, and the way from the tree to templates.

mod app;
mod artifact;
mod assembly;
mod asset;
mod context;
mod cross_stack;
mod environment;
mod export_value;
pub mod lookup;
mod names;
mod nested_stack;
mod nested_template;
mod physical_name;
mod quota;
mod raw;
mod renames;
mod sha256;
#[expect(clippy::module_inception, reason = "a stack is the noun of this folder")]
mod stack;
mod stage;
mod synth;
mod unique_name;

pub use app::App;
pub use artifact::{Capability, StackArtifact};
pub use assembly::CloudAssembly;
pub use asset::{AssetHash, AssetResolver, StackAsset, Synthesizer, UnresolvedAssets};
pub use context::FromContext;
pub use cross_stack::{CrossStackReferences, ReferenceStrength};
pub use environment::Environment;
pub use export_value::ExportValueProps;
pub use lookup::{ContextQuery, MissingContext};
pub use names::UniqueNameOptions;
pub use nested_stack::{NestedStack, NestedStackProps};
pub use nested_template::NestedTemplate;
pub use physical_name::PhysicalName;
pub use quota::Quota;
pub use stack::{Stack, StackProps};
pub use stage::{Stage, StageArtifact, StageProps};

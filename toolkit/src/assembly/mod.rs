//! The files of a CDK cloud assembly around the templates.

mod bootstrap;
mod json;
mod manifest;
mod missing;
mod stack;
mod yaml;

pub(crate) use json::Json;
pub(crate) use manifest::manifests;
pub(crate) use stack::{StackEntry, assets, in_directory, is_handler};

pub(crate) use yaml::write_yaml;

use bootstrap::asset_manifest;

use crate::failure::Failure;
use crate::output::{MANIFEST, Staging};
use construct_lib::{Diagnostic, MissingContext};

/// The lowest version of the protocol that has the fields written here, so that
/// the assembly can be read by as many versions of the CDK's tools as possible.
const VERSION: &str = "36.0.0";

/// Writes all but the templates, which are there, and the assets.
pub(crate) fn write(
    staging: &Staging,
    stacks: &[StackEntry],
    diagnostics: &[Diagnostic],
    missing: &[MissingContext],
) -> Result<(), Failure> {
    for stack in stacks {
        if let Some(assets) = asset_manifest(stack) {
            let path = stack.in_assembly(&stack.assets_file());
            staging.write(&path, assets.pretty().as_bytes())?;
        }
    }
    let version = Json::object([("version", Json::text(VERSION))]);
    let mut assemblies = manifests(stacks, diagnostics, missing);
    // The manifest that names the others comes last.
    assemblies.reverse();
    for (directory, manifest) in assemblies {
        staging.write(&in_directory(&directory, "cdk.out"), version.pretty().as_bytes())?;
        staging.write(&in_directory(&directory, MANIFEST), manifest.pretty().as_bytes())?;
    }
    Ok(())
}

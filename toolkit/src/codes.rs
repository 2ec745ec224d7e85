//! The codes of this crate's diagnostics. They are stable, as the library's are.

/// The closure that builds the app returned an error.
pub(crate) const APP_FAILED: &str = "app-failed";
/// A file could not be read or written.
pub(crate) const FILE: &str = "file-error";
/// The context that the CDK CLI hands over is not what it should be.
pub(crate) const CONTEXT_INVALID: &str = "context-invalid";
/// A name on the command line is no stack of the app.
pub(crate) const UNKNOWN_STACK: &str = "unknown-stack";
/// The output directory holds files that synthesis did not write.
pub(crate) const OUTPUT_NOT_OURS: &str = "output-not-ours";
/// The output directory cannot be where it was asked to be.
pub(crate) const OUTPUT_UNUSABLE: &str = "output-unusable";
/// No binary of the workspace has the name of a handler.
pub(crate) const HANDLER_NOT_FOUND: &str = "handler-not-found";
/// Several packages have a binary of that name.
pub(crate) const HANDLER_AMBIGUOUS: &str = "handler-ambiguous";
/// Cargo could not build a handler.
pub(crate) const HANDLER_BUILD_FAILED: &str = "handler-build-failed";
/// What was built is not a program that Linux starts.
pub(crate) const HANDLER_INVALID: &str = "handler-invalid";
/// What was built is for another processor.
pub(crate) const HANDLER_ARCHITECTURE: &str = "handler-architecture";
/// What was built asks for a loader that Lambda does not have.
pub(crate) const HANDLER_LOADER: &str = "handler-loader";
/// What was built needs a newer C library than Lambda has.
pub(crate) const HANDLER_GLIBC: &str = "handler-glibc-too-new";
/// A package is larger than Lambda takes.
pub(crate) const HANDLER_TOO_LARGE: &str = "handler-too-large";
/// A zip is so large that it can only be uploaded through a bucket.
pub(crate) const HANDLER_ZIP_LARGE: &str = "handler-zip-large";
/// A handler was not built, and its template cannot be deployed.
pub(crate) const HANDLERS_NOT_BUILT: &str = "handlers-not-built";
/// A tool or a target that building needs is not installed.
pub(crate) const TOOLCHAIN_MISSING: &str = "toolchain-missing";
/// The cargo workspace of the handlers was not found.
pub(crate) const WORKSPACE_NOT_FOUND: &str = "workspace-not-found";
/// A zip of the user's own is not there.
pub(crate) const ZIP_NOT_FOUND: &str = "zip-not-found";
/// A zip of the user's own cannot be read.
pub(crate) const ZIP_INVALID: &str = "zip-invalid";
/// A zip has no program that the function's runtime would start.
pub(crate) const ZIP_WITHOUT_BOOTSTRAP: &str = "zip-without-bootstrap";
/// An API has no OpenAPI document.
pub(crate) const OPENAPI_NONE: &str = "openapi-none";
/// A file does not hold the OpenAPI document of an API.
pub(crate) const OPENAPI_STALE: &str = "openapi-stale";
/// A template cannot be read for its APIs.
pub(crate) const TEMPLATE_UNREADABLE: &str = "template-unreadable";
/// A name on the command line is no API of the app, or that of several.
pub(crate) const UNKNOWN_API: &str = "unknown-api";
/// A template cannot be written as YAML.
pub(crate) const YAML: &str = "template-not-yaml";

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

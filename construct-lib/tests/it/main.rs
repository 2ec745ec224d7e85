//! What the constructs of this crate make: templates, diagnostics, ids.

mod cdk;
mod constructs;
mod diagnostics;
mod grants;
mod support;
mod templates;
mod ui;

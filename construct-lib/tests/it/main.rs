//! What the constructs of this crate make: templates, diagnostics, ids.

mod cdk;

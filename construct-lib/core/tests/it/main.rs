//! The tests of the core, in one binary.

#![allow(
    clippy::unwrap_used,
    clippy::needless_pass_by_value,
    reason = "a test fails by panicking, and its helpers read best by value"
)]

mod aspects;
mod assemblies;
mod bad_input;
mod bad_template;
mod busy;
mod by_name;
mod context;
mod crossings;
mod crossings_bad;
mod crossings_properties;
mod determinism;
mod elements;
mod from_elsewhere;
mod hooks;
mod known_names;
mod limits;
mod lines;
mod names;
mod overrides;
mod policies;
mod promises;
mod properties;
mod properties_aspects;
mod renames;
mod secrets;
mod sections;
mod services;
mod services_api_quotas;
mod services_apis;
mod services_policies;
mod stages;
mod support;
mod template;
mod unused;
mod validate;
mod vectors_aspects;
mod vectors_ids;
mod vectors_intrinsics;
mod vectors_removal;
mod vectors_tags;
mod warnings;

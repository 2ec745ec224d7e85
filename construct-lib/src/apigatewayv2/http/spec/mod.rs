//! HTTP APIs that are made of a document.

mod api;
mod parts;
mod props;

pub use api::SpecHttpApi;
pub use parts::{SpecHttpAuthorizer, SpecHttpIntegration};
pub use props::SpecHttpApiProps;

//! An HTTP API as a whole.

#[expect(clippy::module_inception, reason = "what the folder is about")]
mod api;
mod attributes;
mod cors;
mod props;
mod state;

pub use api::HttpApi;
pub use attributes::HttpApiAttributes;
pub use cors::CorsPreflightOptions;
pub use props::HttpApiProps;

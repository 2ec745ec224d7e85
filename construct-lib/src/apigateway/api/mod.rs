//! An API as a whole: what it takes, who reaches it, and what it answers by itself.

mod cors;
mod props;
mod rest_api;

pub use cors::CorsOptions;
pub use props::{EndpointType, RestApiProps};
pub use rest_api::RestApi;

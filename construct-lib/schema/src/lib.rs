//! What AWS takes for every CloudFormation resource type.
//!
//! The facts are text, one file a service, written by `cargo xtask codegen`.
//! Nothing is read before it is asked for, and then only the part of one type:
//!
//! ```
//! let text = construct_schema::find("AWS::SQS::Queue").unwrap_or_default();
//! let queue = construct_schema::Schema::parse("AWS::SQS::Queue", text)?;
//! assert!(queue.objects[0].property("DelaySeconds").is_some());
//! # Ok::<(), construct_schema::BadText>(())
//! ```
//!
//! This crate knows neither constructs nor templates, so that it is compiled
//! in a moment; the checks stand in construct-core.

#[cfg(feature = "tables")]
mod generated;
mod model;
mod parse;
mod pattern;
#[cfg(feature = "tables")]
mod tables;
mod test;

pub use model::{
    Attribute, AttributeKind, Kind, LazyPattern, Object, Property, Rule, Schema, Shape,
};
pub use parse::BadText;
pub use pattern::{BadPattern, Match, Pattern};
#[cfg(feature = "tables")]
pub use tables::{find, names};
pub use test::Test;

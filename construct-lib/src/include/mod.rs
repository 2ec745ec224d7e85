//! Templates that were written elsewhere, as part of a stack.
//!
//! See [`Include`].

mod elements;
mod expr;
#[expect(clippy::module_inception, reason = "what the folder is about")]
mod include;
mod names;
mod nested;
mod outputs;
mod props;
mod sections;

pub use include::Include;
pub use nested::IncludedNestedStack;
pub use props::IncludeProps;

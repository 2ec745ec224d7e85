//! Templates with one defect each, and what construct-lib says of them.
//!
//! A case is a base, which is valid, and a change, which is the defect. See the README.

mod case;
mod change;
mod judge;
mod table;

pub use case::{Case, bases, cases};
pub use judge::{Verdict, judge};
pub use table::ours;

//! CloudFormation templates as documents: read from JSON or YAML without
//! loss, and written back.
//!
//! ```
//! use construct_document::Document;
//!
//! let document = Document::parse(
//!     "legacy.yaml",
//!     "Resources:\n  Topic:\n    Type: AWS::SNS::Topic\n    Properties:\n      TopicName: !Sub '${AWS::StackName}-orders'\n",
//! )?;
//! let resources = document.root().get("Resources").and_then(|r| r.get("Topic"));
//! assert_eq!(resources.map(|r| r.position().line()), Some(3));
//! assert!(document.to_json().contains("\"Fn::Sub\": \"${AWS::StackName}-orders\""));
//! # Ok::<(), construct_document::Problem>(())
//! ```
//!
//! In reading order:
//!
//! - [`Document`]: a template's text, read; what reading it left in doubt.
//! - [`Element`], [`Content`], [`Map`], [`Number`]: its values, each with its
//!   [`Position`]. Order is kept, and so is how a number was written.
//! - [`Template`]: a document as a template, its sections, and what its names lead to.
//! - [`Problem`]: what is wrong with a text, where, and how to fix it.
//!
//! This crate knows what a template looks like, and nothing of constructs. It
//! does no I/O: a name and a text go in.

mod document;
mod element;
mod json;
mod nearest;
mod number;
mod problem;
mod source;
mod template;
mod yaml;

pub use document::{Document, Format};
pub use element::{Content, Element, Entry, Map, Position};
pub use nearest::nearest;
pub use number::Number;
pub use problem::{Problem, Severity, codes};
pub use template::{Name, NameKind, SubPiece, Template, TemplateResource, sub_pieces};

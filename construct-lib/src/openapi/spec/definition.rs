//! From where the document of an API comes.

use construct_cfn::refs::S3BucketName;
use construct_core::{Expr, IntoValue, Json, Value};
use construct_document::{Document, Problem, Severity};

use super::tree::expr;
use crate::value::value;

/// The document that an API is made of.
///
/// OpenAPI 3.0 is what API Gateway reads; 3.1 becomes 3.0 as far as that can
/// say it, and REST APIs take Swagger 2.0, too.
///
/// ```
/// use construct_lib::openapi::ApiDefinition;
///
/// let shop = ApiDefinition::from_text("openapi.yaml", "
/// openapi: 3.0.3
/// info: {title: Shop, version: '1'}
/// paths:
///   /orders:
///     get:
///       operationId: listOrders
///       responses: {'200': {description: All orders}}
/// ");
/// ```
#[derive(Debug, Clone)]
#[must_use]
pub struct ApiDefinition(pub(crate) Source);

#[derive(Debug, Clone)]
pub(crate) enum Source {
    Inline { body: Expr, document: Option<Box<Document>> },
    Broken(Box<Problem>),
    Bucket { bucket: Value<S3BucketName>, key: Value<String>, version: Value<String> },
}

impl ApiDefinition {
    /// A document by its text, in JSON or YAML, mostly by `include_str!`.
    /// `name` stands before each place in a finding, as in `openapi.yaml:12:7`.
    ///
    /// Functions of CloudFormation in it are functions, in their long form or,
    /// in YAML, by their short tags.
    ///
    /// # Errors
    ///
    /// Synthesis reports what [`Document::parse`] finds.
    pub fn from_text(name: &str, text: &str) -> Self {
        Self(match Document::parse(name, text) {
            Ok(document) => {
                Source::Inline { body: expr(document.root()), document: Some(Box::new(document)) }
            }
            Err(problem) => Source::Broken(Box::new(problem)),
        })
    }

    /// A document as a value.
    pub fn from_inline(body: impl IntoValue<Json>) -> Self {
        Self(Source::Inline { body: body.into_expr(), document: None })
    }

    /// A document in a bucket, which must have its integrations already.
    ///
    /// It is read at deployment: nothing can be attached to its operations,
    /// and a change of it deploys nothing unless `key` changes, too.
    pub fn from_bucket(bucket: impl IntoValue<S3BucketName>, key: impl IntoValue<String>) -> Self {
        Self(Source::Bucket { bucket: value(bucket), key: value(key), version: Value::unset() })
    }

    /// The version of the object in the bucket; the newest by default. Says
    /// nothing for a document that is not in a bucket.
    pub fn object_version(mut self, of_object: impl IntoValue<String>) -> Self {
        if let Source::Bucket { version, .. } = &mut self.0 {
            *version = value(of_object);
        }
        self
    }
}

impl Source {
    /// What the text leaves in doubt.
    pub(super) fn warnings(&self) -> Vec<&Problem> {
        match self {
            Self::Inline { document: Some(document), .. } => {
                let all = document.warnings().iter();
                all.filter(|problem| problem.severity() == Severity::Warning).collect()
            }
            _ => Vec::new(),
        }
    }
}

//! Where the code of a function comes from.

mod image;

use construct_cfn::lambda::function as l1;
use construct_core::{Architecture, Asset, AssetSource, Expr, IntoValue, Value};

use crate::value::value;

pub use image::DockerImageCode;

/// Where the code of a function comes from.
///
/// ```
/// use construct_lib::lambda::{Code, FunctionProps, Runtime};
///
/// let props = FunctionProps::new(Code::zip("vendor/resize.zip"), Runtime::NodeJs24, "index.handler");
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Code(Kind);

#[derive(Debug, Clone, PartialEq)]
enum Kind {
    Rust(String),
    Zip(String),
    S3 { bucket: Value<String>, key: Value<String>, version: Value<String> },
    Inline(Value<String>),
}

impl Code {
    /// A binary of the Cargo workspace.
    ///
    /// It is built for the function's architecture and zipped when the app is
    /// synthesized; nothing is compiled when nothing changed.
    #[must_use]
    pub fn rust(binary: impl Into<String>) -> Self {
        Self(Kind::Rust(binary.into()))
    }

    /// A zip file on disk, its path relative to the workspace.
    #[must_use]
    pub fn zip(path: impl Into<String>) -> Self {
        Self(Kind::Zip(path.into()))
    }

    /// A zip file in a bucket of the stack's region.
    #[must_use]
    pub fn s3(bucket: impl IntoValue<String>, key: impl IntoValue<String>) -> Self {
        Self::s3_version(bucket, key, Value::<String>::unset())
    }

    /// One version of a zip file in a bucket that keeps versions.
    ///
    /// CloudFormation does not look into buckets: it updates a function when
    /// the key or the version in the template is another one.
    #[must_use]
    pub fn s3_version(
        bucket: impl IntoValue<String>,
        key: impl IntoValue<String>,
        version: impl IntoValue<String>,
    ) -> Self {
        Self(Kind::S3 { bucket: value(bucket), key: value(key), version: value(version) })
    }

    /// A few lines in the template itself, for Node.js and Python.
    #[must_use]
    pub fn inline(source: impl IntoValue<String>) -> Self {
        Self(Kind::Inline(value(source)))
    }

    pub(in crate::lambda) fn to_cfn(&self, architecture: Architecture) -> Value<l1::Code> {
        let asset = |source| Value::of(Expr::asset(Asset::new(source)));
        match &self.0 {
            Kind::Rust(binary) => {
                asset(AssetSource::RustBinary { binary: binary.clone(), architecture })
            }
            Kind::Zip(path) => asset(AssetSource::Zip { path: path.clone() }),
            Kind::S3 { bucket, key, version } => value(
                l1::Code::new()
                    .s3_bucket(bucket.clone().cast())
                    .s3_key(key)
                    .s3_object_version(version),
            ),
            Kind::Inline(source) => value(l1::Code::new().zip_file(source)),
        }
    }
}

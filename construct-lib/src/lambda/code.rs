//! Where the code of a function comes from.

use construct_cfn::lambda::function as l1;
use construct_core::{Architecture, Asset, AssetSource, Expr, IntoValue, Value};

use crate::values::text;

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
    S3 {
        bucket: Expr,
        key: Expr,
        version: Expr,
    },
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
        Self(Kind::S3 {
            bucket: bucket.into_expr(),
            key: key.into_expr(),
            version: Expr::Unset,
        })
    }

    /// One version of the file in the bucket.
    #[must_use]
    pub fn object_version(mut self, id: impl IntoValue<String>) -> Self {
        if let Kind::S3 { version, .. } = &mut self.0 {
            *version = id.into_expr();
        }
        self
    }

    pub(super) fn to_cfn(&self, architecture: Architecture) -> Value<l1::Code> {
        let asset = |source| Value::of(Expr::asset(Asset::new(source)));
        match &self.0 {
            Kind::Rust(binary) => asset(AssetSource::RustBinary {
                binary: binary.clone(),
                architecture,
            }),
            Kind::Zip(path) => asset(AssetSource::Zip { path: path.clone() }),
            Kind::S3 {
                bucket,
                key,
                version,
            } => {
                let code = l1::Code::new()
                    .s3_bucket(Value::of(bucket.clone()))
                    .s3_key(text(key.clone()))
                    .s3_object_version(text(version.clone()));
                Value::of(code.into_expr())
            }
        }
    }
}

//! Certificates of clients.

use construct_cfn::apigateway::domain_name as l1;
use construct_cfn::refs::S3BucketName;
use construct_core::{Expr, IntoValue, Value, intrinsic};

use crate::value::value;

/// Which certificates of clients are accepted: those that an authority signed
/// which stands in a file in S3.
///
/// ```
/// use construct_lib::apigateway::MtlsConfig;
///
/// let partners = MtlsConfig::new("orders-truststore", "partners.pem").version("abc123");
/// ```
#[derive(Debug, Clone, PartialEq)]
#[must_use]
pub struct MtlsConfig {
    bucket: Value<S3BucketName>,
    key: Value<String>,
    version: Value<String>,
    pub(super) ownership_certificate: Value<String>,
}

impl MtlsConfig {
    /// The authorities in this file of this bucket.
    pub fn new(bucket: impl IntoValue<S3BucketName>, key: impl IntoValue<String>) -> Self {
        Self {
            bucket: value(bucket),
            key: value(key),
            version: Value::unset(),
            ownership_certificate: Value::unset(),
        }
    }

    /// The version of the file, in a bucket that keeps versions; without it a
    /// changed file is not read again.
    pub fn version(mut self, version: impl IntoValue<String>) -> Self {
        self.version = value(version);
        self
    }

    /// A certificate of AWS Certificate Manager that shows who owns the
    /// domain, when that of the domain was imported or is private.
    pub fn ownership_certificate(mut self, certificate_arn: impl IntoValue<String>) -> Self {
        self.ownership_certificate = value(certificate_arn);
        self
    }

    pub(super) fn to_cfn(&self) -> l1::MutualTlsAuthentication {
        let uri = intrinsic::concat([
            Expr::text("s3://"),
            self.bucket.expr().clone(),
            Expr::text("/"),
            self.key.expr().clone(),
        ]);
        l1::MutualTlsAuthentication::new().truststore_uri(uri).truststore_version(&self.version)
    }
}

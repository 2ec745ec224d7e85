//! Container images.

use construct_cfn::lambda::function as l1;
use construct_core::{Expr, IntoValue, Value, intrinsic};

use crate::value::value;

/// The container image that a function runs.
///
/// See AWS on [functions of images](https://docs.aws.amazon.com/lambda/latest/dg/images-create.html).
///
/// ```
/// use construct_lib::cfn::lambda::CfnFunctionProps;
/// use construct_lib::lambda::{DockerImageCode, FunctionProps};
///
/// let digest = "sha256:9b2ba5a2d6f7a5f6d0e3ef0e5f4fef8dbb7dcfc4a0b3a4c9f0a8a7c0f4fd3a1e";
/// let code = DockerImageCode::ecr("111122223333.dkr.ecr.us-east-1.amazonaws.com/resize")
///     .tag_or_digest(digest)
///     .entrypoint(["/usr/bin/resize"])
///     .working_directory("/var/task");
/// let props = FunctionProps::image(code);
/// ```
#[derive(Debug, Clone)]
#[must_use]
pub struct DockerImageCode {
    repository: Value<String>,
    tag_or_digest: Value<String>,
    cmd: Vec<Value<String>>,
    entrypoint: Vec<Value<String>>,
    working_directory: Value<String>,
}

impl DockerImageCode {
    /// An image in a repository of ECR, by the repository's URI:
    /// `ACCOUNT.dkr.ecr.REGION.amazonaws.com/NAME`, the attribute `RepositoryUri`.
    ///
    /// The repository is in the function's region. One in another account lets
    /// Lambda read by a policy of its own.
    pub fn ecr(repository_uri: impl IntoValue<String>) -> Self {
        Self {
            repository: value(repository_uri),
            tag_or_digest: Value::unset(),
            cmd: Vec::new(),
            entrypoint: Vec::new(),
            working_directory: Value::unset(),
        }
    }

    /// Which image of the repository, by a tag or by its digest (`sha256:…`);
    /// `latest` by default.
    ///
    /// Lambda looks at a tag once, when the function is changed. A digest, or
    /// a tag that is never moved, tells CloudFormation that there is something
    /// new.
    pub fn tag_or_digest(mut self, tag_or_digest: impl IntoValue<String>) -> Self {
        self.tag_or_digest = value(tag_or_digest);
        self
    }

    /// What the program is called with, instead of the image's `CMD`.
    pub fn cmd<V: IntoValue<String>>(mut self, words: impl IntoIterator<Item = V>) -> Self {
        self.cmd = words.into_iter().map(value).collect();
        self
    }

    /// The program that is started, instead of the image's `ENTRYPOINT`.
    pub fn entrypoint<V: IntoValue<String>>(mut self, words: impl IntoIterator<Item = V>) -> Self {
        self.entrypoint = words.into_iter().map(value).collect();
        self
    }

    /// Where it is started, instead of the image's `WORKDIR`.
    pub fn working_directory(mut self, path: impl IntoValue<String>) -> Self {
        self.working_directory = value(path);
        self
    }

    pub(in crate::lambda) fn to_cfn(&self) -> Value<l1::Code> {
        value(l1::Code::new().image_uri(self.uri()))
    }

    fn uri(&self) -> Value<String> {
        let which = &self.tag_or_digest;
        let is_digest = which.as_literal().is_some_and(|text| text.starts_with("sha256:"));
        let repository = self.repository.expr().clone();
        if which.expr().is_unset() {
            return intrinsic::concat([repository, Expr::text(":latest")]);
        }
        let separator = Expr::text(if is_digest { "@" } else { ":" });
        intrinsic::concat([repository, separator, which.expr().clone()])
    }

    pub(in crate::lambda) fn config(&self) -> Option<l1::ImageConfig> {
        let list = |words: &Vec<Value<String>>| (!words.is_empty()).then(|| words.clone());
        let is_changed = !self.cmd.is_empty()
            || !self.entrypoint.is_empty()
            || !self.working_directory.expr().is_unset();
        is_changed.then(|| {
            l1::ImageConfig::new()
                .command(list(&self.cmd))
                .entry_point(list(&self.entrypoint))
                .working_directory(&self.working_directory)
        })
    }
}

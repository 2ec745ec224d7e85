//! How the code of a function comes.

use construct_cfn::lambda::function as l1;
use construct_core::{Architecture, Key, Value};

use super::code::{Code, DockerImageCode};
use super::runtime::Runtime;

/// The code is a zip, which a runtime of Lambda starts.
#[derive(Debug, Clone, Copy)]
pub enum Zip {}

/// The code is a container image, which brings its runtime itself.
#[derive(Debug, Clone, Copy)]
pub enum Image {}

/// What only a function of a zip can have.
#[diagnostic::on_unimplemented(
    message = "a function that runs a container image cannot have this",
    label = "only functions of a zip can",
    note = "layers, extensions and the runtime are parts of the image: put them in with its `Dockerfile`"
)]
pub trait ZipPackage {}

#[diagnostic::do_not_recommend]
impl ZipPackage for Zip {}

/// The code of a function, and what starts it.
#[derive(Debug, Clone)]
pub(super) enum Package {
    Zip { code: Code, runtime: Runtime, handler: Key },
    Image(DockerImageCode),
}

impl Package {
    pub(super) fn code(&self, architecture: Architecture) -> Value<l1::Code> {
        match self {
            Self::Zip { code, .. } => code.to_cfn(architecture),
            Self::Image(code) => code.to_cfn(),
        }
    }

    pub(super) fn handler(&self) -> Value<String> {
        match self {
            Self::Zip { handler, .. } => Value::text(handler.clone()),
            Self::Image(_) => Value::unset(),
        }
    }

    pub(super) fn image_config(&self) -> Option<l1::ImageConfig> {
        match self {
            Self::Zip { .. } => None,
            Self::Image(code) => code.config(),
        }
    }

    /// Left out for a zip, which is what Lambda takes it for.
    pub(super) fn package_type(&self) -> Value<l1::PackageType> {
        match self {
            Self::Zip { .. } => Value::unset(),
            Self::Image(_) => l1::PackageType::IMAGE,
        }
    }

    /// The runtime, when that is not part of an image.
    pub(super) fn runtime(&self) -> Option<&Runtime> {
        match self {
            Self::Zip { runtime, .. } => Some(runtime),
            Self::Image(_) => None,
        }
    }

    pub(super) fn runtime_value(&self) -> Value<l1::Runtime> {
        self.runtime().map(Runtime::to_value).unwrap_or_default()
    }
}

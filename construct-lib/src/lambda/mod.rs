//! Functions of Lambda.
//!
//! A [`Function`] runs a binary of the workspace ([`FunctionProps::handler`]
//! with its whole environment, [`FunctionProps::rust`] without), or any
//! [`Code`]. What it may do is granted by what it uses, for example
//! [`Table::grant_read_data`](crate::dynamodb::Table::grant_read_data).

mod check;
mod code;
mod environment;
mod environment_value;
mod function;
mod invocation;
mod layer;
mod logging;
mod package;
mod permission;
mod props;
mod runtime;
mod tracing;

pub use code::{Code, DockerImageCode};
pub use construct_core::Architecture;
pub use environment_value::EnvironmentValue;
pub use function::{Function, FunctionAttributes};
pub(crate) use invocation::{invocation_uri, permission_id, permit_api, permit_invocation};
pub use logging::{ApplicationLogLevel, LoggingFormat, SystemLogLevel};
pub use package::{Image, Zip, ZipPackage};
pub use permission::Permission;
pub use props::FunctionProps;
pub use runtime::{Runtime, RuntimeFamily};
pub use tracing::Tracing;

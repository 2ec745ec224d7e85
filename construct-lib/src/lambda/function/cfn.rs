//! The properties of the resource.

use construct_cfn::lambda::{CfnFunctionProps, function as l1};
use construct_core::Value;

use crate::iam::Role;
use crate::lambda::props::FunctionOptions;
use crate::lambda::tracing::Tracing;
use crate::logs::LogGroup;

/// One line a property, by name: the order in which they are written.
pub(super) fn cfn_props(
    options: &FunctionOptions,
    role: &Role,
    log_group: &LogGroup,
) -> CfnFunctionProps {
    let architecture: Value<l1::Architecture> = Value::lit(options.architecture.name());
    let storage = options.ephemeral_storage_size.map(i64::from);
    CfnFunctionProps::patch()
        .architectures([architecture])
        .code(options.package.code(options.architecture))
        .description(&options.description)
        .ephemeral_storage(storage.map(l1::EphemeralStorage::new))
        .function_name(&options.name)
        .handler(options.package.handler())
        .image_config(options.package.image_config())
        .layers(options.layers.to_cfn())
        .logging_config(options.logging.to_cfn(log_group))
        .memory_size(i64::from(options.memory_size))
        .package_type(options.package.package_type())
        .reserved_concurrent_executions(options.reserved_concurrent_executions.map(i64::from))
        .role(role.role_arn())
        .runtime(options.package.runtime_value())
        .timeout(i64::try_from(options.timeout.as_secs()).unwrap_or(i64::MAX))
        .tracing_config(options.tracing.map(Tracing::to_cfn))
}

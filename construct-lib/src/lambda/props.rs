//! What a function takes.

use std::time::Duration;

use construct_cfn::refs::LambdaLayerVersionArn;
use construct_contract::{Environment, Wiring};
use construct_core::{Architecture, Expr, IntoValue, Key, Value};

use super::code::Code;
use super::options::{LoggingFormat, Runtime, Tracing};
use crate::iam::Role;
use crate::logs::{LogGroup, RetentionDays};
use crate::value::value;

/// What a [`Function`](super::Function) takes.
#[derive(Debug, Clone)]
#[must_use]
pub struct FunctionProps {
    pub(super) code: Code,
    pub(super) runtime: Runtime,
    pub(super) handler: Key,
    pub(super) architecture: Architecture,
    pub(super) environment: Vec<(Key, Expr)>,
    pub(super) memory_size: u32,
    pub(super) timeout: Duration,
    pub(super) ephemeral_storage_size: Option<u32>,
    pub(super) reserved_concurrent_executions: Option<u32>,
    pub(super) name: Value<String>,
    pub(super) description: Value<String>,
    pub(super) layers: Vec<Value<LambdaLayerVersionArn>>,
    pub(super) tracing: Option<Tracing>,
    pub(super) role: Option<Role>,
    pub(super) log_group: Option<LogGroup>,
    pub(super) log_retention: RetentionDays,
    pub(super) logging_format: Option<LoggingFormat>,
}

impl FunctionProps {
    /// A Rust handler and its whole environment.
    ///
    /// Takes the `…Wire` struct that `#[derive(Environment)]` makes. A
    /// variable that is left out, or filled by a table of other items, does
    /// not compile. The binary is the one that the derive names.
    ///
    /// ```
    /// use construct_lib::contract::{Environment, TableItem, TableName};
    /// use construct_lib::dynamodb::{Table, TableProps};
    /// use construct_lib::lambda::{Function, FunctionProps};
    /// use construct_lib::{App, Stack, StackProps};
    ///
    /// #[derive(TableItem)]
    /// #[table(crate = "construct_lib::contract")]
    /// struct Order {
    ///     #[table(partition_key)]
    ///     id: String,
    /// }
    ///
    /// #[derive(Environment)]
    /// #[environment(handler = "orders", crate = "construct_lib::contract")]
    /// struct OrdersEnv {
    ///     orders: TableName<Order>,
    /// }
    ///
    /// let app = App::new();
    /// let stack = Stack::new(&app, "Orders", StackProps::new());
    /// let orders = Table::new(&stack, "Table", TableProps::of::<Order>());
    /// let props = FunctionProps::handler(OrdersEnvWire { orders: &orders });
    /// Function::new(&stack, "Handler", props);
    /// ```
    pub fn handler<E: Environment>(wiring: impl Into<Wiring<E, Value<String>>>) -> Self {
        let mut props = Self::rust(E::HANDLER);
        for (name, value) in wiring.into().into_variables() {
            props.environment.push((Key::Borrowed(name), value.into()));
        }
        props
    }

    /// A Rust handler, by the name of its binary in the workspace.
    pub fn rust(binary: impl Into<String>) -> Self {
        Self::new(Code::rust(binary), Runtime::ProvidedAl2023, "bootstrap")
    }

    /// A function of any code and runtime.
    pub fn new(code: Code, runtime: Runtime, handler: impl Into<Key>) -> Self {
        Self {
            code,
            runtime,
            handler: handler.into(),
            architecture: Architecture::X86_64,
            environment: Vec::new(),
            memory_size: 256,
            timeout: Duration::from_secs(10),
            ephemeral_storage_size: None,
            reserved_concurrent_executions: None,
            name: Value::unset(),
            description: Value::unset(),
            layers: Vec::new(),
            tracing: None,
            role: None,
            log_group: None,
            log_retention: RetentionDays::OneMonth,
            logging_format: None,
        }
    }

    /// Adds an environment variable. A later one of the same name wins.
    pub fn environment(mut self, name: impl Into<Key>, value: impl IntoValue<String>) -> Self {
        set_variable(&mut self.environment, name.into(), value.into_expr());
        self
    }

    /// The processor that it runs on; `x86_64` by default, whatever the host.
    pub fn architecture(mut self, architecture: Architecture) -> Self {
        self.architecture = architecture;
        self
    }

    /// Memory in MB, 128 to 10,240, and processor time in proportion; 256 by default.
    pub fn memory_size(mut self, megabytes: u32) -> Self {
        self.memory_size = megabytes;
        self
    }

    /// The longest that one call may take, 1 second to 15 minutes; 10 seconds by default.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
    }

    /// The size of `/tmp` in MB, 512 to 10,240; 512 by default.
    pub fn ephemeral_storage_size(mut self, megabytes: u32) -> Self {
        self.ephemeral_storage_size = Some(megabytes);
        self
    }

    /// Keeps this many concurrent calls for it, and lets it have no more.
    pub fn reserved_concurrent_executions(mut self, count: u32) -> Self {
        self.reserved_concurrent_executions = Some(count);
        self
    }

    /// The name that AWS shows, at most 64 characters; generated by default.
    pub fn function_name(mut self, name: impl IntoValue<String>) -> Self {
        self.name = value(name);
        self
    }

    /// What a person reads beside it, at most 256 characters.
    pub fn description(mut self, text: impl IntoValue<String>) -> Self {
        self.description = value(text);
        self
    }

    /// Adds a layer, by the ARN of one of its versions; five at most.
    pub fn layer(mut self, arn: impl IntoValue<LambdaLayerVersionArn>) -> Self {
        self.layers.push(value(arn));
        self
    }

    /// Whether requests are traced; they are not by default.
    pub fn tracing(mut self, tracing: Tracing) -> Self {
        self.tracing = Some(tracing);
        self
    }

    /// The role that it takes on; one of its own by default.
    pub fn role(mut self, role: &Role) -> Self {
        self.role = Some(role.clone());
        self
    }

    /// Where its logs go; a log group of its own by default.
    pub fn log_group(mut self, log_group: &LogGroup) -> Self {
        self.log_group = Some(log_group.clone());
        self
    }

    /// What its log looks like; as Lambda decides, which is text, by default.
    ///
    /// A handler that writes JSON asks for [`LoggingFormat::Json`], so that
    /// Lambda's own lines are JSON too and its log level can be set.
    pub fn logging_format(mut self, format: LoggingFormat) -> Self {
        self.logging_format = Some(format);
        self
    }

    /// How long the log group of its own keeps events; 30 days by default.
    ///
    /// A log group that is given has a retention already, which stays.
    pub fn log_retention(mut self, retention: RetentionDays) -> Self {
        self.log_retention = retention;
        self
    }
}

/// Sets a variable in its place, or adds it at the end.
pub(super) fn set_variable(all: &mut Vec<(Key, Expr)>, name: Key, value: Expr) {
    match all.iter_mut().find(|(n, _)| *n == name) {
        Some(variable) => variable.1 = value,
        None => all.push((name, value)),
    }
}

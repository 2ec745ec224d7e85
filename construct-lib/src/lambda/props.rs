//! What a function takes.
//!
//! Each theme has a file of its own, with its setters and what it adds to the
//! resource; here is what does not belong to any.

use std::marker::PhantomData;
use std::time::Duration;

use construct_contract::{Environment, Wiring};
use construct_core::{Architecture, IntoValue, Key, Value};

use super::code::{Code, DockerImageCode};
use super::environment::Variables;
use super::environment_value::{EnvironmentGrant, EnvironmentValue};
use super::layer::Layers;
use super::logging::Logging;
use super::package::{Image, Package, Zip};
use super::runtime::Runtime;
use super::tracing::Tracing;
use crate::iam::Role;
use crate::value::value;

/// What a [`Function`](super::Function) takes.
///
/// `P` is how its code comes: as a [`Zip`], or as a container [`Image`], which
/// brings its runtime and its layers and so cannot be given any.
#[derive(Debug, Clone)]
#[must_use]
pub struct FunctionProps<P = Zip> {
    pub(super) options: FunctionOptions,
    package: PhantomData<P>,
}

/// All that was set, whatever the package.
#[derive(Debug, Clone)]
pub(super) struct FunctionOptions {
    pub(super) package: Package,
    pub(super) architecture: Architecture,
    pub(super) description: Value<String>,
    pub(super) environment: Variables,
    pub(super) environment_grants: Vec<EnvironmentGrant>,
    pub(super) ephemeral_storage_size: Option<u32>,
    pub(super) layers: Layers,
    pub(super) logging: Logging,
    pub(super) memory_size: u32,
    pub(super) name: Value<String>,
    pub(super) reserved_concurrent_executions: Option<u32>,
    pub(super) role: Option<Role>,
    pub(super) timeout: Duration,
    pub(super) tracing: Option<Tracing>,
}

impl FunctionOptions {
    fn new(package: Package) -> Self {
        Self {
            package,
            architecture: Architecture::X86_64,
            description: Value::unset(),
            environment: Variables::new(),
            environment_grants: Vec::new(),
            ephemeral_storage_size: None,
            layers: Layers::default(),
            logging: Logging::default(),
            memory_size: 256,
            name: Value::unset(),
            reserved_concurrent_executions: None,
            role: None,
            timeout: Duration::from_secs(10),
            tracing: None,
        }
    }
}

impl FunctionProps {
    /// A Rust handler and its whole environment.
    ///
    /// Takes the `…Wire` struct that `#[derive(Environment)]` makes. A
    /// variable that is left out, or filled by a table of other items, does
    /// not compile. The binary is the one that the derive names.
    ///
    /// The function is granted what its variables ask for: to read the table
    /// of a `Reader`, to write to that of a `Writer`, both for a
    /// `ReaderWriter`. A `TableName` asks for nothing.
    ///
    /// ```
    /// use construct_lib::contract::{Environment, ReaderWriter, TableItem};
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
    ///     orders: ReaderWriter<Order>,
    /// }
    ///
    /// let app = App::new();
    /// let stack = Stack::new(&app, "Orders", StackProps::new());
    /// let orders = Table::new(&stack, "Table", TableProps::of::<Order>());
    /// let props = FunctionProps::handler(OrdersEnvWire { orders: &orders });
    /// Function::new(&stack, "Handler", props);
    /// ```
    pub fn handler<E: Environment>(wiring: impl Into<Wiring<E, EnvironmentValue>>) -> Self {
        Self::rust(E::HANDLER).wired(wiring.into().into_variables())
    }

    fn wired(mut self, variables: Vec<(&'static str, EnvironmentValue)>) -> Self {
        for (name, filled) in variables {
            self.options.environment.push((Key::Borrowed(name), filled.value));
            self.options.environment_grants.extend(filled.grants);
        }
        self
    }

    /// A Rust handler, by the name of its binary in the workspace.
    pub fn rust(binary: impl Into<String>) -> Self {
        Self::new(Code::rust(binary), Runtime::ProvidedAl2023, "bootstrap")
    }

    /// A function of any code and runtime.
    pub fn new(code: Code, runtime: Runtime, handler: impl Into<Key>) -> Self {
        let handler = handler.into();
        Self::of(Package::Zip { code, runtime, handler })
    }
}

impl FunctionProps<Image> {
    /// A function that runs a container image.
    ///
    /// See AWS on [functions of images](https://docs.aws.amazon.com/lambda/latest/dg/images-create.html).
    ///
    /// ```
    /// use construct_lib::lambda::{DockerImageCode, Function, FunctionProps};
    /// use construct_lib::{App, Stack, StackProps};
    ///
    /// let app = App::new();
    /// let stack = Stack::new(&app, "Orders", StackProps::new());
    /// let repository = "111122223333.dkr.ecr.us-east-1.amazonaws.com/resize";
    /// let code = DockerImageCode::ecr(repository).tag_or_digest("v7").cmd(["app.handler"]);
    /// Function::new(&stack, "Resize", FunctionProps::image(code));
    /// ```
    pub fn image(code: DockerImageCode) -> Self {
        Self::of(Package::Image(code))
    }
}

impl<P> FunctionProps<P> {
    fn of(package: Package) -> Self {
        Self { options: FunctionOptions::new(package), package: PhantomData }
    }

    /// The processor that it runs on; `x86_64` by default, whatever the host.
    pub fn architecture(mut self, architecture: Architecture) -> Self {
        self.options.architecture = architecture;
        self
    }

    /// Memory in MB, 128 to 10,240, and processor time in proportion; 256 by default.
    pub fn memory_size(mut self, megabytes: u32) -> Self {
        self.options.memory_size = megabytes;
        self
    }

    /// The longest that one call may take, 1 second to 15 minutes; 10 seconds by default.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.options.timeout = timeout;
        self
    }

    /// The size of `/tmp` in MB, 512 to 10,240; 512 by default.
    pub fn ephemeral_storage_size(mut self, megabytes: u32) -> Self {
        self.options.ephemeral_storage_size = Some(megabytes);
        self
    }

    /// Keeps this many concurrent calls for it, and lets it have no more.
    pub fn reserved_concurrent_executions(mut self, count: u32) -> Self {
        self.options.reserved_concurrent_executions = Some(count);
        self
    }

    /// The name that AWS shows, at most 64 characters; generated by default.
    pub fn function_name(mut self, name: impl IntoValue<String>) -> Self {
        self.options.name = value(name);
        self
    }

    /// What a person reads beside it, at most 256 characters.
    pub fn description(mut self, text: impl IntoValue<String>) -> Self {
        self.options.description = value(text);
        self
    }

    /// The role that it takes on; one of its own by default.
    pub fn role(mut self, role: &Role) -> Self {
        self.options.role = Some(role.clone());
        self
    }
}

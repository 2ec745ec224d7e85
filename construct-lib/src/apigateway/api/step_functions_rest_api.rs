//! A REST API with one state machine behind it.

use construct_core::{Construct, IntoValue};

use crate::Node;
use crate::apigateway::{HttpMethod, RestApi, RestApiProps, StepFunctionsIntegration};

/// What a [`StepFunctionsRestApi`] takes.
#[derive(Debug, Clone)]
#[must_use]
pub struct StepFunctionsRestApiProps {
    integration: StepFunctionsIntegration,
    api: RestApiProps,
}

impl StepFunctionsRestApiProps {
    /// Requests run this express machine, by its ARN.
    pub fn new(state_machine_arn: impl IntoValue<String>) -> Self {
        Self::with_integration(StepFunctionsIntegration::start_execution(state_machine_arn))
    }

    /// Requests run the machine of this integration.
    pub fn with_integration(integration: StepFunctionsIntegration) -> Self {
        Self { integration, api: RestApiProps::new() }
    }

    /// What the API is otherwise.
    pub fn rest_api_props(mut self, props: RestApiProps) -> Self {
        self.api = props;
        self
    }
}

/// A REST API of which an express state machine answers every verb of the root.
///
/// Appears as a [`RestApi`] with a method for `ANY`, see
/// [`StepFunctionsIntegration`].
///
/// ```
/// use construct_lib::apigateway::{StepFunctionsRestApi, StepFunctionsRestApiProps};
/// use construct_lib::{App, Stack, StackProps};
///
/// let app = App::new();
/// let stack = Stack::new(&app, "Orders", StackProps::new());
/// let machine = "arn:aws:states:us-east-1:111122223333:stateMachine:order";
/// StepFunctionsRestApi::new(&stack, "Api", StepFunctionsRestApiProps::new(machine));
/// ```
#[derive(Debug, Clone)]
pub struct StepFunctionsRestApi {
    api: RestApi,
}

impl StepFunctionsRestApi {
    /// An API of one state machine.
    ///
    /// # Errors
    ///
    /// As [`RestApi::new`].
    #[track_caller]
    pub fn new(scope: &dyn Construct, id: &str, props: StepFunctionsRestApiProps) -> Self {
        let api = RestApi::new(scope, id, props.api);
        api.root().add_method(HttpMethod::Any, props.integration);
        Self { api }
    }

    /// The API itself.
    #[must_use]
    pub fn rest_api(&self) -> RestApi {
        self.api.clone()
    }
}

impl Construct for StepFunctionsRestApi {
    fn node(&self) -> &Node {
        self.api.node()
    }
}

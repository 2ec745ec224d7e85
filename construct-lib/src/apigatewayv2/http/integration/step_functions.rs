//! A state machine of AWS Step Functions.

use construct_core::{Expr, IntoValue, Key, Value, intrinsic};

use super::common::Common;
use super::service::{Call, Service, service_integration};
use super::{MappingValue, ParameterMapping};
use crate::value::value;

/// A state machine that a request starts or stops.
///
/// Appears as an integration of the subtype `StepFunctions-StartExecution` and
/// others, and as a role below the first route that may do this to this state
/// machine alone.
///
/// ```
/// use construct_lib::apigatewayv2::{
///     HttpApi, HttpApiProps, HttpMethod, HttpStepFunctionsIntegration, MappingValue,
///     ParameterMapping,
/// };
/// use construct_lib::{App, Stack, StackProps};
///
/// let app = App::new();
/// let stack = Stack::new(&app, "Orders", StackProps::new());
/// let arn = "arn:aws:states:eu-west-1:111122223333:stateMachine:orders";
/// let mapping = ParameterMapping::new().custom("Input", MappingValue::whole_request_body());
/// let start = HttpStepFunctionsIntegration::start_execution("Start", arn)
///     .parameter_mapping(mapping);
/// let api = HttpApi::new(&stack, "Api", HttpApiProps::new());
/// api.add_routes("/orders", [HttpMethod::Post], start);
/// ```
#[derive(Debug, Clone)]
#[must_use]
pub struct HttpStepFunctionsIntegration {
    common: Common,
    call: Call,
}

const SID: &str = "AllowStepFunctionsExecution";

const START: Service = Service {
    subtype: "StepFunctions-StartExecution",
    sid: SID,
    action: "states:StartExecution",
    required: &["StateMachineArn"],
    optional: &["Input", "Name"],
};

const START_SYNC: Service = Service {
    subtype: "StepFunctions-StartSyncExecution",
    sid: SID,
    action: "states:StartSyncExecution",
    required: &["StateMachineArn"],
    optional: &["Input", "Name", "TraceHeader"],
};

const STOP: Service = Service {
    subtype: "StepFunctions-StopExecution",
    sid: SID,
    action: "states:StopExecution",
    required: &["ExecutionArn"],
    optional: &["Cause", "Error"],
};

service_integration!(HttpStepFunctionsIntegration);

impl HttpStepFunctionsIntegration {
    /// Starts an execution, and answers with its ARN.
    ///
    /// It gets no input unless a mapping gives it one.
    pub fn start_execution(id: impl Into<Key>, state_machine_arn: impl IntoValue<String>) -> Self {
        Self::start(id.into(), &START, value(state_machine_arn))
    }

    /// Starts an execution of an express workflow, and answers with its output.
    ///
    /// It gets no input unless a mapping gives it one.
    pub fn start_sync_execution(
        id: impl Into<Key>,
        state_machine_arn: impl IntoValue<String>,
    ) -> Self {
        Self::start(id.into(), &START_SYNC, value(state_machine_arn))
    }

    /// Stops an execution of this state machine: the one that the field
    /// `ExecutionArn` of the request's body tells, unless a mapping says
    /// otherwise.
    pub fn stop_execution(id: impl Into<Key>, state_machine_arn: impl IntoValue<String>) -> Self {
        let arn: Value<String> = value(state_machine_arn);
        let named = intrinsic::join(":execution:", intrinsic::split(":stateMachine:", arn));
        let all = intrinsic::concat([named.into(), Expr::text(":*")]);
        let from_request = &[("ExecutionArn", "$request.body.ExecutionArn")];
        let call = Call::new(&STOP, vec![all], ParameterMapping::new(), from_request);
        Self { common: Common::new(id), call }
    }

    fn start(id: Key, service: &'static Service, arn: Value<String>) -> Self {
        let target = ParameterMapping::new().custom("StateMachineArn", MappingValue::custom(&arn));
        Self { common: Common::new(id), call: Call::new(service, vec![arn], target, &[]) }
    }
}

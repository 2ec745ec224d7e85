//! Keys and usage plans of an API.

use super::{
    ApiKey, ApiKeyOptions, ApiKeyProps, UsagePlan, UsagePlanPerApiStage, UsagePlanProps,
    UsagePlanStage,
};
use crate::apigateway::{RestApi, Stage};

#[expect(
    clippy::must_use_candidate,
    reason = "what is added is there, whether its handle is used or not"
)]
impl RestApi {
    /// Adds a usage plan for the stage of its own.
    ///
    /// A stage of this API among the props takes its place; further stages
    /// are added by [`UsagePlan::add_api_stage`].
    ///
    /// # Errors
    ///
    /// As [`UsagePlan::new`].
    #[track_caller]
    pub fn add_usage_plan(&self, id: &str, mut props: UsagePlanProps) -> UsagePlan {
        if let Some(stage) = self.deployment_stage() {
            let own = stage.usage_plan_stage().api;
            if !props.stages.iter().any(|other| other.stage.api == own) {
                props = props.api_stage(UsagePlanPerApiStage::new(&stage));
            }
        }
        UsagePlan::new(self, id, props)
    }

    /// Adds a key, which names the stage of the API's own.
    ///
    /// Clients are let in with it once it is added to a usage plan by
    /// [`UsagePlan::add_api_key`].
    ///
    /// # Errors
    ///
    /// As [`ApiKey::new`].
    #[track_caller]
    pub fn add_api_key(&self, id: &str, options: ApiKeyOptions) -> ApiKey {
        let props = ApiKeyProps::new().options(options);
        let stage = self.deployment_stage();
        ApiKey::new(self, id, stage.iter().fold(props, ApiKeyProps::stage))
    }
}

#[expect(
    clippy::must_use_candidate,
    reason = "what is added is there, whether its handle is used or not"
)]
impl Stage {
    /// Adds a key, which names this stage.
    ///
    /// Clients are let in with it once it is added to a usage plan by
    /// [`UsagePlan::add_api_key`].
    ///
    /// # Errors
    ///
    /// As [`ApiKey::new`].
    #[track_caller]
    pub fn add_api_key(&self, id: &str, options: ApiKeyOptions) -> ApiKey {
        ApiKey::new(self, id, ApiKeyProps::new().options(options).stage(self))
    }
}

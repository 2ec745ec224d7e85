//! What a REST API is asked for in vain.

use crate::apigateway::kind::{AutoDeploy, ManageConnections, Routes};
use crate::apigateway::{RestApi, StageOptions};

impl RestApi {
    #[doc(hidden)]
    pub fn grant_manage_connections<A>(&self, _: A)
    where
        for<'a> Self: ManageConnections,
    {
    }

    #[doc(hidden)]
    pub fn add_route<A, B>(&self, _: A, _: B)
    where
        for<'a> Self: Routes,
    {
    }

    #[doc(hidden)]
    pub fn add_routes<A>(&self, _: A)
    where
        for<'a> Self: Routes,
    {
    }
}

impl StageOptions {
    #[doc(hidden)]
    pub fn auto_deploy(self) -> Self
    where
        for<'a> RestApi: AutoDeploy,
    {
        self
    }
}

//! What an HTTP API is asked for in vain.

use crate::apigateway::kind::{
    ApiKeys, BinaryMediaTypes, Caching, Canaries, EndpointTypes, ExecutionLogs, GatewayResponses,
    ManageConnections, RequestValidation, ResourcePolicies, ResourceTree, ResponseStreaming,
    Tracing,
};
use crate::apigatewayv2::{
    HttpApi, HttpApiProps, HttpLambdaIntegration, HttpRouteOptions, HttpStageProps, StageOptions,
};

impl HttpApi {
    #[doc(hidden)]
    pub fn add_api_key<A, B>(&self, _: A, _: B)
    where
        for<'a> Self: ApiKeys,
    {
    }

    #[doc(hidden)]
    pub fn add_usage_plan<A, B>(&self, _: A, _: B)
    where
        for<'a> Self: ApiKeys,
    {
    }

    #[doc(hidden)]
    pub fn add_gateway_response<A, B>(&self, _: A, _: B)
    where
        for<'a> Self: GatewayResponses,
    {
    }

    #[doc(hidden)]
    pub fn grant_manage_connections<A>(&self, _: A)
    where
        for<'a> Self: ManageConnections,
    {
    }

    #[doc(hidden)]
    pub fn add_model<A, B>(&self, _: A, _: B)
    where
        for<'a> Self: RequestValidation,
    {
    }

    #[doc(hidden)]
    pub fn add_request_validator<A, B>(&self, _: A, _: B)
    where
        for<'a> Self: RequestValidation,
    {
    }

    #[doc(hidden)]
    pub fn add_to_resource_policy<A>(&self, _: A)
    where
        for<'a> Self: ResourcePolicies,
    {
    }

    #[doc(hidden)]
    pub fn root(&self)
    where
        for<'a> Self: ResourceTree,
    {
    }
}

impl HttpApiProps {
    #[doc(hidden)]
    pub fn api_key_source_type<A>(self, _: A) -> Self
    where
        for<'a> HttpApi: ApiKeys,
    {
        self
    }

    #[doc(hidden)]
    pub fn binary_media_types<A>(self, _: A) -> Self
    where
        for<'a> HttpApi: BinaryMediaTypes,
    {
        self
    }

    #[doc(hidden)]
    pub fn endpoint_type<A>(self, _: A) -> Self
    where
        for<'a> HttpApi: EndpointTypes,
    {
        self
    }

    #[doc(hidden)]
    pub fn policy<A>(self, _: A) -> Self
    where
        for<'a> HttpApi: ResourcePolicies,
    {
        self
    }
}

impl HttpRouteOptions {
    #[doc(hidden)]
    pub fn api_key_required<A>(self, _: A) -> Self
    where
        for<'a> HttpApi: ApiKeys,
    {
        self
    }

    #[doc(hidden)]
    pub fn request_model<A, B>(self, _: A, _: B) -> Self
    where
        for<'a> HttpApi: RequestValidation,
    {
        self
    }

    #[doc(hidden)]
    pub fn request_validator<A>(self, _: A) -> Self
    where
        for<'a> HttpApi: RequestValidation,
    {
        self
    }

    #[doc(hidden)]
    pub fn request_validator_options<A>(self, _: A) -> Self
    where
        for<'a> HttpApi: RequestValidation,
    {
        self
    }
}

impl HttpStageProps {
    #[doc(hidden)]
    pub fn logging_level<A>(self, _: A) -> Self
    where
        for<'a> HttpApi: ExecutionLogs,
    {
        self
    }
}

impl HttpLambdaIntegration {
    #[doc(hidden)]
    pub fn response_transfer_mode<A>(self, _: A) -> Self
    where
        for<'a> HttpApi: ResponseStreaming,
    {
        self
    }
}

impl StageOptions {
    #[doc(hidden)]
    pub fn cache_cluster_size<A>(self, _: A) -> Self
    where
        for<'a> StageOptions: Caching,
    {
        self
    }

    #[doc(hidden)]
    pub fn canary<A>(self, _: A) -> Self
    where
        for<'a> StageOptions: Canaries,
    {
        self
    }

    #[doc(hidden)]
    pub fn tracing(self) -> Self
    where
        for<'a> StageOptions: Tracing,
    {
        self
    }
}

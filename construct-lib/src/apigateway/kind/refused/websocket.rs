//! What a WebSocket API is asked for in vain.

use crate::apigateway::kind::{
    BinaryMediaTypes, Connecting, CrossOrigin, EndpointTypes, GatewayResponses, ResourcePolicies,
    ResourceTree,
};
use crate::apigatewayv2::{
    WebSocketApi, WebSocketApiProps, WebSocketDisconnectRouteOptions, WebSocketRouteOptions,
};

impl WebSocketApi {
    #[doc(hidden)]
    pub fn add_gateway_response<A, B>(&self, _: A, _: B)
    where
        for<'a> Self: GatewayResponses,
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

impl WebSocketApiProps {
    #[doc(hidden)]
    pub fn binary_media_types<A>(self, _: A) -> Self
    where
        for<'a> WebSocketApi: BinaryMediaTypes,
    {
        self
    }

    #[doc(hidden)]
    pub fn cors_preflight<A>(self, _: A) -> Self
    where
        for<'a> WebSocketApi: CrossOrigin,
    {
        self
    }

    #[doc(hidden)]
    pub fn default_cors_preflight<A>(self, _: A) -> Self
    where
        for<'a> WebSocketApi: CrossOrigin,
    {
        self
    }

    #[doc(hidden)]
    pub fn endpoint_type<A>(self, _: A) -> Self
    where
        for<'a> WebSocketApi: EndpointTypes,
    {
        self
    }

    #[doc(hidden)]
    pub fn policy<A>(self, _: A) -> Self
    where
        for<'a> WebSocketApi: ResourcePolicies,
    {
        self
    }
}

impl WebSocketRouteOptions {
    #[doc(hidden)]
    pub fn authorizer<A>(self, _: A) -> Self
    where
        for<'a> WebSocketRouteOptions: Connecting,
    {
        self
    }
}

impl WebSocketDisconnectRouteOptions {
    #[doc(hidden)]
    pub fn authorizer<A>(self, _: A) -> Self
    where
        for<'a> WebSocketDisconnectRouteOptions: Connecting,
    {
        self
    }
}

//! Listeners and services inside a VPC that answer.

use construct_cfn::refs::ElasticLoadBalancingV2ListenerArn;
use construct_core::{IntoValue, Key, Value};

use super::common::{Common, common_setters};
use super::{
    HttpIntegrationConfig, HttpRouteIntegration, HttpRouteIntegrationBindOptions, ParameterMapping,
};
use crate::apigateway::HttpMethod;
use crate::apigatewayv2::common::IntegrationIdentity;
use crate::apigatewayv2::http::VpcLink;
use crate::value::value;

/// Something inside a VPC, and how it is reached.
#[derive(Debug, Clone)]
struct Private {
    uri: Value<String>,
    vpc_link: Value<String>,
    method: HttpMethod,
    secure_server_name: Value<String>,
}

impl Private {
    fn new(uri: Value<String>, vpc_link: &VpcLink) -> Self {
        Self {
            uri,
            vpc_link: vpc_link.vpc_link_id(),
            method: HttpMethod::Any,
            secure_server_name: Value::unset(),
        }
    }

    fn config(&self, common: &Common) -> HttpIntegrationConfig {
        let config = HttpIntegrationConfig::http_proxy(&self.uri, self.method)
            .vpc_link(&self.vpc_link)
            .secure_server_name(&self.secure_server_name)
            .parameter_mapping(common.mapping_or(ParameterMapping::new()));
        common.apply(config)
    }
}

/// An integration of something inside a VPC.
macro_rules! private_integration {
    ($(#[$doc:meta])* $name:ident $(#[$new_doc:meta])* ($target:ident: $target_type:ty)) => {
        $(#[$doc])*
        #[derive(Debug, Clone)]
        #[must_use]
        pub struct $name {
            common: Common,
            private: Private,
        }

        common_setters!($name);

        impl $name {
            $(#[$new_doc])*
            pub fn new(
                id: impl Into<Key>,
                $target: impl IntoValue<$target_type>,
                vpc_link: &VpcLink,
            ) -> Self {
                let target: Value<$target_type> = value($target);
                Self { common: Common::new(id), private: Private::new(target.cast(), vpc_link) }
            }

            /// The verb by which it is called; that of the request by default.
            pub fn method(mut self, method: HttpMethod) -> Self {
                self.common.renew();
                self.private.method = method;
                self
            }

            /// Calls it by HTTPS, when its certificate has this name.
            ///
            /// Appears as `TlsConfig`; it is called by HTTP by default.
            pub fn secure_server_name(mut self, name: impl IntoValue<String>) -> Self {
                self.common.renew();
                self.private.secure_server_name = value(name);
                self
            }
        }

        impl HttpRouteIntegration for $name {
            fn identity(&self) -> &IntegrationIdentity {
                self.common.identity()
            }

            fn bind(&self, _: &HttpRouteIntegrationBindOptions<'_>) -> HttpIntegrationConfig {
                self.private.config(&self.common)
            }
        }
    };
}

private_integration! {
    /// A listener of an Application Load Balancer that gets the request.
    ///
    /// Appears as an integration of type `HTTP_PROXY` through a VPC link.
    ///
    /// ```
    /// use construct_lib::apigatewayv2::{
    ///     HttpAlbIntegration, HttpApi, HttpApiProps, HttpMethod, VpcLink, VpcLinkProps,
    /// };
    /// use construct_lib::{App, Stack, StackProps};
    ///
    /// let app = App::new();
    /// let stack = Stack::new(&app, "Orders", StackProps::new());
    /// let link = VpcLink::new(&stack, "Link", VpcLinkProps::new(["subnet-1", "subnet-2"]));
    /// let listener = "arn:aws:elasticloadbalancing:eu-west-1:111122223333:listener/app/a/1/2";
    /// let orders = HttpAlbIntegration::new("Orders", listener, &link);
    /// let api = HttpApi::new(&stack, "Api", HttpApiProps::new());
    /// api.add_routes("/orders", [HttpMethod::Any], orders);
    /// ```
    HttpAlbIntegration
    /// Calls this listener through a link to its VPC.
    (listener_arn: ElasticLoadBalancingV2ListenerArn)
}

private_integration! {
    /// A listener of a Network Load Balancer that gets the request.
    ///
    /// Appears as an integration of type `HTTP_PROXY` through a VPC link.
    ///
    /// ```
    /// use construct_lib::apigatewayv2::{
    ///     HttpApi, HttpApiProps, HttpMethod, HttpNlbIntegration, VpcLink, VpcLinkProps,
    /// };
    /// use construct_lib::{App, Stack, StackProps};
    ///
    /// let app = App::new();
    /// let stack = Stack::new(&app, "Orders", StackProps::new());
    /// let link = VpcLink::new(&stack, "Link", VpcLinkProps::new(["subnet-1", "subnet-2"]));
    /// let listener = "arn:aws:elasticloadbalancing:eu-west-1:111122223333:listener/net/a/1/2";
    /// let orders = HttpNlbIntegration::new("Orders", listener, &link)
    ///     .secure_server_name("orders.example.com");
    /// let api = HttpApi::new(&stack, "Api", HttpApiProps::new());
    /// api.add_routes("/orders", [HttpMethod::Any], orders);
    /// ```
    HttpNlbIntegration
    /// Calls this listener through a link to its VPC.
    (listener_arn: ElasticLoadBalancingV2ListenerArn)
}

private_integration! {
    /// A service of AWS Cloud Map of which one instance gets the request.
    ///
    /// Appears as an integration of type `HTTP_PROXY` through a VPC link.
    ///
    /// ```
    /// use construct_lib::apigatewayv2::{
    ///     HttpApi, HttpApiProps, HttpMethod, HttpServiceDiscoveryIntegration, VpcLink,
    ///     VpcLinkProps,
    /// };
    /// use construct_lib::{App, Stack, StackProps};
    ///
    /// let app = App::new();
    /// let stack = Stack::new(&app, "Orders", StackProps::new());
    /// let link = VpcLink::new(&stack, "Link", VpcLinkProps::new(["subnet-1", "subnet-2"]));
    /// let service = "arn:aws:servicediscovery:eu-west-1:111122223333:service/srv-1";
    /// let orders = HttpServiceDiscoveryIntegration::new("Orders", service, &link);
    /// let api = HttpApi::new(&stack, "Api", HttpApiProps::new());
    /// api.add_routes("/orders", [HttpMethod::Any], orders);
    /// ```
    HttpServiceDiscoveryIntegration
    /// Calls this service through a link to its VPC.
    (service_arn: String)
}

//! What a WebSocket API remembers.

use construct_cfn::refs::ApiGatewayV2ApiId;
use construct_core::{NodeId, State, Value};

use crate::apigatewayv2::IntegrationIdentity;
use crate::error::codes;
use crate::{Diagnostic, Node};

pub(super) struct WebSocketApiState {
    pub(super) api_id: Value<ApiGatewayV2ApiId>,
    pub(super) endpoint: Option<Value<String>>,
    /// Whether clients reach it at the address that AWS gives it.
    pub(super) has_own_endpoint: bool,
    /// Its routes by their keys, in the order of their definition.
    pub(super) routes: Vec<(String, NodeId)>,
    /// What each integration that was given away has become here.
    pub(super) integrations: Vec<(IntegrationIdentity, NodeId)>,
}

impl State for WebSocketApiState {
    fn is_passive(&self) -> bool {
        true
    }

    fn validate(&self, node: &Node) {
        let mut routes: Vec<&(String, NodeId)> = self.routes.iter().collect();
        // A stable sort: routes of one key stay in the order of their definition.
        routes.sort_by(|(a, _), (b, _)| a.cmp(b));
        for pair in routes.windows(2) {
            if let [(key, first), (other, second)] = pair
                && key == other
                && let (Some(first), Some(second)) = (node.find(*first), node.find(*second))
            {
                second.report(
                    Diagnostic::error(
                        codes::DUPLICATE_ROUTE,
                        format!("the API has two routes for `{key}`"),
                    )
                    .help(format!("the other one is `{}`, leave one of them out", first.path())),
                );
            }
        }
    }
}

//! A chat with rooms over a WebSocket API.

use construct_lib::apigatewayv2::{
    StageOptions, WebSocketApi, WebSocketApiProps, WebSocketConnectionTable,
    WebSocketConnectionTableProps, WebSocketLambdaIntegration, WebSocketStage, WebSocketStageProps,
};
use construct_lib::lambda::{Function, FunctionProps, LoggingFormat};
use construct_lib::{CfnOutput, CfnOutputProps, Construct, Node, Stack, StackProps};
use websocket_chat_contract::{ChatEnvWire, Connection};

/// A chat: clients connect, join a room and send messages to everyone in it.
#[derive(Debug)]
pub struct ChatApi {
    node: Node,
    /// What clients connect to.
    pub stage: WebSocketStage,
    /// Who is connected.
    pub connections: WebSocketConnectionTable<Connection>,
}

impl ChatApi {
    /// The chat as a stack of its own.
    #[track_caller]
    pub fn new(scope: &dyn Construct, id: &str) -> Self {
        let stack = Stack::new(scope, id, StackProps::new().description("A chat with rooms"));
        let api = WebSocketApi::new(&stack, "Api", WebSocketApiProps::new());
        let stage = WebSocketStage::new(
            &stack,
            "Stage",
            WebSocketStageProps::new(&api, "prod")
                .options(StageOptions::new().throttling(100.0, 200)),
        );
        let connections = WebSocketConnectionTable::new(
            &stack,
            "Connections",
            WebSocketConnectionTableProps::of::<Connection>(&stage)
                .time_to_live(Connection::ATTRIBUTES.expires_at),
        );

        // The address needs nothing of the stage but its name, so that the
        // function can be told the address of the API that calls it.
        let environment =
            ChatEnvWire { connections: &connections, callback_url: stage.callback_url() };
        let handler = Function::new(
            &stack,
            "Handler",
            FunctionProps::handler(environment).logging_format(LoggingFormat::Json),
        );
        stage.grant_management_api_access(&handler);

        let answer = WebSocketLambdaIntegration::new("Handler", &handler);
        api.add_connect_route(answer.clone());
        api.add_disconnect_route(answer.clone());
        api.add_route("join", answer.clone());
        api.add_route("sendMessage", answer.clone());
        // What is none of these gets an answer that says so.
        api.add_route("$default", answer);

        CfnOutput::new(&stack, "Url", CfnOutputProps::new(stage.url()));
        Self { node: stack.node().clone(), stage, connections }
    }
}

impl Construct for ChatApi {
    fn node(&self) -> &Node {
        &self.node
    }
}

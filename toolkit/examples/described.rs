//! An app whose stacks the context describes; the tests run it.
//!
//! ```text
//! described synth -c stacks=Orders,Users -c handlers=hello -c topics=2
//! ```

use std::process::ExitCode;

use construct_lib::apigateway::{HttpMethod, MockIntegration, RestApi, RestApiProps};
use construct_lib::{
    App, Architecture, Asset, AssetSource, CfnOutput, CfnOutputProps, CfnResource, Construct,
    Diagnostic, Environment, Expr, NestedStack, NestedStackProps, Node, Props, Stack, StackProps,
    Stage, StageProps, Synthesizer, lookup,
};

fn main() -> ExitCode {
    toolkit::run(build)
}

fn build(app: &App) -> Result<(), String> {
    if let Some(message) = app.node().try_context("error") {
        return Err(message);
    }
    let stages = list(app.node(), "stages").unwrap_or_default();
    for stage in &stages {
        fill_scope(&Stage::new(app, stage, StageProps::new()), app);
    }
    if stages.is_empty() {
        fill_scope(app, app);
    }
    Ok(())
}

fn fill_scope(scope: &dyn Construct, app: &App) {
    for name in list(app.node(), "stacks").unwrap_or_else(|| vec!["Orders".to_owned()]) {
        fill(&Stack::new(scope, &name, props(app)));
    }
    if app.node().try_context("shared").is_some() {
        share(scope, app);
    }
}

/// A stack whose topic another one names, by way of a nested stack in each.
fn share(scope: &dyn Construct, app: &App) {
    let producer = Stack::new(scope, "Producer", props(app));
    let inner = NestedStack::new(&producer, "Inner", NestedStackProps::new());
    let topic = CfnResource::new(&inner, "Topic", "AWS::SNS::Topic");
    unfinished(&inner.stack(), "Role", "AWS::IAM::Role");
    let topics = app.node().context::<i64>("inner-topics").unwrap_or_default();
    for i in 0..topics {
        CfnResource::new(&inner, &format!("Topic{i}"), "AWS::SNS::Topic");
    }
    let source = AssetSource::Zip { path: "code/a.zip".to_owned() };
    function(&inner.stack(), "Function", source);
    let consumer = Stack::new(scope, "Consumer", props(app));
    let inner = NestedStack::new(&consumer, "Inner", NestedStackProps::new());
    CfnResource::new(&inner, "Topic", "AWS::SNS::Topic")
        .set_props(Props::new().with("DisplayName", topic.att_expr("TopicName")));
}

/// The items of a context value, which are separated by commas.
fn list(node: &Node, key: &str) -> Option<Vec<String>> {
    let text = node.try_context(key)?;
    Some(text.split(',').map(str::to_owned).collect())
}

fn props(app: &App) -> StackProps {
    let node = app.node();
    let mut environment = Environment::agnostic();
    if let Some(region) = node.try_context("region") {
        environment = environment.region(region);
    }
    if let Some(account) = node.try_context("account") {
        environment = environment.account(account);
    }
    let mut props = StackProps::new().environment(environment);
    if let Some(team) = node.try_context("team") {
        props = props.tag("team", team);
    }
    if node.try_context("protected").is_some() {
        props = props.termination_protection();
    }
    if node.try_context("bootstrap").is_some() {
        props = props.synthesizer(Synthesizer::bootstrap());
    }
    props
}

fn fill(stack: &Stack) {
    let node = stack.node();
    let topics = node.try_context("topics").and_then(|n| n.parse().ok());
    for i in 0..topics.unwrap_or(1) {
        let topic = CfnResource::new(stack, &format!("Topic{i}"), "AWS::SNS::Topic");
        if let Some(text) = node.try_context("text") {
            topic.set_props(Props::new().with("DisplayName", Expr::from(text)));
        }
    }
    for name in list(node, "parameters").unwrap_or_default() {
        let value = lookup::ssm_parameter(stack, &name);
        if value.starts_with("dummy") && node.try_context("picky").is_some() {
            node.report(Diagnostic::error("no-dummy", "the stand-in will not do"));
        }
        let topic = CfnResource::new(stack, &name, "AWS::SNS::Topic");
        topic.set_props(Props::new().with("DisplayName", Expr::from(value)));
    }
    for handler in list(node, "handlers").unwrap_or_default() {
        let (binary, architecture) = match handler.strip_suffix("@arm64") {
            Some(binary) => (binary, Architecture::Arm64),
            None => (handler.as_str(), Architecture::X86_64),
        };
        let source = AssetSource::RustBinary { binary: binary.to_owned(), architecture };
        function(stack, &handler, source);
    }
    for path in list(node, "zips").unwrap_or_default() {
        function(stack, &path.replace('/', "-"), AssetSource::Zip { path });
    }
    for name in list(node, "apis").unwrap_or_default() {
        let api = RestApi::new(stack, &name, RestApiProps::new());
        api.root().add_resource("orders").add_method(HttpMethod::Get, MockIntegration::new(204));
    }
    if node.try_context("socket").is_some() {
        let socket = CfnResource::new(stack, "Socket", "AWS::ApiGatewayV2::Api");
        let key = Expr::text("$request.body.action");
        socket.set_props(
            Props::new()
                .with("Name", Expr::text("Chat"))
                .with("ProtocolType", Expr::text("WEBSOCKET"))
                .with("RouteSelectionExpression", key),
        );
    }
    if node.try_context("role").is_some() {
        unfinished(stack, "Role", "AWS::IAM::Role");
    }
    if let Some(text) = node.try_context("output") {
        CfnOutput::new(stack, "Output", CfnOutputProps::new(text));
    }
    if node.try_context("warning").is_some() {
        node.report(Diagnostic::warning("team-missing", "no team is named").help("add a tag"));
        node.report(Diagnostic::warning("owner-missing", "no owner is named"));
        node.acknowledge_warning("owner-missing", "the team owns it");
    }
    if node.try_context("duplicate").is_some() {
        CfnResource::new(stack, "Twice", "AWS::SNS::Topic");
        CfnResource::new(stack, "Twice", "AWS::SNS::Topic");
    }
}

fn function(stack: &Stack, id: &str, source: AssetSource) {
    let function = unfinished(stack, id, "AWS::Lambda::Function");
    let mut props = Props::new().with("Code", Expr::asset(Asset::new(source)));
    if let Some(runtime) = stack.node().try_context("runtime") {
        props = props.with("Runtime", Expr::from(runtime));
    }
    function.set_props(props);
}

/// A resource that AWS would not take.
fn unfinished(stack: &Stack, id: &str, type_name: &str) -> CfnResource {
    stack.node().set_context("construct-lib:validate", "false");
    CfnResource::new(stack, id, type_name)
}

//! What can go to another thread, and what cannot.

use construct_core::{
    App, CfnResource, CloudAssembly, Diagnostic, Expr, Node, NodeId, Props, Stack, StackArtifact,
    SynthError, Value,
};

const fn is_send_and_sync<T: Send + Sync>() {}

const _: () = {
    is_send_and_sync::<Value<String>>();
    is_send_and_sync::<Expr>();
    is_send_and_sync::<Props>();
    is_send_and_sync::<Diagnostic>();
    is_send_and_sync::<SynthError>();
    is_send_and_sync::<StackArtifact>();
    is_send_and_sync::<CloudAssembly>();
    is_send_and_sync::<NodeId>();
};

/// Two impls fit a type that is `Send`, so which one is meant cannot be told.
trait NotSend<Which> {
    fn holds() {}
}

impl<T: ?Sized> NotSend<()> for T {}
impl<T: ?Sized + Send> NotSend<u8> for T {}

#[test]
fn handles_stay_on_their_thread() {
    <App as NotSend<_>>::holds();
    <Node as NotSend<_>>::holds();
    <Stack as NotSend<_>>::holds();
    <CfnResource as NotSend<_>>::holds();
}

#[test]
fn an_assembly_can_be_used_by_another_thread() {
    let app = App::new();
    let stack = Stack::new(&app, "Stack", construct_core::StackProps::new());
    CfnResource::new(&stack, "Topic", "AWS::SNS::Topic");
    let assembly = app.synth().unwrap();
    let size = std::thread::spawn(move || assembly.stacks()[0].template().len());
    assert!(size.join().unwrap() > 0);
}

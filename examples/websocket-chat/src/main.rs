//! `cargo run -p websocket-chat -- synth` writes the template and builds the handler.

use std::process::ExitCode;

use websocket_chat::ChatApi;

fn main() -> ExitCode {
    toolkit::run(|app| {
        ChatApi::new(app, "Chat");
    })
}

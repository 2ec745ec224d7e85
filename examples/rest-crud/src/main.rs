//! `cargo run -p rest-crud -- synth` writes the template and builds the handler.

use std::process::ExitCode;

use rest_crud::NotesApi;

fn main() -> ExitCode {
    toolkit::run(|app| {
        NotesApi::new(app, "Notes");
    })
}

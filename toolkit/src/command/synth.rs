//! `synth`: templates, handlers, and the commands that deploy them.

use construct_lib::{Synthesizer, UnresolvedAssets};
use std::path::{Path, PathBuf};

use crate::assembly::{self, StackEntry};
use crate::cli;
use crate::exit::Exit;
use crate::failure::{Failure, Findings};
use crate::output::{Mode, Output};
use crate::print;
use crate::selection::select;
use crate::session::Session;

/// Where to write when nobody says.
const DEFAULT_OUTPUT: &str = "cdk.out";

/// Writes the assembly.
pub(crate) fn synth(session: &Session<'_>, arguments: &cli::Synth, findings: &mut Findings) {
    let stacks = write(session, arguments, findings).unwrap_or_else(|failure| {
        findings.add(failure);
        Vec::new()
    });
    session.terminal.report(&findings.diagnostics);
    let output = output_path(session, arguments);
    let output = print::shown_path(&output, session.environment.directory());
    let document = print::document(Some(&output), &stacks, &findings.diagnostics);
    session.terminal.document(&document);
    if findings.exit == Exit::Done {
        summarise(session, arguments, &stacks, &output);
    }
}

fn output_path(session: &Session<'_>, arguments: &cli::Synth) -> PathBuf {
    let of_cdk = session.environment.output_of_cdk();
    let path = arguments.output.clone().or(of_cdk);
    path.unwrap_or_else(|| PathBuf::from(DEFAULT_OUTPUT))
}

fn write(
    session: &Session<'_>,
    arguments: &cli::Synth,
    findings: &mut Findings,
) -> Result<Vec<StackEntry>, Failure> {
    let mode = match session.environment.output_of_cdk() {
        Some(_) => Mode::Fill,
        None => Mode::Replace,
    };
    let path = output_path(session, arguments);
    let output = Output::open(&path, mode, session.environment.directory())?;
    session.build()?;
    let staging = output.stage()?;
    let stacks = session.synth(&UnresolvedAssets, Some(&staging), findings);
    if findings.exit != Exit::Done {
        return Ok(Vec::new());
    }
    select(&stacks, &arguments.names)?;
    assembly::write(&staging, &stacks, &findings.diagnostics)?;
    output.publish(staging)?;
    Ok(stacks)
}

fn summarise(session: &Session<'_>, arguments: &cli::Synth, stacks: &[StackEntry], output: &str) {
    let Ok(selected) = select(stacks, &arguments.names) else {
        return;
    };
    for stack in selected {
        let file = Path::new(output).join(stack.template_file());
        session.terminal.result(&format!(
            "{}: {}, {}\n",
            file.display(),
            print::count(stack.resource_count, "resource"),
            print::bytes(stack.template_bytes as u64),
        ));
        if stack.synthesizer == Synthesizer::Local {
            session.terminal.result("\n");
            session.terminal.result(&print::deploy_block(stack, output));
            session.terminal.result("\n");
            session.terminal.result(&print::delete_block(stack));
        }
    }
}

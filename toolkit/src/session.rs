//! One run of the program: its app, its surroundings, its streams.

use std::error::Error;

use construct_lib::{
    App, AssetResolver, Construct as _, Diagnostic, MissingContext, StackArtifact, SynthError,
    Synthesizer, UnresolvedAssets,
};

use crate::assembly::{StackEntry, in_directory};
use crate::cli::Options;
use crate::codes;
use crate::context::Context;
use crate::environment::Environment;
use crate::exit::Exit;
use crate::failure::{Failure, Findings};
use crate::output::Staging;
use crate::print::Terminal;

/// Builds the tree of an app.
pub(crate) type Build<'a> = &'a dyn Fn(&App) -> Result<(), Box<dyn Error>>;

/// One run of the program.
pub(crate) struct Session<'a> {
    pub(crate) environment: Environment,
    pub(crate) terminal: Terminal,
    pub(crate) context: Context,
    app: App,
    build: Build<'a>,
}

impl<'a> Session<'a> {
    pub(crate) fn new(
        app: App,
        build: Build<'a>,
        environment: Environment,
        options: &Options,
    ) -> Result<Self, Failure> {
        Ok(Self {
            terminal: Terminal::new(options, &environment),
            context: Context::read(&environment, &options.context)?,
            environment,
            app,
            build,
        })
    }

    /// Lets the user's closure fill the app.
    pub(crate) fn build(&self) -> Result<(), Failure> {
        if self.environment.output_of_cdk().is_some() {
            self.app.set_synthesizer(Synthesizer::bootstrap());
        }
        for (key, value) in self.context.values() {
            self.app.node().set_context(key, value.clone());
        }
        (self.build)(&self.app).map_err(|error| {
            let mut message = error.to_string();
            let mut source = error.source();
            while let Some(cause) = source {
                message.push_str(": ");
                message.push_str(&cause.to_string());
                source = cause.source();
            }
            Failure::new(Exit::App, Diagnostic::error(codes::APP_FAILED, message))
        })
    }

    /// What the app looked up and nobody knows yet.
    pub(crate) fn missing(&self) -> Vec<MissingContext> {
        self.app.missing_context()
    }

    /// Synthesizes the app; writes each template to `staging`, if there is one,
    /// before the next is made. Gives the stacks and adds the findings.
    pub(crate) fn synth(
        &self,
        assets: &dyn AssetResolver,
        staging: Option<&Staging>,
        findings: &mut Findings,
    ) -> Vec<StackEntry> {
        let mut stacks = Vec::new();
        let mut failure = None;
        let result = self.app.synth_with(assets, &mut |artifact| {
            if failure.is_some() {
                return;
            }
            if let Some(staging) = staging {
                failure = write(staging, &artifact).err();
            }
            stacks.push(StackEntry::new(&artifact));
        });
        match (result, failure) {
            (Err(error), _) => findings.fail(Exit::App, diagnostics(&error)),
            (Ok(_), Some(failure)) => findings.add(failure),
            (Ok(warnings), None) => findings.warn(warnings),
        }
        stacks
    }
}

impl Session<'_> {
    /// Synthesizes the app without hashes of code, and shows each stack as it
    /// is made. Says whether all went well.
    pub(crate) fn look(
        &self,
        findings: &mut Findings,
        show: &mut dyn FnMut(&StackArtifact),
    ) -> bool {
        match self.app.synth_with(&UnresolvedAssets, &mut |artifact| show(&artifact)) {
            Ok(warnings) => findings.warn(warnings),
            Err(error) => findings.fail(Exit::App, diagnostics(&error)),
        }
        findings.exit == Exit::Done
    }
}

/// Writes the templates of a stack, those of its nested stacks among them.
fn write(staging: &Staging, artifact: &StackArtifact) -> Result<(), Failure> {
    let directory = artifact.directory();
    let nested = artifact.nested().iter().map(|n| (n.file().to_owned(), n.template()));
    for (file, template) in nested.chain([(artifact.template_file(), artifact.template())]) {
        staging.write(&in_directory(&directory, &file), template)?;
    }
    Ok(())
}

fn diagnostics(error: &SynthError) -> Vec<Diagnostic> {
    error.diagnostics().to_vec()
}

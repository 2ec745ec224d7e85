//! From one stack to another.

use std::collections::BTreeMap;

use super::super::collect::StackParts;
use super::super::write;
use super::role::{self, ReadRole};
use super::{Links, Router, Value, Way, join, split};
use crate::construct::Arena;
use crate::error::{Diagnostic, codes};
use crate::json::text;
use crate::stack::cross_stack::{ReferenceStrength, decided};
use crate::stack::environment::Environment;
use crate::stack::export_value::AskedExport;
use crate::stack::stack::StackState;
use crate::stack::stage::stage_of;
use crate::template::{Names, REF, logical_id};
use crate::token::{Expr, Key, Props, Pseudo, Token};

/// A value that a stack gives to others.
pub(super) struct Export {
    stack: u32,
    value: Value,
    is_strong: bool,
    is_weak: bool,
    description: Option<String>,
}

impl Router<'_> {
    /// A stack reads a value of another one.
    pub(super) fn by_export(&mut self, stack: u32, value: &Value) -> Option<Way> {
        let producer = self.arena.owner(value.node);
        let consumer = self.top(stack);
        if stage_of(self.arena, producer) != stage_of(self.arena, consumer) {
            self.refuse(
                codes::STAGE_CROSSED,
                "it stands in another stage, and each stage is deployed by itself",
                "define both in one stage, or pass what both know as a literal",
            );
            return None;
        }
        let strength = self.strength(stack, producer, consumer)?;
        self.links.stacks.insert((consumer, producer));
        self.note(consumer, producer);
        let is_weak = strength != ReferenceStrength::Strong;
        let at = self.export(producer, value);
        let export = &mut self.links.exports[at];
        export.is_strong |= strength != ReferenceStrength::Weak;
        export.is_weak |= is_weak;
        self.parts(producer).is_name_fixed |= is_weak;
        Some(Way::Import { export: at, is_weak })
    }

    fn strength(&mut self, stack: u32, producer: u32, consumer: u32) -> Option<ReferenceStrength> {
        let target = self.why?.target;
        let decided = decided(self.arena, stack, target);
        let (there, here) = (self.environment(producer), self.environment(consumer));
        if there == here {
            return Some(decided.unwrap_or(ReferenceStrength::Strong));
        }
        let is_open = |a: Option<&str>, b: Option<&str>| a != b && (a.is_none() || b.is_none());
        let crosses_accounts = there.account_id() != here.account_id();
        let is_region_open =
            crosses_accounts && (there.region_name().is_none() || here.region_name().is_none());
        if is_open(there.account_id(), here.account_id())
            || is_open(there.region_name(), here.region_name())
            || is_region_open
        {
            let (there, here) = (place(&there), place(&here));
            self.refuse(
                codes::UNKNOWN_ENVIRONMENT,
                &format!("that one is deployed to {there} and this one to {here}"),
                "fix the account and the region of both stacks, or leave both open",
            );
            return None;
        }
        match decided {
            Some(ReferenceStrength::Strong) => {
                let (there, here) = (place(&there), place(&here));
                self.refuse(
                    codes::STRONG_REFERENCE_IMPOSSIBLE,
                    &format!("an export is known only in its own account and region, here {there} and not {here}"),
                    "use `ReferenceStrength::Weak`, or give the resource a physical name and write that",
                );
                None
            }
            _ => {
                if crosses_accounts {
                    self.let_read(stack, producer, consumer);
                }
                Some(ReferenceStrength::Weak)
            }
        }
    }

    fn environment(&mut self, stack: u32) -> Environment {
        self.parts(stack).environment.clone()
    }

    /// Lets the account of one stack read the outputs of another one's.
    fn let_read(&mut self, stack: u32, producer: u32, consumer: u32) {
        let synthesizer = write::synthesizer(self.arena, consumer);
        let environment = self.environment(consumer);
        let reader = role::reader(&synthesizer, &environment);
        let readers = self.parts(producer).read_role.get_or_insert_with(ReadRole::default);
        readers.add(reader);
        // A nested stack reads for itself.
        self.parts(stack).reads_by_role.insert(producer);
    }

    fn export(&mut self, stack: u32, value: &Value) -> usize {
        let exports = &mut self.links.exports;
        let key = (value.node, value.attribute.clone());
        let at = *self.exported.entry(key).or_insert(exports.len());
        if at == exports.len() {
            exports.push(Export {
                stack,
                value: value.clone(),
                is_strong: false,
                is_weak: false,
                description: None,
            });
        }
        // It is asked for as a list where nothing tells that it is one.
        exports[at].value.is_list |= value.is_list;
        at
    }

    /// An export that was asked for.
    pub(super) fn asked(&mut self, stack: u32, at: usize) {
        let asked = self.arena.state::<StackState>(stack).and_then(|s| s.exports.get(at));
        let Some(asked) = asked else {
            return;
        };
        self.why = None;
        let Some(value) = self.exportable(stack, asked) else {
            let finding = Diagnostic::error(
                codes::INVALID_EXPORT,
                "only a reference to something of this stack can be exported without a name",
            )
            .help("give an attribute of a resource, or a name with `export_value_with`")
            .at_location(asked.at);
            return self.findings.push(self.arena.place(finding, stack));
        };
        let at = self.export(stack, &value);
        let export = &mut self.links.exports[at];
        export.is_strong = true;
        if asked.description.is_some() {
            export.description.clone_from(&asked.description);
        }
    }

    /// The value in the stack's own template, where it may come from a nested one.
    fn exportable(&mut self, stack: u32, asked: &AskedExport) -> Option<Value> {
        let (id, attribute) = match &asked.expr {
            Expr::Ref(id) => (*id, Key::Borrowed(REF)),
            Expr::Token(token) => match &**token {
                Token::GetAtt(id, attribute) => (*id, attribute.clone()),
                _ => return None,
            },
            _ => return None,
        };
        let node = id.index();
        let is_known = id.tree() == self.arena.tree_id() && self.is_stack(self.arena.owner(node));
        if !is_known {
            return None;
        }
        let is_list = asked.is_list || self.is_list(node, &attribute);
        let mut value = Value { node, attribute, is_list };
        while self.arena.owner(value.node) != stack {
            let nested = self.arena.owner(value.node);
            let resource = self.resource_of(nested)?;
            let output = self.add_nested_output(nested, &value);
            let attribute = Key::Owned(format!("Outputs.{output}"));
            value = Value { node: resource, attribute, is_list: false };
        }
        Some(value)
    }
}

fn place(environment: &Environment) -> String {
    match (environment.account_id(), environment.region_name()) {
        (None, None) => "any account and region".into(),
        (Some(account), None) => format!("account {account} in any region"),
        (None, Some(region)) => format!("{region} of any account"),
        (Some(account), Some(region)) => format!("{region} of account {account}"),
    }
}

/// Writes the outputs of the stacks whose values are read, and what stands in
/// those that read them. Logical ids do not change any more.
pub(in super::super) fn name_exports(
    arena: &Arena,
    stacks: &mut [StackParts],
    names: &Names,
    links: &Links,
) {
    let positions: BTreeMap<u32, usize> =
        stacks.iter().enumerate().map(|(at, stack)| (stack.node, at)).collect();
    for stack in &mut *stacks {
        if let Some(role) = stack.read_role.take() {
            role.write(&stack.name, &stack.environment, &mut stack.parts);
        }
    }
    let mut readings = Vec::with_capacity(links.exports.len());
    for export in &links.exports {
        let stack = &mut stacks[positions[&export.stack]];
        readings.push(Reading::new(arena, stack, names, export));
    }
    for import in &links.imports {
        let (stack, export) = (import.stack, &readings[import.export]);
        let Export { stack: producer, value, .. } = &links.exports[import.export];
        let stack = &mut stacks[positions[&stack]];
        let role = stack.reads_by_role.contains(producer).then(|| export.role_arn.clone());
        let expr = if import.is_weak {
            Expr::Map(
                [("Fn::GetStackOutput".into(), export.get_stack_output(role.flatten()))].into(),
            )
        } else {
            Expr::map([("Fn::ImportValue", Expr::from(export.export_name.clone()))])
        };
        let expr = if import.is_list || value.is_list { split(expr) } else { expr };
        stack.imports.set(import.target, import.attribute.clone(), expr);
    }
}

/// By what an export is read.
struct Reading {
    export_name: String,
    output: String,
    stack_name: String,
    region: Expr,
    role_arn: Option<Expr>,
}

impl Reading {
    /// Adds the outputs to the stack that exports.
    fn new(arena: &Arena, stack: &mut StackParts, names: &Names, export: &Export) -> Self {
        let value = &export.value;
        let id = output_id(names, value);
        let environment = &stack.environment;
        let reading = Self {
            export_name: export_name(&stack.name, &id),
            output: logical_id(&["Publish", &id.replace('/', "--")]),
            stack_name: stack.name.clone(),
            region: environment.region_name().map_or(Expr::Pseudo(Pseudo::Region), Expr::from),
            role_arn: role::arn(&stack.name, environment),
        };
        let node = arena.node_id(value.node);
        let local = match &*value.attribute {
            REF if value.node == stack.node => Expr::Pseudo(Pseudo::StackId),
            REF => Expr::Ref(node),
            attribute => Expr::get_att(node, attribute.to_owned()),
        };
        let local = if value.is_list { join(local) } else { local };
        let outputs = &mut stack.parts.extra_outputs;
        let description = export.description.as_deref().map_or(Expr::Unset, Expr::from);
        if export.is_strong {
            let output = Props::new()
                .with("Description", description)
                .with("Value", local.clone())
                .with("Export", Expr::map([("Name", Expr::from(reading.export_name.clone()))]));
            let id = logical_id(&["Exports", &id.replace('/', "--")]);
            outputs.put(id, output.into_expr());
        }
        if export.is_weak {
            outputs.put(reading.output.clone(), Expr::map([("Value", local)]));
        }
        reading
    }

    fn get_stack_output(&self, role_arn: Option<Expr>) -> Expr {
        Props::new()
            .with("StackName", Expr::from(self.stack_name.clone()))
            .with("Region", self.region.clone())
            .with("RoleArn", role_arn.unwrap_or_default())
            .with("OutputName", Expr::from(self.output.clone()))
            .into_expr()
    }
}

/// The construct id that the CDK gives an output, from which its name is hashed.
fn output_id(names: &Names, value: &Value) -> String {
    let id = names.get(value.node).unwrap_or(Pseudo::StackId.name());
    match &*value.attribute {
        REF => format!("Output{{\"Ref\":{}}}", text(id)),
        attribute => format!("Output{{\"Fn::GetAtt\":[{},{}]}}", text(id), text(attribute)),
    }
}

/// The longest name of an export.
const LONGEST: usize = 255;

fn export_name(stack_name: &str, id: &str) -> String {
    let local = logical_id(&["Exports", id]);
    let room = LONGEST.saturating_sub(stack_name.len() + 1);
    format!("{stack_name}:{}", &local[local.len().saturating_sub(room)..])
}

//! Values that one template reads from another, and the way they take.
//!
//! Up out of a nested stack a value becomes an output of it, down into one a
//! parameter; from one stack to another an export or an output.

mod export;
mod nested;
mod role;

use std::collections::{BTreeMap, BTreeSet};

pub(super) use export::name_exports;
pub(super) use role::ReadRole;

use super::collect::StackParts;
use super::names::ExpandedResources;
use crate::construct::{Arena, NONE};
use crate::error::{Diagnostic, codes};
use crate::intrinsic;
use crate::stack::export_value::LIST_DELIMITER;
use crate::stack::nested_stack::{STACK_NAME, TEMPLATE_URL};
use crate::stack::stack::StackState;
use crate::template::{Kind, Lists, Names, REF};
use crate::token::{Expr, Key, List, Pseudo, Value as Typed};
use export::Export;

/// One reference from an element of one template into another template.
pub(super) struct Crossing {
    pub(super) from: u32,
    /// What must be known before there are resources.
    pub(super) early: Option<&'static str>,
    /// Where in the element it stands.
    pub(super) place: String,
    pub(super) target: u32,
    pub(super) attribute: Key,
    /// Whether only a list can stand there.
    pub(super) is_in_list: bool,
}

/// What crossings mean for the order of things.
#[derive(Default)]
pub(super) struct Links {
    /// Which resource refers to which because of them.
    pub(super) resources: Vec<(u32, u32)>,
    /// Which stack reads of which.
    pub(super) stacks: BTreeSet<(u32, u32)>,
    /// The first reference behind each of both.
    why: BTreeMap<(u32, u32), String>,
    exports: Vec<Export>,
    imports: Vec<Import>,
}

impl Links {
    /// The reference because of which one resource or stack waits for another.
    pub(super) fn why(&self, from: u32, to: u32) -> Option<&str> {
        self.why.get(&(from, to)).map(String::as_str)
    }
}

/// What a stack reads by way of an export.
struct Import {
    stack: u32,
    target: u32,
    attribute: Key,
    is_list: bool,
    export: usize,
    is_weak: bool,
}

/// A value of one template: `Ref` to an element or an attribute of it, or the
/// ARN of a stack itself.
#[derive(Clone)]
struct Value {
    node: u32,
    attribute: Key,
    is_list: bool,
}

/// How a template reads a value.
#[derive(Clone)]
enum Way {
    /// Out of itself, at this expression; with the resource that it names.
    Here(Expr, Option<u32>),
    /// By an export of another stack.
    Import { export: usize, is_weak: bool },
}

/// Finds the way of each crossing, and adds what it needs to the templates.
pub(super) fn route<'a>(
    arena: &'a Arena,
    stacks: &'a mut [StackParts],
    crossings: &'a [Crossing],
    names: &Names,
    expanded: &mut ExpandedResources,
    findings: &'a mut Vec<Diagnostic>,
) -> Links {
    let positions = stacks.iter().enumerate().map(|(at, stack)| (stack.node, at)).collect();
    let asked = asked_exports(arena, stacks);
    let mut router = Router {
        arena,
        stacks,
        positions,
        lists: BTreeSet::new(),
        known_lists: Lists::default(),
        known: BTreeMap::new(),
        exported: BTreeMap::new(),
        parameters: BTreeMap::new(),
        links: Links::default(),
        findings,
        why: None,
    };
    let lists = crossings.iter().filter(|c| c.is_in_list);
    router.lists = lists.map(|c| (c.target, c.attribute.clone())).collect();
    for crossing in crossings {
        router.crossing(crossing);
    }
    for (stack, at) in asked {
        router.asked(stack, at);
    }
    router.check_parameters(names);
    router.hand_over_parameters(expanded);
    router.links
}

/// The exports that were asked for, by their stacks and positions.
fn asked_exports(arena: &Arena, stacks: &[StackParts]) -> Vec<(u32, usize)> {
    let count = |node| arena.state::<StackState>(node).map_or(0, |s| s.exports.len());
    stacks.iter().flat_map(|s| (0..count(s.node)).map(|at| (s.node, at))).collect()
}

struct Router<'a> {
    arena: &'a Arena,
    stacks: &'a mut [StackParts],
    positions: BTreeMap<u32, usize>,
    /// What stands where only a list can.
    lists: BTreeSet<(u32, Key)>,
    known_lists: Lists<'a>,
    /// The ways that were found, by the stack that reads.
    known: BTreeMap<(u32, u32, Key), Option<Way>>,
    /// The positions of exports, by what they are of.
    exported: BTreeMap<(u32, Key), usize>,
    /// What each nested stack is given for its parameters.
    parameters: BTreeMap<u32, Vec<(Key, Expr)>>,
    links: Links,
    findings: &'a mut Vec<Diagnostic>,
    /// The crossing that is being looked at.
    why: Option<&'a Crossing>,
}

impl<'a> Router<'a> {
    fn crossing(&mut self, crossing: &'a Crossing) {
        if crossing.attribute == TEMPLATE_URL {
            // Known when the template is written.
            return;
        }
        self.why = Some(crossing);
        let stack = self.arena.owner(crossing.from);
        let key = (stack, crossing.target, crossing.attribute.clone());
        let way = match self.known.get(&key) {
            Some(way) => way.clone(),
            None => {
                let way = self.find(crossing, stack);
                self.known.insert(key, way.clone());
                way
            }
        };
        match way {
            Some(Way::Here(_, Some(_)) | Way::Import { .. }) if let Some(what) = crossing.early => {
                self.refuse(
                    codes::CROSS_STACK_REFERENCE,
                    &format!("{what} is decided before anything is read of another stack"),
                    "hand the value over by a parameter of this stack",
                );
            }
            Some(Way::Here(_, Some(resource))) => self.edge(crossing.from, resource),
            _ => {}
        }
    }

    /// The way of a value to a stack, which is noted for when it is written.
    fn find(&mut self, crossing: &Crossing, stack: u32) -> Option<Way> {
        let (target, attribute) = (crossing.target, crossing.attribute.clone());
        if attribute == STACK_NAME && self.is_stack(target) {
            return self.name_of_stack(stack, target);
        }
        let is_list = self.is_list(target, &attribute);
        let value = Value { node: target, attribute: attribute.clone(), is_list };
        let way = self.read(stack, &value)?;
        match &way {
            Way::Here(expr, _) => {
                // A value of its own stands in the template as it is.
                let is_text = is_list && self.arena.owner(target) != stack;
                let expr = if is_text { split(expr.clone()) } else { expr.clone() };
                self.parts(stack).imports.set(target, attribute, expr);
            }
            Way::Import { export, is_weak } => {
                let provisional = format!("{}.{attribute}", self.arena.path(target));
                self.parts(stack).imports.set(target, attribute.clone(), provisional.into());
                let (export, is_weak) = (*export, *is_weak);
                let import = Import { stack, target, attribute, is_list, export, is_weak };
                self.links.imports.push(import);
            }
        }
        Some(way)
    }

    /// What a nested stack is called: a part of its ARN, unless it asks itself.
    fn name_of_stack(&mut self, stack: u32, nested: u32) -> Option<Way> {
        let attribute = Key::Borrowed(STACK_NAME);
        if stack == nested {
            self.parts(stack).imports.set(nested, attribute, Expr::Pseudo(Pseudo::StackName));
            return None;
        }
        let resource = self.resource_of(nested)?;
        let way = self.read(stack, &reference(resource))?;
        if let Way::Import { export, is_weak } = way {
            let (target, attribute) = (resource, Key::Borrowed(REF));
            let import = Import { stack, target, attribute, is_list: false, export, is_weak };
            self.links.imports.push(import);
        }
        let arn = Typed::<String>::of(Expr::Ref(self.arena.node_id(resource)));
        if let Way::Here(expr, _) = &way
            && self.arena.owner(resource) != stack
        {
            self.parts(stack).imports.set(resource, Key::Borrowed(REF), expr.clone());
        }
        let name = intrinsic::select(1, intrinsic::split("/", arn));
        self.parts(stack).imports.set(nested, attribute, name.into());
        Some(way)
    }

    /// How a stack reads a value, as one text where it comes from another one.
    fn read(&mut self, stack: u32, value: &Value) -> Option<Way> {
        let owner = self.arena.owner(value.node);
        if owner == stack {
            let is_resource = self.is_resource(value.node);
            return Some(Way::Here(self.local(value), is_resource.then_some(value.node)));
        }
        if value.node == owner
            && let Some(resource) = self.resource_of(owner)
        {
            return self.read(stack, &reference(resource));
        }
        if self.is_inside(stack, owner) {
            return self.by_parameter(stack, value);
        }
        match self.resource_of(owner) {
            Some(resource) => {
                let output = self.add_nested_output(owner, value);
                let attribute = Key::Owned(format!("Outputs.{output}"));
                self.read(stack, &Value { node: resource, attribute, is_list: false })
            }
            None => self.by_export(stack, value),
        }
    }

    /// A value in its own template.
    fn local(&self, value: &Value) -> Expr {
        let id = self.arena.node_id(value.node);
        match &*value.attribute {
            REF if self.is_stack(value.node) => Expr::Pseudo(Pseudo::StackId),
            REF => Expr::Ref(id),
            attribute => Expr::get_att(id, attribute.to_owned()),
        }
    }

    /// The same as one text.
    fn text(&self, value: &Value) -> Expr {
        let local = self.local(value);
        if value.is_list { join(local) } else { local }
    }

    /// What the CDK calls a value beside the element that it belongs to.
    fn display_name<'v>(&self, value: &'v Value) -> &'v str {
        if value.attribute == REF && self.is_stack(value.node) {
            Pseudo::StackId.name()
        } else {
            &value.attribute
        }
    }

    fn is_list(&mut self, target: u32, attribute: &Key) -> bool {
        self.lists.contains(&(target, attribute.clone()))
            || self.known_lists.has(self.arena, target, attribute)
    }

    fn is_stack(&self, node: u32) -> bool {
        self.positions.contains_key(&node)
    }

    fn is_resource(&self, node: u32) -> bool {
        crate::template::kind(self.arena, node) == Some(Kind::Resource)
    }

    fn parts(&mut self, stack: u32) -> &mut StackParts {
        // Only what stands in a stack is ever looked at.
        let at = self.positions.get(&stack).copied().unwrap_or_default();
        &mut self.stacks[at]
    }

    /// The resource that a nested stack is in the template above.
    fn resource_of(&self, stack: u32) -> Option<u32> {
        let at = *self.positions.get(&stack)?;
        self.stacks.get(at)?.nested.as_ref().map(|n| n.resource)
    }

    fn parent(&self, stack: u32) -> u32 {
        self.resource_of(stack).map_or(NONE, |resource| self.arena.owner(resource))
    }

    /// The stack above all those that a stack is nested in.
    fn top(&self, stack: u32) -> u32 {
        let mut at = stack;
        while self.parent(at) != NONE {
            at = self.parent(at);
        }
        at
    }

    /// Whether a stack is nested in another one, however deep.
    fn is_inside(&self, stack: u32, other: u32) -> bool {
        let mut at = self.parent(stack);
        while at != NONE && at != other {
            at = self.parent(at);
        }
        at == other
    }

    /// Notes that a resource reads of another one in the same template.
    fn edge(&mut self, from: u32, to: u32) {
        if self.is_resource(from) {
            self.links.resources.push((from, to));
            self.note(from, to);
        }
    }

    fn note(&mut self, from: u32, to: u32) {
        let Some(c) = self.why else {
            return;
        };
        let arena = self.arena;
        self.links.why.entry((from, to)).or_insert_with(|| {
            format!("`{}` names `{}` in `{}`", arena.path(c.from), arena.path(c.target), c.place)
        });
    }

    fn refuse(
        &mut self,
        code: &'static str,
        why: &str,
        help: impl Into<std::borrow::Cow<'static, str>>,
    ) {
        let Some(c) = self.why else {
            return;
        };
        let target = self.arena.path(c.target);
        let message = format!("`{}` refers to `{target}` of another stack, but {why}", c.place);
        let finding = Diagnostic::error(code, message).help(help);
        let finding = self.arena.place(finding, c.from);
        if !self.findings.contains(&finding) {
            self.findings.push(finding);
        }
    }
}

fn reference(node: u32) -> Value {
    Value { node, attribute: Key::Borrowed(REF), is_list: false }
}

fn join(list: Expr) -> Expr {
    intrinsic::join(LIST_DELIMITER, Typed::<List<String>>::of(list)).into()
}

fn split(text: Expr) -> Expr {
    intrinsic::split(LIST_DELIMITER, Typed::<String>::of(text)).into()
}

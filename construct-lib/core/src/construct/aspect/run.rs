//! Aspects and hooks, by turns, until neither has anything left to do.

use std::rc::Rc;

use super::{Application, AspectPriority};
use crate::construct::node::Node;
use crate::error::{Diagnostic, codes};

/// How often the tree is walked, and aspects and hooks take turns.
const ROUNDS: u32 = 100;
/// How many times larger aspects may make the tree.
const GROWTH: u32 = 20;
/// A small tree may grow more.
const SMALLEST: u32 = 1000;

/// Aspects came to no rest, which was reported.
struct Unstable;

impl Node {
    /// Lets aspects and hooks do their work, and says whether they came to rest.
    ///
    /// Aspects that change the tree come first, then the hooks, then the
    /// aspects that only look. What one of them adds is visited, and prepared,
    /// in the next turn.
    pub(crate) fn settle(&self) -> bool {
        if self.tree.aspects.get() == 0 {
            self.prepare_all();
            // A hook may add an aspect.
            if self.tree.aspects.get() == 0 {
                return true;
            }
        }
        let mut run = Run::new(self);
        self.take_turns(&mut run).is_ok()
    }

    fn take_turns(&self, run: &mut Run) -> Result<(), Unstable> {
        for _ in 0..ROUNDS {
            run.rest(self, AspectPriority::READONLY)?;
            self.prepare_all();
            if run.state(self) != run.settled {
                continue;
            }
            run.rest(self, u32::MAX)?;
            if self.tree.queue.borrow().is_empty() {
                return Ok(());
            }
        }
        Err(self.never_rests(None))
    }

    fn never_rests(&self, last: Option<&Application>) -> Unstable {
        let finding = Diagnostic::error(
            codes::ASPECTS_UNSTABLE,
            "aspects keep adding constructs or aspects and never come to rest",
        )
        .help(
            "let an aspect add a construct only to those it is about, and only where there is none yet",
        );
        match last {
            Some(last) => self.at_index(last.scope).report(finding.at_location(last.at)),
            None => self.report(finding),
        }
        Unstable
    }
}

/// What aspects did so far.
struct Run {
    visited: Vec<Visited>,
    /// So large may the tree become.
    largest: u32,
    /// The tree when all aspects below `limit` had visited all of it.
    settled: State,
    limit: u32,
}

/// How many constructs and aspects there are.
#[derive(Clone, Copy, PartialEq, Eq)]
struct State(u32, u32);

/// What visited one construct.
#[derive(Default)]
struct Visited {
    by: Vec<*const ()>,
    last: Option<(u32, u32)>,
}

/// The constructs of one scope that are still to be walked through.
struct Scope {
    aspects: Rc<[Application]>,
    left: std::vec::IntoIter<u32>,
}

impl Run {
    fn new(root: &Node) -> Self {
        Self {
            visited: Vec::new(),
            largest: root.tree_len().max(SMALLEST).saturating_mul(GROWTH),
            settled: State(0, 0),
            limit: 0,
        }
    }

    fn state(&self, root: &Node) -> State {
        State(root.tree_len(), root.tree.aspects.get())
    }

    /// Walks through the tree until every aspect with a priority below `limit`
    /// has visited all that it is for.
    fn rest(&mut self, root: &Node, limit: u32) -> Result<(), Unstable> {
        for _ in 0..=ROUNDS {
            let before = self.state(root);
            if before == self.settled && self.limit >= limit {
                return Ok(());
            }
            let is_whole = self.pass(root, limit)?;
            // Whoever was added beside or above what was walked through is
            // found by the next walk.
            if is_whole && self.state(root) == before {
                (self.settled, self.limit) = (before, limit);
            }
        }
        Err(root.never_rests(None))
    }

    /// One walk through the tree; ends early, with `false`, when an aspect was added.
    fn pass(&mut self, root: &Node, limit: u32) -> Result<bool, Unstable> {
        let mut scopes = vec![Scope { aspects: Rc::new([]), left: vec![0].into_iter() }];
        while let Some(scope) = scopes.last_mut() {
            let Some(index) = scope.left.next() else {
                scopes.pop();
                continue;
            };
            let node = root.at_index(index);
            let aspects = node.aspects_here(&scope.aspects);
            if !self.visit(&node, &aspects, limit)? {
                return Ok(false);
            }
            let children: Vec<u32> = node.tree.arena.borrow().children(index).collect();
            if !children.is_empty() {
                scopes.push(Scope { aspects, left: children.into_iter() });
            }
        }
        Ok(true)
    }

    /// Lets the aspects that have not done so visit a construct.
    fn visit(
        &mut self,
        node: &Node,
        aspects: &[Application],
        limit: u32,
    ) -> Result<bool, Unstable> {
        let at = node.index as usize;
        for aspect in aspects.iter().take_while(|a| a.priority < limit || limit == u32::MAX) {
            if self.visited.len() <= at {
                self.visited.resize_with(at + 1, Visited::default);
            }
            let visited = &mut self.visited[at];
            if visited.by.contains(&aspect.address) {
                continue;
            }
            visited.by.push(aspect.address);
            if let Some((priority, scope)) = visited.last
                && priority > aspect.priority
            {
                node.report_too_late(aspect, priority, scope);
                continue;
            }
            visited.last = Some((aspect.priority, aspect.scope));
            let known = node.tree.aspects.get();
            node.let_visit(aspect);
            if node.tree_len() > self.largest {
                return Err(node.never_rests(Some(aspect)));
            }
            if node.tree.aspects.get() != known {
                return Ok(false);
            }
        }
        Ok(true)
    }
}

impl Node {
    /// The aspects for this construct, in the order in which they visit it.
    fn aspects_here(&self, inherited: &Rc<[Application]>) -> Rc<[Application]> {
        let arena = self.tree.arena.borrow();
        let own = match arena.nodes[self.index as usize].rare.as_deref() {
            Some(rare) if !rare.aspects.is_empty() => &rare.aspects,
            _ => return Rc::clone(inherited),
        };
        let mut all: Vec<Application> = inherited.iter().chain(own).cloned().collect();
        // Stable: of one priority those of outer scopes stay first.
        all.sort_by_key(|aspect| aspect.priority);
        all.into()
    }

    fn let_visit(&self, aspect: &Application) {
        // Synthesis cannot be started from inside an aspect.
        let busy = &self.tree.busy;
        busy.set(busy.get() + 1);
        aspect.aspect.visit(self);
        busy.set(busy.get().saturating_sub(1));
    }

    fn report_too_late(&self, aspect: &Application, earlier: u32, scope: u32) {
        let added = |scope: u32| match self.at_index(scope).path() {
            path if path.is_empty() => "the app".to_owned(),
            path => format!("`{path}`"),
        };
        self.report(
            Diagnostic::error(
                codes::ASPECT_TOO_LATE,
                format!(
                    "an aspect with priority {}, added to {} during synthesis, comes too late: \
                     one with priority {earlier}, added to {}, has visited this construct",
                    aspect.priority,
                    added(aspect.scope),
                    added(scope),
                ),
            )
            .help(format!(
                "add it before synthesis, or give it the priority {earlier} or a higher number"
            ))
            .at_location(aspect.at),
        );
    }
}

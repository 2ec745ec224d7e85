//! Matching by trying.

use super::class::Class;
use super::parse::FOREVER;
use super::{Match, Node, Pattern};

/// How many steps one search may take; the patterns of AWS take some hundreds.
const PATIENCE: u32 = 50_000;

/// How deep it may try; each level takes some hundred bytes of the stack.
const DEPTH: u32 = 1_500;

struct Run<'t> {
    text: &'t str,
    /// Where each group began and ended.
    groups: Vec<(usize, usize)>,
    steps: u32,
    depth: u32,
    gave_up: bool,
}

/// What follows.
type Then<'k, 't> = &'k mut dyn FnMut(&mut Run<'t>, usize) -> bool;

pub(super) fn search(pattern: &Pattern, text: &str) -> Match {
    let mut run = Run {
        text,
        groups: vec![(0, 0); pattern.groups],
        steps: PATIENCE,
        depth: DEPTH,
        gave_up: false,
    };
    let anchored = starts_at_start(&pattern.root);
    let mut start = 0;
    loop {
        let found = run.node(&pattern.root, start, &mut |_, _| true);
        if run.gave_up {
            return Match::Unknown;
        }
        if found {
            return Match::Yes;
        }
        match text[start..].chars().next() {
            Some(c) if !anchored => start += c.len_utf8(),
            _ => return Match::No,
        }
    }
}

fn starts_at_start(node: &Node) -> bool {
    match node {
        Node::Start => true,
        Node::Sequence(all) => all.first().is_some_and(starts_at_start),
        Node::Either(all) => all.iter().all(starts_at_start),
        Node::Group(_, node) => starts_at_start(node),
        _ => false,
    }
}

impl<'t> Run<'t> {
    fn at(&self, position: usize) -> Option<char> {
        self.text.get(position..)?.chars().next()
    }

    fn before(&self, position: usize) -> Option<char> {
        self.text.get(..position)?.chars().next_back()
    }

    /// Whether `node` matches at `position`, and then what follows. After
    /// giving up everything is true, so that all trying ends.
    fn node(&mut self, node: &Node, position: usize, then: Then<'_, 't>) -> bool {
        if self.gave_up || self.steps == 0 || self.depth == 0 {
            self.gave_up = true;
            return true;
        }
        self.steps -= 1;
        self.depth -= 1;
        let found = self.try_node(node, position, then);
        self.depth += 1;
        found
    }

    fn try_node(&mut self, node: &Node, position: usize, then: Then<'_, 't>) -> bool {
        match node {
            Node::Empty => then(self, position),
            Node::One(class) => match self.at(position) {
                Some(c) if class.has(c) => then(self, position + c.len_utf8()),
                _ => false,
            },
            Node::Start => position == 0 && then(self, position),
            Node::End => matches!(&self.text[position..], "" | "\n") && then(self, position),
            Node::WordBoundary(wanted) => {
                let is_word = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '_');
                let is_boundary = is_word(self.before(position)) != is_word(self.at(position));
                is_boundary == *wanted && then(self, position)
            }
            Node::Sequence(all) => self.sequence(all, position, then),
            Node::Either(all) => all.iter().any(|node| self.node(node, position, &mut *then)),
            Node::Group(number, node) => {
                let before = self.groups[*number];
                let found = self.node(node, position, &mut |run, end| {
                    let inner = std::mem::replace(&mut run.groups[*number], (position, end));
                    then(run, end) || {
                        run.groups[*number] = inner;
                        false
                    }
                });
                if !found {
                    self.groups[*number] = before;
                }
                found
            }
            Node::Repeat { node, min, max, lazy } => {
                let (node, bounds) = (&**node, (*min, *max));
                match node {
                    Node::One(class) if !lazy => self.many(class, bounds, position, then),
                    Node::Group(number, inner) if !lazy => match &**inner {
                        Node::One(class) => self.many(class, bounds, position, &mut |run, end| {
                            if end > position {
                                let last = run.before(end).map_or(0, char::len_utf8);
                                run.groups[*number] = (end - last, end);
                            }
                            then(run, end)
                        }),
                        _ => self.repeat((node, *min, *max, false), position, then),
                    },
                    _ => self.repeat((node, *min, *max, *lazy), position, then),
                }
            }
            Node::Look { node, ahead, wanted } => {
                let found = if *ahead {
                    self.node(node, position, &mut |_, _| true)
                } else {
                    self.behind(node, position)
                };
                found == *wanted && then(self, position)
            }
            Node::Again(number) => {
                let (start, end) = self.groups[*number];
                let again = &self.text[start..end];
                self.text[position..].starts_with(again) && then(self, position + again.len())
            }
        }
    }

    fn sequence(&mut self, all: &[Node], position: usize, then: Then<'_, 't>) -> bool {
        match all {
            [] => then(self, position),
            [only] => self.node(only, position, then),
            [first, rest @ ..] => {
                self.node(first, position, &mut |run, at| run.sequence(rest, at, &mut *then))
            }
        }
    }

    /// As many single characters as there are, then fewer.
    fn many(
        &mut self,
        class: &Class,
        (min, max): (u32, u32),
        position: usize,
        then: Then<'_, 't>,
    ) -> bool {
        let mut end = position;
        let mut count = 0;
        while count < max
            && let Some(c) = self.at(end)
            && class.has(c)
        {
            end += c.len_utf8();
            count += 1;
        }
        loop {
            if count < min {
                return false;
            }
            if then(self, end) {
                return true;
            }
            if self.steps == 0 {
                self.gave_up = true;
                return true;
            }
            self.steps -= 1;
            match self.before(end) {
                Some(c) if count > min => {
                    end -= c.len_utf8();
                    count -= 1;
                }
                _ => return false,
            }
        }
    }

    fn repeat(
        &mut self,
        (node, min, max, lazy): (&Node, u32, u32, bool),
        position: usize,
        then: Then<'_, 't>,
    ) -> bool {
        if min == 0 && lazy && then(self, position) {
            return true;
        }
        let left = if max == FOREVER { max } else { max.saturating_sub(1) };
        let once_more = max > 0
            && self.node(node, position, &mut |run, at| {
                // A round that takes nothing could go on forever.
                let next = if at == position {
                    (node, 0, 0, false)
                } else {
                    (node, min.saturating_sub(1), left, lazy)
                };
                run.repeat(next, at, &mut *then)
            });
        once_more || (min == 0 && !lazy && then(self, position))
    }

    fn behind(&mut self, node: &Node, position: usize) -> bool {
        let mut start = position;
        loop {
            if self.node(node, start, &mut |_, end| end == position) {
                return true;
            }
            match self.before(start) {
                Some(c) => start -= c.len_utf8(),
                None => return false,
            }
        }
    }
}

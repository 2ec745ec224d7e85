//! From the text of a pattern to its nodes.

use super::class::{Class, Item, Kind};
use super::{BadPattern, Node};

/// A number that stands for no end.
pub(super) const FOREVER: u32 = u32::MAX;

pub(super) fn parse(source: &str) -> Result<(Node, usize), BadPattern> {
    let mut parser = Parser { source, at: 0, groups: 0, any_case: false, dot_all: false, depth: 0 };
    let root = parser.either()?;
    if parser.at < source.len() {
        return Err(parser.bad("a `)` too many"));
    }
    Ok((root, parser.groups + 1))
}

struct Parser<'s> {
    source: &'s str,
    at: usize,
    groups: usize,
    any_case: bool,
    dot_all: bool,
    depth: u32,
}

type Result<T, E = BadPattern> = std::result::Result<T, E>;

impl Parser<'_> {
    fn bad(&self, what: &'static str) -> BadPattern {
        BadPattern { at: self.at, what }
    }

    fn rest(&self) -> &str {
        &self.source[self.at..]
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn next(&mut self) -> Option<char> {
        let c = self.peek()?;
        self.at += c.len_utf8();
        Some(c)
    }

    fn eat(&mut self, text: &str) -> bool {
        let found = self.rest().starts_with(text);
        if found {
            self.at += text.len();
        }
        found
    }

    fn either(&mut self) -> Result<Node> {
        self.depth += 1;
        if self.depth > 100 {
            return Err(self.bad("too deep"));
        }
        let before = (self.any_case, self.dot_all);
        let mut all = vec![self.sequence()?];
        while self.eat("|") {
            all.push(self.sequence()?);
        }
        (self.any_case, self.dot_all) = before;
        self.depth -= 1;
        Ok(one_of(all))
    }

    fn sequence(&mut self) -> Result<Node> {
        let mut all = Vec::new();
        while self.peek().is_some_and(|c| c != '|' && c != ')') {
            let atom = self.atom()?;
            all.push(self.repeated(atom)?);
        }
        Ok(match all.len() {
            0 => Node::Empty,
            1 => all.remove(0),
            _ => Node::Sequence(all),
        })
    }

    fn atom(&mut self) -> Result<Node> {
        Ok(match self.next() {
            Some('^') => Node::Start,
            Some('$') => Node::End,
            Some('.') => {
                let kind = if self.dot_all { Kind::Any } else { Kind::Dot };
                Node::One(Class::of(vec![Item::Kind(kind, false)], false, false))
            }
            Some('(') => self.group()?,
            Some('[') => Node::One(self.class()?),
            Some('\\') => self.escape()?,
            Some('*' | '+' | '?') => return Err(self.bad("nothing to repeat")),
            Some(c) => self.literal(u32::from(c)),
            None => Node::Empty,
        })
    }

    fn literal(&self, code: u32) -> Node {
        Node::One(Class::of(vec![Item::Range(code, code)], false, self.any_case))
    }

    fn group(&mut self) -> Result<Node> {
        let look = |ahead, wanted| Some((ahead, wanted));
        let look = match () {
            () if self.eat("?=") => look(true, true),
            () if self.eat("?!") => look(true, false),
            () if self.eat("?<=") => look(false, true),
            () if self.eat("?<!") => look(false, false),
            () => None,
        };
        if let Some((ahead, wanted)) = look {
            let node = Box::new(self.inner()?);
            return Ok(Node::Look { node, ahead, wanted });
        }
        if self.eat("?P<") || self.eat("?<") {
            while self.next().is_some_and(|c| c != '>') {}
        } else if self.eat("?") {
            return self.flags();
        }
        self.groups += 1;
        let number = self.groups;
        Ok(Node::Group(number, Box::new(self.inner()?)))
    }

    /// `(?:…)`, `(?i)`, `(?i:…)`, `(?>…)`.
    fn flags(&mut self) -> Result<Node> {
        let before = (self.any_case, self.dot_all);
        let mut on = true;
        loop {
            match self.next() {
                Some(':' | '>') => {
                    let node = self.inner()?;
                    (self.any_case, self.dot_all) = before;
                    return Ok(node);
                }
                // For the rest of the group that it stands in.
                Some(')') => return Ok(Node::Empty),
                Some('-') => on = false,
                Some('i') => self.any_case = on,
                Some('s') => self.dot_all = on,
                Some('u' | 'U') => {}
                _ => return Err(self.bad("an unknown flag")),
            }
        }
    }

    fn inner(&mut self) -> Result<Node> {
        let node = self.either()?;
        if self.eat(")") { Ok(node) } else { Err(self.bad("a `)` is missing")) }
    }

    fn repeated(&mut self, atom: Node) -> Result<Node> {
        let mut node = atom;
        loop {
            let (min, max) = match self.peek() {
                Some('*') => (0, FOREVER),
                Some('+') => (1, FOREVER),
                Some('?') => (0, 1),
                Some('{') => match bounds(self.rest()) {
                    Some((min, max, length)) => {
                        self.at += length - 1;
                        (min, max)
                    }
                    None => return Ok(node),
                },
                _ => return Ok(node),
            };
            self.at += 1;
            if min > max {
                return Err(self.bad("a repetition that ends before it begins"));
            }
            let lazy = self.eat("?");
            // One that gives nothing back matches a part of what this does.
            self.eat("+");
            node = Node::Repeat { node: Box::new(node), min, max, lazy };
        }
    }

    fn escape(&mut self) -> Result<Node> {
        match self.peek() {
            Some('b') => self.at += 1,
            Some('B') => {
                self.at += 1;
                return Ok(Node::WordBoundary(false));
            }
            Some('A') => {
                self.at += 1;
                return Ok(Node::Start);
            }
            Some('z' | 'Z') => {
                self.at += 1;
                return Ok(Node::End);
            }
            Some(c @ '1'..='9') => {
                self.at += 1;
                let number = c as usize - '0' as usize;
                let known = number <= self.groups;
                return if known {
                    Ok(Node::Again(number))
                } else {
                    Err(self.bad("no such group"))
                };
            }
            _ => {
                let item = self.escaped_item()?;
                return Ok(Node::One(Class::of(vec![item], false, self.any_case)));
            }
        }
        Ok(Node::WordBoundary(true))
    }

    /// What stands behind a backslash, inside a class or outside.
    fn escaped_item(&mut self) -> Result<Item> {
        let Some(c) = self.next() else {
            return Err(self.bad("a backslash at the end"));
        };
        let code = match c {
            'd' | 'D' => return Ok(Item::Kind(Kind::Digit, c == 'D')),
            'w' | 'W' => return Ok(Item::Kind(Kind::Word, c == 'W')),
            's' | 'S' => return Ok(Item::Kind(Kind::Space, c == 'S')),
            'p' | 'P' => return self.property(c == 'P'),
            'n' => 0x0A,
            'r' => 0x0D,
            't' => 0x09,
            'f' => 0x0C,
            'v' => 0x0B,
            '0' => 0,
            'x' if self.eat("{") => {
                let code = self.hex(self.rest().find('}').unwrap_or(0))?;
                self.at += 1;
                code
            }
            'x' => self.hex(2)?,
            'u' => self.hex(4)?,
            c if c.is_ascii_alphanumeric() => return Err(self.bad("an unknown escape")),
            c => u32::from(c),
        };
        Ok(Item::Range(code, code))
    }

    fn hex(&mut self, digits: usize) -> Result<u32> {
        let code = self.rest().get(..digits).and_then(|text| u32::from_str_radix(text, 16).ok());
        self.at += digits;
        code.ok_or(BadPattern { at: self.at, what: "no hexadecimal number" })
    }

    fn property(&mut self, negated: bool) -> Result<Item> {
        let name = if self.eat("{") {
            let end = self.rest().find('}').ok_or_else(|| self.bad("a `}` is missing"))?;
            let name = self.rest()[..end].to_owned();
            self.at += end + 1;
            name
        } else {
            self.next().map(String::from).unwrap_or_default()
        };
        let kind = Kind::named(&name).ok_or_else(|| self.bad("an unknown class of characters"))?;
        Ok(Item::Kind(kind, negated))
    }

    /// The rest of `[…]`.
    fn class(&mut self) -> Result<Class> {
        let negated = self.eat("^");
        let mut items = Vec::new();
        let start = self.at;
        loop {
            if self.rest().starts_with("&&") {
                return Err(self.bad("an intersection of classes"));
            }
            if self.eat("[:") {
                let end = self.rest().find(":]").ok_or_else(|| self.bad("a `:]` is missing"))?;
                let mut name = self.rest()[..end].to_owned();
                self.at += end + 2;
                name[..1].make_ascii_uppercase();
                let kind = Kind::named(&name);
                let kind = kind.ok_or_else(|| self.bad("an unknown class of characters"))?;
                items.push(Item::Kind(kind, false));
                continue;
            }
            let is_first = self.at == start;
            let low = match self.next() {
                None => return Err(self.bad("a `]` is missing")),
                Some(']') if !is_first => return Ok(Class::of(items, negated, self.any_case)),
                Some('\\') if self.eat("b") => Item::Range(8, 8),
                Some('\\') => self.escaped_item()?,
                Some(c) => Item::Range(u32::from(c), u32::from(c)),
            };
            let mut after = self.rest().chars();
            let is_range = after.next() == Some('-') && after.next().is_some_and(|c| c != ']');
            let Item::Range(low, _) = low else {
                items.push(low);
                continue;
            };
            if !is_range {
                items.push(Item::Range(low, low));
                continue;
            }
            let mark = self.at;
            self.at += 1;
            let high = match self.next() {
                Some('\\') => self.escaped_item()?,
                Some(c) => Item::Range(u32::from(c), u32::from(c)),
                None => return Err(self.bad("a `]` is missing")),
            };
            match high {
                Item::Range(high, _) if low <= high => items.push(Item::Range(low, high)),
                // Halves of a pair of UTF-16, each way round.
                Item::Range(high, _) if low < 0xE000 && high >= 0xD800 => {
                    items.push(Item::Range(0xD800, 0xDFFF));
                }
                Item::Range(..) => return Err(self.bad("a range that ends before it begins")),
                // `_-\w`: then the dash is one.
                Item::Kind(..) => {
                    items.push(Item::Range(low, low));
                    self.at = mark;
                }
            }
        }
    }
}

/// `{2}`, `{2,}`, `{,5}` and `{2,5}`, with its length; any other `{` is itself.
fn bounds(text: &str) -> Option<(u32, u32, usize)> {
    let inner = text.strip_prefix('{')?.split_once('}')?.0;
    let number = |text: &str| text.parse::<u32>().ok();
    let (min, max) = match inner.split_once(',') {
        None => (number(inner)?, number(inner)?),
        Some(("", max)) => (0, number(max)?),
        Some((min, "")) => (number(min)?, FOREVER),
        Some((min, max)) => (number(min)?, number(max)?),
    };
    Some((min, max, inner.len() + 2))
}

/// Alternatives of single characters are one class, which needs no choice.
fn one_of(mut all: Vec<Node>) -> Node {
    let simple =
        |node: &Node| matches!(node, Node::One(class) if !class.negated && !class.any_case);
    if all.len() > 1 && all.iter().all(simple) {
        let items = all.into_iter().flat_map(|node| match node {
            Node::One(class) => class.items,
            _ => Vec::new(),
        });
        return Node::One(Class::of(items.collect(), false, false));
    }
    if all.len() == 1 { all.remove(0) } else { Node::Either(all) }
}

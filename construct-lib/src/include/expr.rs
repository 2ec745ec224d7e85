//! From the values of a template to expressions that refer to constructs.

use construct_core::{Diagnostic, Expr, Intrinsic, Key, Node, NodeId, Pseudo, Token};
use construct_document::{Content, Element, Entry, Map, Position, SubPiece, nearest, sub_pieces};

use super::names::{Bound, Names};
use crate::error::codes;

/// Turns values of one element of a template into expressions.
pub(super) struct Converter<'a> {
    pub(super) file: &'a str,
    pub(super) names: &'a Names,
    /// Where problems are reported.
    pub(super) node: &'a Node,
    /// Whether `Condition` names a condition here.
    pub(super) is_condition: bool,
    /// What stands for the values of the loops around.
    loops: Vec<String>,
}

impl<'a> Converter<'a> {
    pub(super) fn new(file: &'a str, names: &'a Names, node: &'a Node) -> Self {
        Self { file, names, node, is_condition: false, loops: Vec::new() }
    }

    pub(super) fn error(&self, code: &'static str, at: Position, what: &str, help: impl Into<Key>) {
        let message = format!("{}:{at}: {what}", self.file);
        self.node.report(Diagnostic::error(code, message).help(help));
    }

    pub(super) fn warn(&self, code: &'static str, at: Position, what: &str, help: &'static str) {
        let message = format!("{}:{at}: {what}", self.file);
        self.node.report(Diagnostic::warning(code, message).help(help));
    }

    /// The expression of a value. `null` is left out, as CloudFormation takes none.
    pub(super) fn expr(&mut self, value: &Element) -> Expr {
        match value.content() {
            Content::Null => {
                self.warn(
                    codes::INCLUDE_NULL_VALUE,
                    value.position(),
                    "`null` is left out: CloudFormation takes none",
                    "remove the key, or use `AWS::NoValue`",
                );
                Expr::Unset
            }
            Content::List(items) => Expr::list(items.iter().map(|item| self.expr(item))),
            Content::Map(map) => self.map(map),
            scalar => literal_of(scalar),
        }
    }

    /// The expression of an object that is no function.
    pub(super) fn object(&mut self, map: &Map) -> Expr {
        if map.entries().iter().any(|e| e.key().starts_with("Fn::")) {
            return self.map(map);
        }
        let entry = |e: &Entry| (e.key().to_owned().into(), self.expr(e.value()));
        Expr::Map(map.entries().iter().map(entry).collect())
    }

    fn map(&mut self, map: &Map) -> Expr {
        if let [entry] = map.entries()
            && let Some(bound) = self.function(entry.key(), entry.value())
        {
            return bound;
        }
        let mut entries: Vec<(Key, Expr)> = Vec::with_capacity(map.len());
        for entry in map.entries() {
            self.check_function(entry.key(), entry.key_position());
            let value = if entry.key().starts_with(FOR_EACH) {
                self.for_each(entry.value())
            } else {
                self.expr(entry.value())
            };
            entries.push((entry.key().to_owned().into(), value));
        }
        Expr::object(entries)
    }

    /// A key that looks like a function must be one.
    fn check_function(&self, key: &str, at: Position) {
        let is_known = !key.starts_with("Fn::")
            || key.starts_with(FOR_EACH)
            || key == "Fn::Transform"
            || Intrinsic::parse(key).is_some()
            || self.names.is_open;
        if !is_known {
            let known = Intrinsic::ALL.iter().map(|f| f.name());
            let help = match nearest(key, known) {
                Some(near) => format!("did you mean `{near}`?"),
                None => "look up CloudFormation's reference of intrinsic functions".into(),
            };
            self.error(
                codes::INCLUDE_UNKNOWN_FUNCTION,
                at,
                &format!("`{key}` is no function of CloudFormation"),
                help,
            );
        }
    }

    /// The items of a loop: what stands for a value, the values, the body.
    pub(super) fn for_each(&mut self, value: &Element) -> Expr {
        let Some([identifier, collection, body]) = value.as_list() else {
            return self.expr(value);
        };
        let Some(name) = identifier.as_text() else {
            return self.expr(value);
        };
        let collection = self.expr(collection);
        self.loops.push(name.to_owned());
        let body = self.expr(body);
        self.loops.pop();
        Expr::list([Expr::from(name), collection, body])
    }

    /// A function that names elements; nothing for all others.
    fn function(&mut self, key: &str, value: &Element) -> Option<Expr> {
        let function = Intrinsic::parse(key)?;
        match (function, value.content()) {
            (Intrinsic::Ref, Content::Text(name)) => Some(self.reference(name, value.position())),
            (Intrinsic::GetAtt, Content::Text(path)) => {
                let (resource, attribute) = path.split_once('.')?;
                Some(self.attribute(resource, Expr::from(attribute), value.position()))
            }
            (Intrinsic::GetAtt, Content::List(items)) => {
                let [resource, attribute] = &items[..] else {
                    return None;
                };
                let name = resource.as_text()?;
                let attribute = self.expr(attribute);
                Some(self.attribute(name, attribute, resource.position()))
            }
            (Intrinsic::If, Content::List(items)) => {
                let [condition, then, otherwise] = &items[..] else {
                    return None;
                };
                let name = condition.as_text()?;
                let (then, otherwise) = (self.expr(then), self.expr(otherwise));
                Some(match self.condition(name, condition.position()) {
                    Named::Missing => Expr::Unset,
                    Named::Is(id) => token(Token::If(id, then, otherwise)),
                    Named::Unknown => {
                        Expr::call(function, Expr::list([Expr::from(name), then, otherwise]))
                    }
                })
            }
            (Intrinsic::Condition, Content::Text(name)) if self.is_condition => {
                Some(match self.condition(name, value.position()) {
                    Named::Missing => Expr::Unset,
                    Named::Is(id) => token(Token::Condition(id)),
                    Named::Unknown => Expr::call(function, Expr::from(name.as_str())),
                })
            }
            // Other tools write `!GetAZs` without a region like this.
            (Intrinsic::GetAzs, Content::Null) => Some(Expr::call(function, Expr::text(""))),
            (Intrinsic::FindInMap, Content::List(items)) => self.find_in_map(items),
            (Intrinsic::Sub, Content::Text(text)) => {
                Some(self.sub(text, Vec::new(), value.position()))
            }
            (Intrinsic::Sub, Content::List(items)) => {
                let [text, variables] = &items[..] else {
                    return None;
                };
                let (text, at) = (text.as_text()?, text.position());
                let entries = variables.as_map()?.entries();
                let variable = |e: &Entry| (Key::from(e.key().to_owned()), self.expr(e.value()));
                let variables = entries.iter().map(variable).collect();
                Some(self.sub(text, variables, at))
            }
            (Intrinsic::RefAll | Intrinsic::ValueOf | Intrinsic::ValueOfAll, content) => {
                let name = match content {
                    Content::List(items) => items.first()?.as_text()?,
                    Content::Text(name) => name,
                    _ => return None,
                };
                if let Some(Bound::Value(_)) = self.names.values.get(name) {
                    self.in_use(name, value.position());
                }
                None
            }
            _ => None,
        }
    }

    fn in_use(&self, name: &str, at: Position) {
        self.error(
            codes::INCLUDE_PARAMETER_IN_USE,
            at,
            &format!("the parameter `{name}` is replaced by a value, but asked for by its name"),
            "keep the parameter, or take what asks for it out of the template",
        );
    }

    /// Whether a name may belong to something that is not known here.
    fn may_be(&self, name: &str) -> bool {
        self.names.is_open || self.is_of_loop(name)
    }

    /// Whether a name holds the identifier of a loop around it.
    fn is_of_loop(&self, name: &str) -> bool {
        let holds = |loop_: &String| {
            name == loop_
                || name.contains(&format!("${{{loop_}}}"))
                || name.contains(&format!("&{{{loop_}}}"))
        };
        self.loops.iter().any(holds)
    }

    fn reference(&self, name: &str, at: Position) -> Expr {
        match self.names.values.get(name) {
            Some(Bound::Element(id)) => Expr::Ref(*id),
            Some(Bound::Value(value)) => value.clone(),
            None if Pseudo::parse(name).is_some() || self.may_be(name) => {
                Expr::call(Intrinsic::Ref, Expr::from(name))
            }
            None => self.nothing("`Ref`", name, at),
        }
    }

    fn attribute(&self, name: &str, attribute: Expr, at: Position) -> Expr {
        match (self.names.values.get(name), attribute) {
            (Some(Bound::Element(id)), Expr::Str(attribute)) => Expr::get_att(*id, attribute),
            (Some(Bound::Element(id)), attribute) => {
                Expr::call(Intrinsic::GetAtt, Expr::list([Expr::logical_id(*id), attribute]))
            }
            (Some(Bound::Value(_)), _) => {
                self.in_use(name, at);
                Expr::Unset
            }
            (None, attribute) if self.may_be(name) => {
                Expr::call(Intrinsic::GetAtt, Expr::list([Expr::from(name), attribute]))
            }
            (None, _) => self.nothing("`Fn::GetAtt`", name, at),
        }
    }

    /// A condition of the template; reports when there is none.
    pub(super) fn condition(&self, name: &str, at: Position) -> Named {
        match self.names.conditions.get(name) {
            Some(id) => Named::Is(*id),
            None if self.may_be(name) => Named::Unknown,
            None => {
                self.missing("condition", name, at, self.names.conditions.keys());
                Named::Missing
            }
        }
    }

    fn find_in_map(&mut self, items: &[Element]) -> Option<Expr> {
        let [map, keys @ ..] = items else {
            return None;
        };
        let name = map.as_text()?;
        let Some(&id) = self.names.mappings.get(name) else {
            if !self.may_be(name) {
                self.missing("mapping", name, map.position(), self.names.mappings.keys());
                return Some(Expr::Unset);
            }
            return None;
        };
        let keys: Vec<Expr> = keys.iter().map(|key| self.expr(key)).collect();
        Some(match <[Expr; 2]>::try_from(keys) {
            Ok([top, second]) => token(Token::FindInMap(id, top, second)),
            Err(keys) => {
                let all = std::iter::once(Expr::logical_id(id)).chain(keys);
                Expr::call(Intrinsic::FindInMap, Expr::list(all))
            }
        })
    }

    fn sub(&self, text: &str, mut variables: Vec<(Key, Expr)>, at: Position) -> Expr {
        let mut written: Vec<Expr> = Vec::new();
        let mut plain = String::new();
        for piece in sub_pieces(text) {
            let (name, attribute, piece) = match piece {
                SubPiece::Text(piece) => {
                    plain.push_str(piece);
                    continue;
                }
                SubPiece::Name { name, attribute, written } => (name, attribute, written),
            };
            let is_variable = variables.iter().any(|(v, _)| piece[2..piece.len() - 1] == **v);
            match self.names.values.get(name) {
                _ if is_variable => plain.push_str(piece),
                Some(Bound::Element(id)) => {
                    if !plain.is_empty() {
                        written.push(Expr::from(std::mem::take(&mut plain)));
                    }
                    written.push(match attribute {
                        None => Expr::Ref(*id),
                        Some(attribute) => Expr::get_att(*id, attribute.to_owned()),
                    });
                }
                Some(Bound::Value(_)) if attribute.is_some() => self.in_use(name, at),
                Some(Bound::Value(Expr::Str(value))) => plain.push_str(&value.replace("${", "${!")),
                Some(Bound::Value(Expr::Int(value))) => plain.push_str(&value.to_string()),
                Some(Bound::Value(Expr::Bool(value))) => plain.push_str(&value.to_string()),
                Some(Bound::Value(value)) => {
                    variables.push((name.to_owned().into(), value.clone()));
                    plain.push_str(piece);
                }
                None if Pseudo::parse(name).is_some() || self.may_be(name) => plain.push_str(piece),
                None => {
                    self.nothing("`Fn::Sub`", name, at);
                }
            }
        }
        if written.is_empty() {
            let text = Expr::from(plain);
            let argument = match variables[..] {
                [] => text,
                _ => Expr::list([text, Expr::Map(variables.into())]),
            };
            return Expr::call(Intrinsic::Sub, argument);
        }
        if !plain.is_empty() {
            written.push(Expr::from(plain));
        }
        token(Token::SubText(written.into(), variables.into()))
    }

    /// Reports a name that stands for nothing. The template is not written then.
    fn nothing(&self, function: &str, name: &str, at: Position) -> Expr {
        let near = nearest(name, self.names.values.keys().map(String::as_str));
        self.error(
            codes::INCLUDE_UNKNOWN_ELEMENT,
            at,
            &format!("{function} names `{name}`, which is neither a parameter nor a resource of the template"),
            near.map_or("look up the name in the template".into(), |n| format!("did you mean `{n}`?")),
        );
        Expr::Unset
    }

    pub(super) fn missing<'n>(
        &self,
        what: &str,
        name: &str,
        at: Position,
        known: impl Iterator<Item = &'n String>,
    ) {
        let near = nearest(name, known.map(String::as_str));
        self.error(
            codes::INCLUDE_UNKNOWN_ELEMENT,
            at,
            &format!("the template has no {what} `{name}`"),
            near.map_or("look up the name in the template".into(), |n| {
                format!("did you mean `{n}`?")
            }),
        );
    }
}

const FOR_EACH: &str = "Fn::ForEach::";

/// What a name leads to.
pub(super) enum Named {
    Is(NodeId),
    /// Perhaps to what a macro or a loop makes.
    Unknown,
    Missing,
}

fn token(token: Token) -> Expr {
    Expr::Token(Box::new(token))
}

/// A value as it stands, whatever it looks like.
pub(super) fn literal(value: &Element) -> Expr {
    match value.content() {
        Content::List(items) => Expr::list(items.iter().map(literal)),
        Content::Map(map) => {
            let entry = |e: &Entry| (e.key().to_owned().into(), literal(e.value()));
            Expr::Map(map.entries().iter().map(entry).collect())
        }
        scalar => literal_of(scalar),
    }
}

fn literal_of(scalar: &Content) -> Expr {
    match scalar {
        Content::Bool(value) => Expr::Bool(*value),
        Content::Int(value) => Expr::Int(*value),
        Content::Number(number) => Expr::number(number.as_str()).unwrap_or_default(),
        Content::Text(text) => Expr::from(text.as_str()),
        Content::Null | Content::List(_) | Content::Map(_) => Expr::Unset,
    }
}

//! Functions that are called by their names: what they take, and where.

use super::references::Checker;
use crate::error::codes;
use crate::template::{Kind, Place};
use crate::token::{Expr, Intrinsic, Pseudo, Token};

/// What a template needs of CloudFormation beside itself.
#[derive(Default, Clone, Copy)]
pub(super) struct Uses {
    /// A function of the transform `AWS::LanguageExtensions`.
    pub(super) language_extensions: bool,
    /// A macro, called inside the template.
    pub(super) macros: bool,
}

impl<'a> Checker<'a> {
    /// Looks at an entry of a section, or at a whole section, that is written
    /// as it stands.
    pub(super) fn part(&mut self, section: &'a str, key: &'a str, value: &Expr) {
        self.place = Place(section, key);
        // Where they stand, nothing waits for a resource.
        self.kind = match section {
            "Conditions" => Kind::Condition,
            "Rules" => Kind::Rule,
            "Hooks" | "" => Kind::Fragment,
            _ => Kind::Output,
        };
        let is_taken = match (section, self.kind) {
            ("Resources" | "Parameters", _) => self.lookup(key, Kind::Resource).is_some(),
            ("Mappings", _) => self.lookup(key, Kind::Mapping).is_some(),
            (_, Kind::Fragment) => false,
            (_, kind) => self.lookup(key, kind).is_some(),
        };
        if is_taken || self.keys.contains(&(section, key)) {
            self.key_twice(key);
        }
        self.keys.push((section, key));
        match value {
            Expr::Token(token) => self.entry(key, token),
            value => self.visit(value),
        }
        if std::mem::take(&mut self.may_refer) {
            self.dynamic(value);
        }
    }

    pub(super) fn key_twice(&mut self, key: &str) {
        self.report(
            codes::DUPLICATE_LOGICAL_ID,
            format!("the key `{key}` is in the template already"),
            "leave one of them out, or add to the other one",
        );
    }

    /// Looks at a function that stands behind a key of an object.
    pub(super) fn entry(&mut self, key: &str, token: &Token) {
        match token {
            Token::ForEach(each) => self.for_each(key, each),
            token => self.function(token),
        }
    }

    /// Looks at a function, and at all inside it.
    pub(super) fn function(&mut self, token: &Token) {
        if self.kind == Kind::Rule {
            self.in_rule(token);
        }
        match token {
            Token::Equals(..) | Token::Not(_) | Token::Condition(_) => {
                self.condition_function(token);
                self.token(token);
                token.arguments(&mut |e| self.visit(e));
            }
            Token::Base64(source) => {
                self.not_in_condition(Intrinsic::Base64);
                if matches!(source, Expr::List(_)) {
                    self.bad_argument(Intrinsic::Base64, "takes a text, got a list");
                }
                self.visit(source);
            }
            Token::Call(function, argument) => self.call(*function, argument),
            Token::FindInMap(id, top, second) => {
                self.reference(*id);
                self.keys_of_map([top, second]);
            }
            Token::And(all) => self.logic(Intrinsic::And, all),
            Token::Or(all) => self.logic(Intrinsic::Or, all),
            Token::Transform(call) => {
                self.uses.macros = true;
                self.visit(call);
            }
            token => {
                if let Token::Select(_, Expr::Str(text)) = token {
                    let got = format!("takes an item of a list, got the text `{text}`");
                    self.bad_argument(Intrinsic::Select, &got);
                }
                self.token(token);
                token.arguments(&mut |e| self.visit(e));
            }
        }
    }

    /// `Fn::And` and `Fn::Or`.
    fn logic(&mut self, function: Intrinsic, all: &[Expr]) {
        self.logic_place(function);
        // The template does not show what is unset.
        let count = all.iter().filter(|e| !e.is_unset()).count();
        if !(2..=10).contains(&count) {
            self.bad_argument(function, &format!("takes 2 to 10 conditions, got {count}"));
        }
        all.iter().for_each(|e| self.visit(e));
    }

    fn call(&mut self, function: Intrinsic, argument: &Expr) {
        self.call_place(function);
        if function == Intrinsic::GetAzs && matches!(argument, Expr::List(_)) {
            self.bad_argument(function, "takes the name of a region, got a list");
        }
        self.uses.language_extensions |=
            matches!(function, Intrinsic::Length | Intrinsic::ToJsonString);
        if let Expr::List(items) = argument
            && takes(function) != ANYTHING
        {
            // The template does not show what is unset.
            let items: Vec<&Expr> = items.iter().filter(|e| !e.is_unset()).collect();
            if takes(function).contains(&items.len()) {
                return self.list_call(function, &items);
            }
        }
        match (function, argument) {
            (Intrinsic::Ref, name) => self.named(name, Wanted::Value),
            (Intrinsic::Condition, name) => self.named(name, Wanted::Condition),
            (Intrinsic::GetAtt, Expr::Str(name)) if name.contains('.') => {
                let resource = name.split('.').next().unwrap_or_default();
                self.name(resource, Wanted::Value);
            }
            // What a macro makes is not known yet.
            (_, Expr::Map(entries)) if entries.iter().any(|(k, _)| k == "Fn::Transform") => {
                self.visit(argument);
            }
            (_, argument) if takes(function) == ANYTHING => self.only_argument(function, argument),
            (_, argument) => {
                let (least, most) = takes(function).into_inner();
                let count =
                    if least == most { least.to_string() } else { format!("{least} or {most}") };
                self.bad_argument(
                    function,
                    &format!("takes a list of {count}, got {}", shape(argument)),
                );
                self.visit(argument);
            }
        }
    }

    /// A function whose arguments are a list of the right length.
    fn list_call(&mut self, function: Intrinsic, items: &[&Expr]) {
        match (function, items) {
            (Intrinsic::GetAtt, [resource, attribute]) => {
                self.named(resource, Wanted::Value);
                // Beside a text, a reference alone is taken without the transform.
                self.uses.language_extensions |= !is_plain(attribute);
                self.visit(attribute);
            }
            (Intrinsic::If, [condition, then, otherwise]) => {
                self.named(condition, Wanted::Condition);
                self.visit(then);
                self.visit(otherwise);
            }
            (Intrinsic::FindInMap, [map, top, second, default @ ..]) => {
                match *map {
                    Expr::Str(name) => self.name(name, Wanted::Mapping),
                    map => self.keys_of_map([map]),
                }
                self.keys_of_map([top, second]);
                self.uses.language_extensions |= !default.is_empty();
                default.iter().for_each(|e| self.visit(e));
            }
            (Intrinsic::Sub, [Expr::Str(text), Expr::Map(variables)]) => self.sub(text, variables),
            // With a text there they are tokens of their own.
            (Intrinsic::Sub | Intrinsic::Join | Intrinsic::Split, [first, ..]) => {
                let what = if function == Intrinsic::Sub { "text" } else { "delimiter" };
                let message = format!("takes a {what} that is known now, got {}", shape(first));
                self.bad_argument(function, &message);
                items.iter().for_each(|e| self.visit(e));
            }
            (Intrinsic::Cidr, [block, count, bits @ ..]) => {
                self.cidr(block, count, bits.first().copied());
                items.iter().for_each(|e| self.visit(e));
            }
            _ => items.iter().for_each(|e| self.visit(e)),
        }
    }

    /// A function that takes anything but a list of a certain length.
    fn only_argument(&mut self, function: Intrinsic, argument: &Expr) {
        match function {
            Intrinsic::ImportValue => self.early("`Fn::ImportValue`", argument),
            // A list is counted as it stands, whatever its items will be.
            Intrinsic::Length if !matches!(argument, Expr::List(_)) => {
                self.early("`Fn::Length`", argument);
            }
            Intrinsic::GetStackOutput => {
                for name in ["StackName", "OutputName"] {
                    let is_given = match argument {
                        Expr::Map(entries) => {
                            entries.iter().any(|(k, e)| k == name && !e.is_unset())
                        }
                        _ => false,
                    };
                    if !is_given {
                        self.bad_argument(function, &format!("needs a `{name}`"));
                    }
                }
                self.visit(argument);
            }
            _ => self.visit(argument),
        }
    }

    /// What selects from a mapping; anything but a text, a `Ref` or another
    /// mapping needs the transform, and no resource is there in time.
    fn keys_of_map<const N: usize>(&mut self, keys: [&Expr; N]) {
        for key in keys {
            self.uses.language_extensions |= !is_plain(key) && !is_find_in_map(key);
            self.early("`Fn::FindInMap`", key);
        }
    }

    /// Looks at what CloudFormation must know before there are resources.
    pub(super) fn early(&mut self, what: &'static str, expr: &Expr) {
        let outer = self.early.replace(what);
        self.visit(expr);
        self.early = outer;
    }

    /// A name that is given as a text, or computed by the transform.
    fn named(&mut self, name: &Expr, wanted: Wanted) {
        match name {
            Expr::Str(name) => self.name(name, wanted),
            Expr::Token(token) if matches!(**token, Token::LogicalId(_)) => self.visit(name),
            name => {
                self.uses.language_extensions = true;
                self.early("a name", name);
            }
        }
    }

    fn name(&mut self, name: &str, wanted: Wanted) {
        if wanted == Wanted::Value && (Pseudo::parse(name).is_some() || self.is_of_loop(name)) {
            return;
        }
        let found = self.lookup(name, wanted.kind());
        let kind = found.and_then(|target| self.kinds[target as usize]);
        match found {
            Some(target) if kind.is_some_and(|kind| wanted.takes(kind)) => self.edge(target),
            _ if self.is_open => {}
            _ => self.report(
                codes::DANGLING_REFERENCE,
                format!(
                    "`{}` names the {} `{name}`, which is not in the template",
                    self.place,
                    wanted.text()
                ),
                "name one that is in the template, or refer to its construct instead",
            ),
        }
    }

    pub(super) fn bad_argument(&mut self, function: Intrinsic, what: &str) {
        self.report(
            codes::INVALID_FUNCTION_ARGUMENT,
            format!("`{}` in `{}` {what}", function.name(), self.place),
            "see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html",
        );
    }
}

/// What a name must lead to.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Wanted {
    Value,
    Condition,
    Mapping,
}

impl Wanted {
    fn takes(self, kind: Kind) -> bool {
        match self {
            Self::Value => matches!(kind, Kind::Parameter | Kind::Resource),
            Self::Condition => kind == Kind::Condition,
            Self::Mapping => kind == Kind::Mapping,
        }
    }

    /// A kind that has the names among which it is looked for.
    fn kind(self) -> Kind {
        match self {
            Self::Value => Kind::Resource,
            Self::Condition => Kind::Condition,
            Self::Mapping => Kind::Mapping,
        }
    }

    fn text(self) -> &'static str {
        match self {
            Self::Value => "resource or parameter",
            Self::Condition => "condition",
            Self::Mapping => "mapping",
        }
    }
}

const ANYTHING: std::ops::RangeInclusive<usize> = 0..=usize::MAX;

/// How many items the list of a function's arguments has.
fn takes(function: Intrinsic) -> std::ops::RangeInclusive<usize> {
    match function {
        Intrinsic::Not => 1..=1,
        Intrinsic::Contains
        | Intrinsic::EachMemberEquals
        | Intrinsic::EachMemberIn
        | Intrinsic::Equals
        | Intrinsic::GetAtt
        | Intrinsic::Join
        | Intrinsic::Select
        | Intrinsic::Split
        | Intrinsic::Sub
        | Intrinsic::ValueOf
        | Intrinsic::ValueOfAll => 2..=2,
        Intrinsic::Cidr => 2..=3,
        Intrinsic::If => 3..=3,
        Intrinsic::FindInMap => 3..=4,
        Intrinsic::And | Intrinsic::Or => 2..=10,
        _ => ANYTHING,
    }
}

/// Whether this is a literal or a `Ref`, however it came to be.
fn is_plain(expr: &Expr) -> bool {
    match expr {
        Expr::List(items) => items.iter().all(is_plain),
        Expr::Map(entries) => entries.iter().all(|(_, e)| is_plain(e)),
        Expr::Token(token) => match &**token {
            Token::Set(items) => items.iter().all(is_plain),
            Token::Call(function, _) => *function == Intrinsic::Ref,
            Token::LogicalId(_) | Token::Condition(_) | Token::Asset(_) | Token::Number(_) => true,
            _ => false,
        },
        _ => true,
    }
}

fn is_find_in_map(expr: &Expr) -> bool {
    match expr {
        Expr::Token(token) => {
            matches!(**token, Token::FindInMap(..) | Token::Call(Intrinsic::FindInMap, _))
        }
        _ => false,
    }
}

pub(super) fn shape(expr: &Expr) -> String {
    match expr {
        Expr::List(items) => {
            format!("a list of {}", items.iter().filter(|e| !e.is_unset()).count())
        }
        Expr::Map(_) => "an object".into(),
        Expr::Str(text) => format!("the text `{text}`"),
        Expr::Unset => "nothing".into(),
        Expr::Bool(_) | Expr::Int(_) | Expr::Num(_) => "a number or a truth value".into(),
        Expr::Pseudo(_) | Expr::Ref(_) | Expr::Token(_) => "a function".into(),
    }
}

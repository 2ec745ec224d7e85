//! Attributes that a resource type does not have.

use construct_schema::{AttributeKind, Schema};

use super::Checker;
use super::finding::{Path, listed};
use super::nearest::nearest;
use super::see::{Late, Seen, see};
use crate::construct::NodeId;
use crate::error::codes;
use crate::template::{SubPart, sub_parts};
use crate::token::{Expr, Token};

impl Checker<'_, '_> {
    /// Looks at every `Fn::GetAtt` in an expression, also inside what no
    /// schema describes.
    pub(super) fn attributes(&mut self, expr: &Expr, path: &Path<'_>) {
        match expr {
            Expr::Unset
            | Expr::Bool(_)
            | Expr::Int(_)
            | Expr::Num(_)
            | Expr::Str(_)
            | Expr::Pseudo(_)
            | Expr::Ref(_) => {}
            Expr::List(items) => items.iter().for_each(|item| self.attributes(item, path)),
            Expr::Map(entries) => {
                if let Seen::Late(late) = see(expr) {
                    self.attribute(late, path);
                }
                entries.iter().for_each(|(_, value)| self.attributes(value, path));
            }
            Expr::Token(token) => {
                match &**token {
                    Token::GetAtt(id, name) => self.attribute(Late::GetAtt(*id, name), path),
                    Token::Call(..) => {
                        if let Seen::Late(late) = see(expr) {
                            self.attribute(late, path);
                        }
                    }
                    Token::Sub(text, variables) if text.contains('.') => {
                        for part in sub_parts(text) {
                            if let SubPart::Variable(name) = part
                                && let Some((target, attribute)) = name.split_once('.')
                                && !variables.iter().any(|(variable, _)| variable == name)
                            {
                                self.attribute(Late::GetAttName(target, attribute), path);
                            }
                        }
                    }
                    _ => {}
                }
                token.arguments(&mut |argument| self.attributes(argument, path));
            }
        }
    }

    fn attribute(&mut self, late: Late<'_>, path: &Path<'_>) {
        if let Late::GetAtt(id, name) = self.resolve(late)
            && self.is_ours(id)
            && let Some(schema) = self.schema_of(id.index())
            && !has_attribute(&schema, name)
        {
            self.report_attribute(&schema, id, name, path);
        }
    }

    #[cold]
    fn report_attribute(&mut self, schema: &Schema<'_>, id: NodeId, name: &str, path: &Path<'_>) {
        let names = schema.attributes.iter().map(|attribute| attribute.name);
        let help = match nearest(name, names.clone()) {
            Some(near) => format!("did you mean `{near}`?"),
            None if schema.attributes.is_empty() => "it has none; `Ref` names it".to_owned(),
            None => listed("it has", names),
        };
        let target = self.scope.arena.path(id.index());
        let message = format!(
            "`{path}` takes the attribute `{name}` of `{target}`, which a `{}` does not have",
            schema.name
        );
        // A few types yield some of their properties, which no schema tells.
        if schema.objects.first().is_some_and(|body| body.property(name).is_some()) {
            self.warning(codes::UNKNOWN_ATTRIBUTE, path, message, help);
        } else {
            self.error(codes::UNKNOWN_ATTRIBUTE, path, message, help);
        }
    }
}

fn has_attribute(schema: &Schema<'_>, name: &str) -> bool {
    // A custom resource yields whatever its provider returns, and a stack its outputs.
    if schema.attribute(name).is_some() || schema.objects.first().is_some_and(|body| body.is_open) {
        return true;
    }
    let outputs =
        ["AWS::CloudFormation::Stack", "AWS::ServiceCatalog::CloudFormationProvisionedProduct"];
    if name.starts_with("Outputs.") && outputs.contains(&&*schema.name) {
        return true;
    }
    // What is inside an object of which nothing more is known.
    let mut parents = name.match_indices('.').map(|(at, _)| &name[..at]);
    parents.any(|parent| schema.attribute(parent).is_some_and(|a| a.kind == AttributeKind::Any))
}

//! How serde names the fields of a struct when it writes it.

use proc_macro2::Span;
use syn::meta::ParseNestedMeta;
use syn::spanned::Spanned;
use syn::{Attribute, Ident, LitStr, Token};

use crate::attributes::{ignore, plain, text};

/// The attributes on a struct or an enum.
#[derive(Default)]
pub(crate) struct Container {
    rename_all: Option<Case>,
    pub(crate) transparent: bool,
    /// The attribute by which serde writes another type in place of this one,
    /// or an enum in another shape.
    pub(crate) rewritten: Option<(Span, &'static str)>,
}

/// The attributes on a field.
#[derive(Default)]
pub(crate) struct Field {
    rename: Option<String>,
    /// `skip` or `skip_serializing`: never written.
    pub(crate) skip: Option<&'static str>,
    /// `skip_serializing_if`: not always written.
    pub(crate) skip_if: bool,
    /// Written as several attributes, none of them called like the field.
    pub(crate) flatten: bool,
    /// `with` or `serialize_with`: written as a type that we cannot see.
    pub(crate) with: Option<&'static str>,
}

impl Container {
    pub(crate) fn parse(attributes: &[Attribute]) -> syn::Result<Self> {
        let mut container = Self::default();
        for_each(attributes, |meta| {
            let rewritten = ["into", "remote", "untagged", "tag"]
                .into_iter()
                .find(|name| meta.path.is_ident(name));
            if meta.path.is_ident("rename_all") {
                if let Some(case) = serialized_text(&meta)? {
                    container.rename_all = Some(Case::parse(&case)?);
                }
                Ok(())
            } else if meta.path.is_ident("transparent") {
                container.transparent = true;
                Ok(())
            } else if let Some(name) = rewritten {
                container.rewritten = Some((meta.path.span(), name));
                ignore(&meta)
            } else {
                ignore(&meta)
            }
        })?;
        Ok(container)
    }

    /// The attribute that a stored item has for a field.
    pub(crate) fn attribute(&self, ident: &Ident, field: &Field) -> String {
        let name = plain(ident);
        match (&field.rename, self.rename_all) {
            (Some(rename), _) => rename.clone(),
            (None, Some(case)) => case.apply(&name),
            (None, None) => name,
        }
    }
}

impl Field {
    pub(crate) fn parse(attributes: &[Attribute]) -> syn::Result<Self> {
        let mut field = Self::default();
        for_each(attributes, |meta| {
            let is = |name: &str| meta.path.is_ident(name);
            if is("rename") {
                if let Some(name) = serialized_text(&meta)? {
                    field.rename = Some(name.value());
                }
            } else if is("skip") {
                field.skip = Some("skip");
            } else if is("skip_serializing") {
                field.skip = Some("skip_serializing");
            } else if is("skip_serializing_if") {
                field.skip_if = true;
            } else if is("flatten") {
                field.flatten = true;
            } else if is("with") {
                field.with = Some("with");
            } else if is("serialize_with") {
                field.with = Some("serialize_with");
            }
            ignore(&meta)
        })?;
        Ok(field)
    }
}

fn for_each(
    attributes: &[Attribute],
    mut visit: impl FnMut(ParseNestedMeta<'_>) -> syn::Result<()>,
) -> syn::Result<()> {
    attributes
        .iter()
        .filter(|attribute| attribute.path().is_ident("serde"))
        .try_for_each(|attribute| attribute.parse_nested_meta(&mut visit))
}

/// The text of `name = ".."` or of `name(serialize = "..")`.
fn serialized_text(meta: &ParseNestedMeta<'_>) -> syn::Result<Option<LitStr>> {
    if meta.input.peek(Token![=]) {
        return text(meta).map(Some);
    }
    let mut serialized = None;
    meta.parse_nested_meta(|direction| {
        let name = text(&direction)?;
        if direction.path.is_ident("serialize") {
            serialized = Some(name);
        }
        Ok(())
    })?;
    Ok(serialized)
}

/// A value of `rename_all`.
#[derive(Clone, Copy)]
enum Case {
    /// Also `lowercase`: serde changes nothing in either, because it takes a
    /// field to be in snake case already.
    Snake,
    Upper,
    Pascal,
    Camel,
    Kebab,
    ScreamingKebab,
}

impl Case {
    fn parse(name: &LitStr) -> syn::Result<Self> {
        match name.value().as_str() {
            "lowercase" | "snake_case" => Ok(Case::Snake),
            "UPPERCASE" | "SCREAMING_SNAKE_CASE" => Ok(Case::Upper),
            "PascalCase" => Ok(Case::Pascal),
            "camelCase" => Ok(Case::Camel),
            "kebab-case" => Ok(Case::Kebab),
            "SCREAMING-KEBAB-CASE" => Ok(Case::ScreamingKebab),
            _ => Err(syn::Error::new(name.span(), "serde knows no such case for `rename_all`")),
        }
    }

    fn apply(self, field: &str) -> String {
        match self {
            Case::Snake => field.to_owned(),
            Case::Upper => field.to_ascii_uppercase(),
            Case::Kebab => field.replace('_', "-"),
            Case::ScreamingKebab => field.to_ascii_uppercase().replace('_', "-"),
            Case::Pascal => pascal(field),
            Case::Camel => {
                let mut name = pascal(field);
                if let Some(first) = name.get_mut(..1) {
                    first.make_ascii_lowercase();
                }
                name
            }
        }
    }
}

fn pascal(field: &str) -> String {
    let mut name = String::with_capacity(field.len());
    let mut capital = true;
    for letter in field.chars() {
        if letter == '_' {
            capital = true;
        } else {
            name.push(if capital { letter.to_ascii_uppercase() } else { letter });
            capital = false;
        }
    }
    name
}

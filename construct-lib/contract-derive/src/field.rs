//! A field of an item: an attribute in the table, perhaps a key.

use proc_macro2::{TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::{Ident, Type, Visibility};

use crate::attributes::{Errors, key_type, option_content};
use crate::serde;

pub(crate) struct Field<'a> {
    pub(crate) ident: &'a Ident,
    pub(crate) vis: &'a Visibility,
    pub(crate) ty: &'a Type,
    /// The attribute's name in a stored item.
    pub(crate) attribute: String,
    pub(crate) role: Option<Role>,
    serde: serde::Field,
    key_type: Option<Ident>,
}

#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Role {
    Partition,
    Sort,
}

impl Role {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Role::Partition => "partition key",
            Role::Sort => "sort key",
        }
    }
}

/// Whose key a field is.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum KeyOf {
    Table,
    Index,
}

impl<'a> Field<'a> {
    pub(crate) fn parse(
        field: &'a syn::Field,
        ident: &'a Ident,
        container: &serde::Container,
    ) -> syn::Result<Self> {
        let serde = serde::Field::parse(&field.attrs)?;
        let mut role = None;
        let mut type_of_key = None;
        for attribute in &field.attrs {
            if !attribute.path().is_ident("table") {
                continue;
            }
            attribute.parse_nested_meta(|meta| {
                let new = if meta.path.is_ident("partition_key") {
                    Role::Partition
                } else if meta.path.is_ident("sort_key") {
                    Role::Sort
                } else if meta.path.is_ident("key_type") {
                    type_of_key = Some(key_type(&meta)?);
                    return Ok(());
                } else {
                    return Err(
                        meta.error("expected `partition_key`, `sort_key` or `key_type = \"..\"`")
                    );
                };
                match role.replace(new) {
                    Some(_) => Err(meta.error("a field is one key of the table, not two")),
                    None => Ok(()),
                }
            })?;
        }
        Ok(Self {
            ident,
            vis: &field.vis,
            ty: &field.ty,
            attribute: container.attribute(ident, &serde),
            role,
            serde,
            key_type: type_of_key,
        })
    }

    /// Whether a stored item has an attribute with this field's name.
    pub(crate) fn is_stored(&self) -> bool {
        self.serde.skip.is_none() && !self.serde.flatten
    }

    /// Why the field cannot be named by a table or an index, if it cannot.
    pub(crate) fn not_stored(&self) -> Option<String> {
        let ident = self.ident;
        match self.serde.skip {
            Some(attribute) => Some(format!(
                "`{ident}` is not in the stored item, because of `#[serde({attribute})]`"
            )),
            None if self.serde.flatten => Some(format!(
                "`{ident}` is not one attribute of the stored item, because of `#[serde(flatten)]`"
            )),
            None => None,
        }
    }

    /// Whether every stored item has a value here that can be a key.
    pub(crate) fn check(&self, of: KeyOf, errors: &mut Errors) {
        let (ident, span) = (self.ident, self.ident.span());
        let owner = match of {
            KeyOf::Table => "the table",
            KeyOf::Index => "an index",
        };
        if let Some(reason) = self.not_stored() {
            errors.add(span, format!("{reason}: it cannot be a key of {owner}"));
            return;
        }
        if self.serde.skip_if && of == KeyOf::Table {
            errors.add(
                span,
                format!(
                    "`{ident}` may be missing from a stored item, because of `#[serde(skip_serializing_if)]`: it cannot be a key of the table"
                ),
            );
        }
        if let (Some(attribute), None) = (self.serde.with, &self.key_type) {
            errors.add(
                span,
                format!(
                    "`#[serde({attribute})]` hides what is written for the key `{ident}`; say which type it is: `#[table(key_type = \"string\")]`, \"number\" or \"binary\""
                ),
            );
        }
        let optional = option_content(self.ty).is_some();
        if optional && of == KeyOf::Index && !self.serde.skip_if {
            errors.add(
                span,
                format!(
                    "`{ident}` is null when it is `None`, and DynamoDB refuses an item whose index key is null; add `#[serde(skip_serializing_if = \"Option::is_none\")]` to leave it out"
                ),
            );
        }
    }

    pub(crate) fn check_not_key(&self, errors: &mut Errors) {
        if self.key_type.is_some() {
            errors.add(
                self.ident.span(),
                format!("`{}` is not a key, so it has no `key_type`", self.ident),
            );
        }
    }

    /// Whether the key's attribute is this field's alone.
    pub(crate) fn check_name(&self, fields: &[Field<'_>], errors: &mut Errors) {
        let attribute = &self.attribute;
        if attribute.is_empty() || attribute.len() > 255 {
            errors.add(
                self.ident.span(),
                format!(
                    "DynamoDB refuses `{attribute}` as the name of a key: it has 1 to 255 bytes"
                ),
            );
        }
        let twin = fields.iter().find(|other| {
            other.ident != self.ident && other.is_stored() && other.attribute == *attribute
        });
        if let Some(twin) = twin {
            errors.add(
                self.ident.span(),
                format!(
                    "`{}` and `{}` are both stored as `{attribute}`, which is a key",
                    self.ident, twin.ident
                ),
            );
        }
    }

    /// The trait that the type must have.
    pub(crate) fn bound(&self, krate: &TokenStream) -> TokenStream {
        // Only the key of an index may be missing, and then never be null.
        if self.serde.skip_if {
            quote!(#krate::IndexKeyAttribute)
        } else {
            quote!(#krate::KeyAttribute)
        }
    }

    /// The `Key` that stands for this field.
    pub(crate) fn key(&self, krate: &TokenStream) -> TokenStream {
        let attribute = &self.attribute;
        let key_type = match &self.key_type {
            Some(named) => quote!(#krate::KeyType::#named),
            None => {
                let (ty, bound) = (self.ty, self.bound(krate));
                quote!(<#ty as #bound>::TYPE)
            }
        };
        quote!(#krate::Key::new(#attribute, #key_type))
    }

    /// The type of the field as the value of a key.
    pub(crate) fn key_value(&self, krate: &TokenStream) -> TokenStream {
        let ty = self.ty;
        match &self.key_type {
            Some(named) => stored_type(named, krate),
            None if self.serde.skip_if => match option_content(ty) {
                Some(content) => quote!(#content),
                None => quote!(<#ty as #krate::IndexKeyAttribute>::Key),
            },
            None => quote!(#ty),
        }
    }

    /// The type of the value that the attribute holds.
    pub(crate) fn value(&self, krate: &TokenStream) -> TokenStream {
        let ty = self.ty;
        match &self.key_type {
            Some(named) => stored_type(named, krate),
            None if self.serde.with.is_some() => quote!(#krate::Opaque),
            None => quote!(#ty),
        }
    }

    /// Whether the field's type depends on one of the struct's parameters.
    pub(crate) fn mentions(&self, parameters: &[Ident]) -> bool {
        self.key_type.is_none() && mentions(self.ty.to_token_stream(), parameters)
    }
}

/// The type of a key's value where serde is told to write another one.
fn stored_type(named: &Ident, krate: &TokenStream) -> TokenStream {
    if named == "String" {
        quote!(::std::string::String)
    } else if named == "Number" {
        quote!(::core::primitive::i64)
    } else {
        quote!(#krate::KeyBytes)
    }
}

pub(crate) fn mentions(tokens: TokenStream, parameters: &[Ident]) -> bool {
    tokens.into_iter().any(|token| match token {
        TokenTree::Ident(ident) => parameters.contains(&ident),
        TokenTree::Group(group) => mentions(group.stream(), parameters),
        _ => false,
    })
}

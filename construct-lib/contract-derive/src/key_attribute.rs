use proc_macro2::{Span, TokenStream};
use quote::{format_ident, quote, quote_spanned};
use syn::{Data, DeriveInput, Fields, Ident, Type, parse_quote, spanned::Spanned};

use crate::attributes::{crate_path, default_crate, key_type};
use crate::serde;

const SHAPES: &str =
    "a key is a newtype, such as `struct UserId(String);`, or an enum without data";

pub(crate) fn expand(input: &DeriveInput) -> syn::Result<TokenStream> {
    let options = Options::parse(input)?;
    let krate = &options.krate;
    let mut generics = input.generics.clone();
    let kind = match (&options.key_type, written_as(input)) {
        (Some(named), _) => kind(named, krate),
        (None, Written::As(content)) => {
            if !input.generics.params.is_empty() {
                generics
                    .make_where_clause()
                    .predicates
                    .push(parse_quote!(#content: #krate::KeyAttribute));
            }
            // Lies at the content, so that an error does.
            quote_spanned!(content.span()=> <#content as #krate::KeyAttribute>::Kind)
        }
        (None, Written::AsText) => quote!(#krate::StringKey),
        (None, Written::Unknown(error)) => return Err(error),
    };

    let name = &input.ident;
    let (impl_generics, type_generics, where_clause) = generics.split_for_impl();
    Ok(quote! {
        #[automatically_derived]
        impl #impl_generics #krate::KeyAttribute for #name #type_generics #where_clause {
            type Kind = #kind;
        }
    })
}

/// The kind of a key of the type that the attribute names.
fn kind(named: &Ident, krate: &TokenStream) -> TokenStream {
    let kind = format_ident!("{named}Key");
    quote!(#krate::#kind)
}

struct Options {
    krate: TokenStream,
    key_type: Option<Ident>,
}

impl Options {
    fn parse(input: &DeriveInput) -> syn::Result<Self> {
        let mut options = Self { krate: default_crate(), key_type: None };
        for attribute in &input.attrs {
            if !attribute.path().is_ident("key_attribute") {
                continue;
            }
            attribute.parse_nested_meta(|meta| {
                if meta.path.is_ident("crate") {
                    options.krate = crate_path(&meta)?;
                } else if meta.path.is_ident("key_type") {
                    options.key_type = Some(key_type(&meta)?);
                } else {
                    return Err(meta.error("expected `key_type = \"..\"` or `crate = \"..\"`"));
                }
                Ok(())
            })?;
        }
        Ok(options)
    }
}

/// What serde writes for a value of the type.
enum Written<'a> {
    As(&'a Type),
    AsText,
    Unknown(syn::Error),
}

fn written_as(input: &DeriveInput) -> Written<'_> {
    match find_written(input) {
        Ok(written) => written,
        Err(error) => Written::Unknown(error),
    }
}

fn find_written(input: &DeriveInput) -> syn::Result<Written<'_>> {
    let container = serde::Container::parse(&input.attrs)?;
    if let Some((span, attribute)) = container.rewritten {
        return Err(unseen(span, attribute));
    }
    match &input.data {
        Data::Enum(data) => {
            let empty = |fields: &Fields| matches!(fields, Fields::Unit);
            match data.variants.iter().find(|v| !empty(&v.fields)) {
                Some(variant) => Err(syn::Error::new(variant.ident.span(), SHAPES)),
                None => Ok(Written::AsText),
            }
        }
        Data::Struct(data) => {
            let newtype = matches!(&data.fields, Fields::Unnamed(f) if f.unnamed.len() == 1);
            if !newtype && !container.transparent {
                return Err(syn::Error::new(input.ident.span(), SHAPES));
            }
            let mut content = None;
            for field in &data.fields {
                let serde = serde::Field::parse(&field.attrs)?;
                if serde.skip.is_some() || is_phantom(&field.ty) {
                    continue;
                }
                if let Some(attribute) = serde.with {
                    return Err(unseen(input.ident.span(), attribute));
                }
                content = Some(&field.ty);
            }
            content.map(Written::As).ok_or_else(|| syn::Error::new(input.ident.span(), SHAPES))
        }
        Data::Union(_) => Err(syn::Error::new(input.ident.span(), SHAPES)),
    }
}

fn unseen(span: Span, attribute: &str) -> syn::Error {
    syn::Error::new(
        span,
        format!(
            "`#[serde({attribute})]` hides what is written for this key; say which type it is: \
             `#[key_attribute(key_type = \"string\")]`, \"number\" or \"binary\""
        ),
    )
}

fn is_phantom(ty: &Type) -> bool {
    let Type::Path(path) = ty else { return false };
    let last = path.path.segments.last();
    last.is_some_and(|segment| segment.ident == "PhantomData")
}

//! What the three derives share.

use proc_macro2::{Span, TokenStream, TokenTree};
use quote::quote;
use syn::meta::ParseNestedMeta;
use syn::{GenericArgument, Ident, LitStr, Path, PathArguments, Token, Type, ext::IdentExt};

/// Gathers errors, so that one compilation shows all of them.
#[derive(Default)]
pub(crate) struct Errors(Option<syn::Error>);

impl Errors {
    pub(crate) fn push(&mut self, error: syn::Error) {
        match &mut self.0 {
            Some(first) => first.combine(error),
            None => self.0 = Some(error),
        }
    }

    pub(crate) fn add(&mut self, span: Span, message: impl std::fmt::Display) {
        self.push(syn::Error::new(span, message));
    }

    /// Keeps the value of `result`, or its error.
    pub(crate) fn keep<T>(&mut self, result: syn::Result<T>) -> Option<T> {
        result.map_err(|error| self.push(error)).ok()
    }

    pub(crate) fn finish(self) -> syn::Result<()> {
        self.0.map_or(Ok(()), Err)
    }
}

/// Skips the value of an attribute that is not ours to judge.
pub(crate) fn ignore(meta: &ParseNestedMeta<'_>) -> syn::Result<()> {
    while !meta.input.is_empty() && !meta.input.peek(Token![,]) {
        meta.input.parse::<TokenTree>()?;
    }
    Ok(())
}

/// The text after `name =`.
pub(crate) fn text(meta: &ParseNestedMeta<'_>) -> syn::Result<LitStr> {
    meta.value()?.parse()
}

/// The path after `crate =`.
pub(crate) fn crate_path(meta: &ParseNestedMeta<'_>) -> syn::Result<TokenStream> {
    let path = text(meta)?.parse_with(Path::parse_mod_style)?;
    Ok(quote!(#path))
}

/// Where the contract crate is, unless the user says otherwise.
pub(crate) fn default_crate() -> TokenStream {
    quote!(::construct_contract)
}

/// The variant of `KeyType` that the text after `key_type =` names.
pub(crate) fn key_type(meta: &ParseNestedMeta<'_>) -> syn::Result<Ident> {
    let name = text(meta)?;
    let variant = match name.value().as_str() {
        "string" => "String",
        "number" => "Number",
        "binary" => "Binary",
        _ => {
            return Err(syn::Error::new(
                name.span(),
                "the type of a key is \"string\", \"number\" or \"binary\"",
            ));
        }
    };
    Ok(Ident::new(variant, Span::call_site()))
}

/// The `T` of an `Option<T>` that is written as such.
pub(crate) fn option_content(ty: &Type) -> Option<&Type> {
    let ty = match ty {
        Type::Group(group) => &group.elem,
        other => other,
    };
    let Type::Path(path) = ty else { return None };
    let last = path.path.segments.last()?;
    let PathArguments::AngleBracketed(arguments) = &last.arguments else {
        return None;
    };
    match arguments.args.first()? {
        GenericArgument::Type(content) if last.ident == "Option" => Some(content),
        _ => None,
    }
}

/// The name of a field, without the `r#` of a raw identifier.
pub(crate) fn plain(ident: &Ident) -> String {
    ident.unraw().to_string()
}

//! The structs that are keys as values.

use proc_macro2::TokenStream;
use quote::{ToTokens, format_ident, quote};
use syn::{GenericParam, Generics, Ident, WherePredicate, parse_quote};

use crate::field::{Field, mentions};

/// A struct with some of an item's keys.
pub(crate) struct KeyStruct<'a> {
    pub(crate) name: Ident,
    pub(crate) doc: String,
    pub(crate) fields: Vec<&'a Field<'a>>,
}

impl KeyStruct<'_> {
    /// The struct, and how it is written.
    pub(crate) fn define(
        &self,
        input: &syn::DeriveInput,
        generics: &Generics,
        krate: &TokenStream,
    ) -> TokenStream {
        let Self { name, doc, fields } = self;
        let vis = &input.vis;
        let own = self.generics(generics, krate);
        let (impl_generics, type_generics, where_clause) = own.split_for_impl();
        let types: Vec<_> = fields.iter().map(|field| field.key_value(krate)).collect();
        let idents: Vec<_> = fields.iter().map(|field| field.ident).collect();
        let visibilities = fields.iter().map(|field| field.vis);
        let docs = fields.iter().map(|field| format!("`{}`", field.attribute));
        let attributes = fields.iter().map(|field| &field.attribute);
        let mut writing = own.clone();
        writing.params.push(parse_quote!(__W));
        let bounds = writing.make_where_clause();
        for ty in &types {
            bounds.predicates.push(parse_quote!(__W: #krate::KeyWriter<#ty>));
        }
        let (writing, _, bounds) = writing.split_for_impl();
        quote! {
            #[doc = #doc]
            #[allow(dead_code, non_camel_case_types, non_snake_case)]
            #[allow(missing_debug_implementations, private_interfaces)]
            #vis struct #name #impl_generics #where_clause {
                #(#[doc = #docs] #visibilities #idents: #types,)*
            }

            #[automatically_derived]
            impl #writing #krate::WriteKey<__W> for #name #type_generics #bounds {
                fn write_key(&self, writer: &mut __W) {
                    #(#krate::KeyWriter::<#types>::write(writer, #attributes, &self.#idents);)*
                }
            }
        }
    }

    /// The struct's type, with the parameters that it has.
    pub(crate) fn ty(&self, generics: &Generics, krate: &TokenStream) -> TokenStream {
        let own = self.generics(generics, krate);
        let (_, type_generics, _) = own.split_for_impl();
        let name = &self.name;
        quote!(#name #type_generics)
    }

    /// Those of the item's parameters that the keys depend on.
    fn generics(&self, generics: &Generics, krate: &TokenStream) -> Generics {
        let types: TokenStream = self.fields.iter().map(|field| field.key_value(krate)).collect();
        let (kept, dropped): (Vec<&GenericParam>, Vec<&GenericParam>) = generics
            .params
            .iter()
            .partition(|parameter| mentions(types.clone(), &[ident(parameter).clone()]));
        let dropped: Vec<Ident> = dropped.into_iter().map(|one| ident(one).clone()).collect();
        let mut own =
            Generics { params: kept.into_iter().cloned().collect(), ..Generics::default() };
        let predicates = generics.where_clause.iter().flat_map(|clause| &clause.predicates);
        let predicates: Vec<WherePredicate> = predicates
            .filter(|predicate| !mentions(predicate.to_token_stream(), &dropped))
            .cloned()
            .collect();
        if !predicates.is_empty() {
            own.make_where_clause().predicates.extend(predicates);
        }
        own
    }
}

fn ident(parameter: &GenericParam) -> &Ident {
    match parameter {
        GenericParam::Lifetime(one) => &one.lifetime.ident,
        GenericParam::Type(one) => &one.ident,
        GenericParam::Const(one) => &one.ident,
    }
}

/// The name of the struct for the index at this position, given those before it.
///
/// It is the item's and the index's, unless these would not tell it from another.
pub(crate) fn index_key_name(
    item: &Ident,
    pascal: &str,
    position: usize,
    taken: &[Ident],
) -> Ident {
    let name = format_ident!("{item}{pascal}Key");
    if pascal.is_empty() || pascal == "Partition" || taken.contains(&name) {
        return format_ident!("{item}{pascal}Index{}Key", position + 1);
    }
    name
}

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::{Data, DeriveInput, Fields, Ident, parse_quote};

use crate::attributes::{Errors, crate_path, default_crate};
use crate::field::{Field, KeyOf, Role};
use crate::index::Index;
use crate::key_struct::{KeyStruct, index_key_name};
use crate::serde::Container;

pub(crate) fn expand(input: &DeriveInput) -> syn::Result<TokenStream> {
    let container = Container::parse(&input.attrs)?;
    check_shape(input, &container)?;
    let mut item = Item::parse(input)?;
    let mut errors = Errors::default();
    for field in fields_of(input)? {
        let Some(ident) = &field.ident else { continue };
        item.fields.extend(errors.keep(Field::parse(field, ident, &container)));
    }
    errors.finish()?;
    let keys = item.check()?;
    Ok(item.generate(&keys))
}

fn fields_of(input: &DeriveInput) -> syn::Result<impl Iterator<Item = &syn::Field>> {
    match &input.data {
        Data::Struct(data) if matches!(data.fields, Fields::Named(_)) => Ok(data.fields.iter()),
        _ => Err(syn::Error::new(
            input.ident.span(),
            "an item of a table is a struct with named fields, one for each attribute",
        )),
    }
}

/// Refuses what serde does not write as a map of this struct's fields.
fn check_shape(input: &DeriveInput, container: &Container) -> syn::Result<()> {
    let span = match container.rewritten {
        // A tag only adds an attribute to a struct.
        Some((span, attribute)) if attribute != "tag" => span,
        _ if container.transparent => input.ident.span(),
        _ => return Ok(()),
    };
    Err(syn::Error::new(
        span,
        "serde writes something else in place of this struct: derive `TableItem` on what it writes",
    ))
}

struct Item<'a> {
    input: &'a DeriveInput,
    krate: TokenStream,
    fields: Vec<Field<'a>>,
    indexes: Vec<Index>,
}

/// The table's own keys.
pub(crate) struct Keys<'a> {
    pub(crate) partition: &'a Field<'a>,
    pub(crate) sort: Option<&'a Field<'a>>,
}

impl<'a> Item<'a> {
    fn parse(input: &'a DeriveInput) -> syn::Result<Self> {
        let mut krate = default_crate();
        let mut indexes = Vec::new();
        for attribute in &input.attrs {
            if !attribute.path().is_ident("table") {
                continue;
            }
            attribute.parse_nested_meta(|meta| {
                if meta.path.is_ident("crate") {
                    krate = crate_path(&meta)?;
                } else if meta.path.is_ident("index") {
                    indexes.push(Index::parse(&meta)?);
                } else {
                    return Err(meta.error(
                        "expected `index(..)` or `crate = \"..\"`; a key is marked on its field",
                    ));
                }
                Ok(())
            })?;
        }
        Ok(Self { input, krate, fields: Vec::new(), indexes })
    }

    fn check(&self) -> syn::Result<Keys<'_>> {
        let mut errors = Errors::default();
        let partition = self.key_with(Role::Partition, &mut errors);
        let sort = self.key_with(Role::Sort, &mut errors);
        let partition = partition.ok_or_else(|| {
            syn::Error::new(
                self.input.ident.span(),
                "no partition key: add `#[table(partition_key)]` to the field that tells one item from another",
            )
        })?;
        let keys = Keys { partition, sort };

        let mut used = vec![partition];
        used.extend(sort);
        for key in &used {
            key.check(KeyOf::Table, &mut errors);
        }
        for (position, index) in self.indexes.iter().enumerate() {
            index.check_name(&self.indexes[..position], &mut errors);
            for key in index.check(&self.input.ident, &self.fields, &keys, &mut errors) {
                if used.iter().all(|known| known.ident != key.ident) {
                    key.check(KeyOf::Index, &mut errors);
                    used.push(key);
                }
            }
        }
        Index::check_count(&self.indexes, &mut errors);
        for field in &self.fields {
            if used.iter().all(|key| key.ident != field.ident) {
                field.check_not_key(&mut errors);
            }
        }
        for key in used {
            key.check_name(&self.fields, &mut errors);
        }
        errors.finish()?;
        Ok(keys)
    }

    fn key_with(&self, role: Role, errors: &mut Errors) -> Option<&Field<'a>> {
        let mut fields = self.fields.iter().filter(|field| field.role == Some(role));
        let first = fields.next()?;
        for second in fields {
            let name = role.name();
            errors.add(
                second.ident.span(),
                format!("`{}` is a second {name}: `{}` is one already", second.ident, first.ident),
            );
        }
        Some(first)
    }

    fn generate(&self, keys: &Keys<'_>) -> TokenStream {
        let Self { input, krate, .. } = self;
        let name = &input.ident;
        let generics = self.generics(keys);
        let (impl_generics, type_generics, where_clause) = generics.split_for_impl();

        let partition = keys.partition.key(krate);
        let sort = keys.sort.map(|field| {
            let key = field.key(krate);
            quote!(.with_sort_key(#key))
        });
        let idents: Vec<_> = self.indexes.iter().map(Index::ident).collect();
        let with_indexes =
            (!idents.is_empty()).then(|| quote!(.with_indexes(&[#(Self::INDEXES.#idents),*])));

        let (attributes_type, attributes) = self.attributes(&generics);
        let (indexes_type, indexes) = self.index_constants(keys).unzip();
        let key = self.key_struct(keys);
        let key_type = key.ty(&generics, krate);
        let key = key.define(input, &generics, krate);
        let queries = self.queries(keys, &generics);
        quote! {
            #attributes_type
            #indexes_type
            #key
            #queries

            #[allow(dead_code)]
            impl #impl_generics #name #type_generics #where_clause {
                #attributes
                #indexes
            }

            #[automatically_derived]
            impl #impl_generics #krate::TableItem for #name #type_generics #where_clause {
                type Key = #key_type;

                const SCHEMA: &'static #krate::TableSchema =
                    &#krate::TableSchema::new(#partition) #sort #with_indexes;
            }
        }
    }

    /// The struct's generics, and what they must be for the keys to be keys.
    fn generics(&self, keys: &Keys<'_>) -> syn::Generics {
        let mut generics = self.input.generics.clone();
        let parameters: Vec<Ident> = generics.type_params().map(|p| p.ident.clone()).collect();
        let indexed = self.indexes.iter().flat_map(|index| index.keys(&self.fields));
        let all = [Some(keys.partition), keys.sort].into_iter().flatten().chain(indexed);
        for key in all {
            if key.mentions(&parameters) {
                let (ty, bound) = (key.ty, key.bound(&self.krate));
                generics.make_where_clause().predicates.push(parse_quote!(#ty: #bound));
            }
        }
        generics
    }

    /// The constant with every attribute's name, and its type.
    fn attributes(&self, generics: &syn::Generics) -> (TokenStream, TokenStream) {
        let (name, vis, krate) = (&self.input.ident, &self.input.vis, &self.krate);
        let (impl_generics, type_generics, where_clause) = generics.split_for_impl();
        let ty = format_ident!("{name}Attributes");
        let doc = format!("The attributes of a stored [`{name}`], each with its name.");
        let stored: Vec<_> = self.fields.iter().filter(|field| field.is_stored()).collect();
        let idents: Vec<_> = stored.iter().map(|field| field.ident).collect();
        let names: Vec<_> = stored.iter().map(|field| &field.attribute).collect();
        let docs = names.iter().map(|name| format!("`{name}`"));
        let types = stored.iter().map(|field| {
            let value = field.value(krate);
            quote!(#krate::Attribute<#name #type_generics, #value>)
        });
        let definition = quote! {
            #[doc = #doc]
            #[derive(::core::fmt::Debug, ::core::clone::Clone, ::core::marker::Copy)]
            #[allow(dead_code, non_snake_case, private_interfaces)]
            #vis struct #ty #impl_generics #where_clause {
                #(#[doc = #docs] #vis #idents: #types,)*
            }
        };
        let constant = quote! {
            /// Every attribute of a stored item.
            #vis const ATTRIBUTES: #ty #type_generics =
                #ty { #(#idents: #krate::Attribute::new(#names),)* };
        };
        (definition, constant)
    }

    /// The table's key.
    fn key_struct<'k>(&self, keys: &Keys<'k>) -> KeyStruct<'k> {
        let name = &self.input.ident;
        KeyStruct {
            name: format_ident!("{name}Key"),
            doc: format!("Says which [`{name}`] of the table."),
            fields: [Some(keys.partition), keys.sort].into_iter().flatten().collect(),
        }
    }

    /// What a query names: of the table, and of each index.
    fn queries(&self, keys: &Keys<'_>, generics: &syn::Generics) -> TokenStream {
        let item = &self.input.ident;
        let mut queries = TokenStream::new();
        if let Some(sort) = keys.sort {
            let key = KeyStruct {
                name: format_ident!("{item}PartitionKey"),
                doc: format!("Says which [`{item}`]s of the table, together."),
                fields: vec![keys.partition],
            };
            let index = quote!(::core::option::Option::None);
            queries.extend(self.query(&key, Some(sort), &index, generics));
        }
        let mut taken = vec![format_ident!("{item}Key")];
        for (position, index) in self.indexes.iter().enumerate() {
            let name = index_key_name(item, &index.pascal(), position, &taken);
            taken.push(name.clone());
            let (partition, sort) = index.key_fields(&self.fields, keys);
            let key = KeyStruct {
                name,
                doc: format!("Says which [`{item}`]s of the index `{}`.", index.name.value()),
                fields: vec![partition],
            };
            let ident = index.ident();
            let (_, type_generics, _) = generics.split_for_impl();
            let index =
                quote!(::core::option::Option::Some(<#item #type_generics>::INDEXES.#ident));
            queries.extend(self.query(&key, sort, &index, generics));
        }
        queries
    }

    fn query(
        &self,
        key: &KeyStruct<'_>,
        sort: Option<&Field<'_>>,
        index: &TokenStream,
        generics: &syn::Generics,
    ) -> TokenStream {
        let (krate, item) = (&self.krate, &self.input.ident);
        let (impl_generics, type_generics, where_clause) = generics.split_for_impl();
        let (definition, ty) = (key.define(self.input, generics, krate), key.ty(generics, krate));
        let sort = match sort {
            Some(field) => field.key_value(krate),
            None => quote!(#krate::NoSortKey),
        };
        quote! {
            #definition

            #[automatically_derived]
            impl #impl_generics #krate::QueryKey<#item #type_generics> for #ty #where_clause {
                type SortKey = #sort;
                const INDEX: ::core::option::Option<#krate::Index> = #index;
            }
        }
    }

    /// The constant with every index, and its type. `None` without indexes.
    fn index_constants(&self, keys: &Keys<'_>) -> Option<(TokenStream, TokenStream)> {
        if self.indexes.is_empty() {
            return None;
        }
        let krate = &self.krate;
        let (name, vis) = (&self.input.ident, &self.input.vis);
        let ty = format_ident!("{name}Indexes");
        let doc = format!("The indexes of the table that holds [`{name}`]s.");
        let idents: Vec<_> = self.indexes.iter().map(Index::ident).collect();
        let docs = self.indexes.iter().map(|index| format!("`{}`", index.name.value()));
        let values = self.indexes.iter().map(|index| index.value(krate, &self.fields, keys));
        let definition = quote! {
            #[doc = #doc]
            #[derive(::core::fmt::Debug, ::core::clone::Clone, ::core::marker::Copy)]
            #[allow(dead_code, non_snake_case)]
            #vis struct #ty {
                #(#[doc = #docs] #vis #idents: #krate::Index,)*
            }
        };
        let constant = quote! {
            /// Every index of the table.
            #vis const INDEXES: #ty = #ty { #(#idents: #values,)* };
        };
        Some((definition, constant))
    }
}

//! The derives of `construct-contract`, which re-exports and documents them.

mod attributes;
mod environment;
mod field;
mod index;
mod key_attribute;
mod serde;
mod table_item;

use proc_macro::TokenStream;
use syn::{DeriveInput, parse_macro_input};

/// Writes `TableItem`: the keys and indexes of the table that holds this type.
///
/// `construct_contract::TableItem` describes the attributes.
// `serde` is registered too, so that an item that is stored without serde can
// still say how its attributes are called.
#[proc_macro_derive(TableItem, attributes(table, serde))]
pub fn table_item(input: TokenStream) -> TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    expand(table_item::expand(&input))
}

/// Writes `Environment`, and the struct with which a stack fills it.
///
/// `construct_contract::Environment` describes the attributes.
#[proc_macro_derive(Environment, attributes(environment))]
pub fn environment(input: TokenStream) -> TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    expand(environment::expand(&input))
}

/// Writes `KeyAttribute` for a newtype, or for an enum without data.
///
/// `construct_contract::KeyAttribute` describes the attributes.
#[proc_macro_derive(KeyAttribute, attributes(key_attribute, serde))]
pub fn key_attribute(input: TokenStream) -> TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    expand(key_attribute::expand(&input))
}

fn expand(result: syn::Result<proc_macro2::TokenStream>) -> TokenStream {
    result
        .unwrap_or_else(|error| error.to_compile_error())
        .into()
}

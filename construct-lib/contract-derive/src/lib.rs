//! The derives of `construct-contract`, which re-exports and documents them.

mod attributes;
mod environment;
mod field;
mod index;
mod key_attribute;
mod key_struct;
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
    result.unwrap_or_else(|error| error.to_compile_error()).into()
}

#[cfg(test)]
mod tests {
    use super::{environment, key_attribute, table_item};

    /// Everything that a derive writes, for an input that has all it can have.
    fn check(expand: fn(&syn::DeriveInput) -> syn::Result<proc_macro2::TokenStream>, item: &str) {
        let input = syn::parse_str(item).unwrap();
        let written = expand(&input).unwrap().to_string();
        assert!(written.contains(":: other :: contract ::"), "{written}");
        assert!(!written.contains("construct_contract"), "{written}");
    }

    #[test]
    fn a_crate_path_is_used_everywhere() {
        check(
            table_item::expand,
            r#"
            #[table(crate = "::other::contract")]
            #[table(index(name = "one", partition_key = "b", sort_key = "c", include = ["d"]))]
            #[table(index(name = "two", local, sort_key = "b", keys_only))]
            struct Item<T> {
                #[table(partition_key)] a: T,
                #[table(sort_key, key_type = "binary")] b: Vec<u8>,
                #[serde(skip_serializing_if = "Option::is_none")] c: Option<T>,
                d: String,
            }
            "#,
        );
        check(
            environment::expand,
            r#"
            #[environment(crate = "::other::contract", handler = "handler")]
            struct Env {
                table: TableName<Item>,
                #[environment(default = "1")] count: u8,
                note: Option<String>,
            }
            "#,
        );
        check(
            key_attribute::expand,
            r#"#[key_attribute(crate = "::other::contract")] struct Id<T>(T);"#,
        );
        check(
            key_attribute::expand,
            r#"#[key_attribute(crate = "::other::contract")] enum Status { Open }"#,
        );
    }
}

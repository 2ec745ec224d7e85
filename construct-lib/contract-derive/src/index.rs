//! `#[table(index(..))]`.

use proc_macro2::{Span, TokenStream};
use quote::quote;
use syn::meta::ParseNestedMeta;
use syn::punctuated::Punctuated;
use syn::{Ident, LitStr, Token, bracketed, spanned::Spanned};

use crate::attributes::{Errors, plain, text};
use crate::field::Field;
use crate::table_item::Keys;

/// The most local indexes that a table can have.
const LOCAL_INDEXES: usize = 5;

pub(crate) struct Index {
    pub(crate) name: LitStr,
    partition_key: Option<LitStr>,
    sort_key: Option<LitStr>,
    local: Option<Span>,
    keys_only: bool,
    include: Option<Vec<LitStr>>,
}

impl Index {
    pub(crate) fn parse(index: &ParseNestedMeta<'_>) -> syn::Result<Self> {
        let mut name = None;
        let mut partition_key = None;
        let mut sort_key = None;
        let mut local = None;
        let mut keys_only = false;
        let mut include = None;
        index.parse_nested_meta(|meta| {
            let is = |name: &str| meta.path.is_ident(name);
            if is("name") {
                name = Some(text(&meta)?);
            } else if is("partition_key") {
                partition_key = Some(text(&meta)?);
            } else if is("sort_key") {
                sort_key = Some(text(&meta)?);
            } else if is("local") {
                local = Some(meta.path.span());
            } else if is("keys_only") {
                keys_only = true;
            } else if is("include") {
                let names;
                let value = meta.value()?;
                bracketed!(names in value);
                let names = Punctuated::<LitStr, Token![,]>::parse_terminated(&names)?;
                include = Some(names.into_iter().collect());
            } else {
                return Err(meta.error(
                    "expected `name`, `partition_key`, `sort_key`, `local`, `keys_only` or `include`",
                ));
            }
            if keys_only && include.is_some() {
                return Err(meta.error("an index holds either the keys only or the attributes named: drop `keys_only` or `include`"));
            }
            Ok(())
        })?;
        let name = name.ok_or_else(|| index.error("an index has a name: add `name = \"..\"`"))?;
        if local.is_none() && partition_key.is_none() {
            return Err(syn::Error::new(
                name.span(),
                "a global index has a partition key: add `partition_key = \"..\"` with the name of a field",
            ));
        }
        if let (Some(span), None) = (local, &sort_key) {
            return Err(syn::Error::new(
                span,
                "a local index has a sort key of its own: add `sort_key = \"..\"` with the name of a field",
            ));
        }
        Ok(Self { name, partition_key, sort_key, local, keys_only, include })
    }

    /// The name in snake case: the field of `INDEXES` that is this index.
    pub(crate) fn ident(&self) -> Ident {
        let mut snake = String::new();
        let mut lower = false;
        for letter in self.name.value().chars() {
            if letter.is_ascii_uppercase() && lower {
                snake.push('_');
            }
            lower = letter.is_ascii_lowercase();
            snake.push(if letter.is_ascii_alphanumeric() {
                letter.to_ascii_lowercase()
            } else {
                '_'
            });
        }
        if snake.starts_with(|first: char| first.is_ascii_digit()) {
            snake.insert(0, '_');
        }
        let span = self.name.span();
        // A keyword is not an identifier: `r#type`, or `self_` where even that is refused.
        syn::parse_str::<Ident>(&snake)
            .or_else(|_| syn::parse_str(&format!("r#{snake}")))
            .map(|mut ident| {
                ident.set_span(span);
                ident
            })
            .unwrap_or_else(|_| Ident::new(&format!("{snake}_"), span))
    }

    /// The name in capitals: `ByEmail` for `by-email`.
    pub(crate) fn pascal(&self) -> String {
        let name = plain(&self.ident());
        let words = name.split('_').filter_map(|word| {
            let mut letters = word.chars();
            let first = letters.next()?;
            Some(first.to_ascii_uppercase().to_string() + letters.as_str())
        });
        words.collect()
    }

    /// The fields that are the partition key and the sort key of this index.
    pub(crate) fn key_fields<'a>(
        &self,
        fields: &'a [Field<'a>],
        keys: &Keys<'a>,
    ) -> (&'a Field<'a>, Option<&'a Field<'a>>) {
        let named = |name: &Option<LitStr>| name.as_ref().and_then(|name| find(name, fields));
        (named(&self.partition_key).unwrap_or(keys.partition), named(&self.sort_key))
    }

    pub(crate) fn check_name(&self, earlier: &[Index], errors: &mut Errors) {
        let name = self.name.value();
        let span = self.name.span();
        let allowed = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.');
        if !(3..=255).contains(&name.len()) || !name.chars().all(allowed) {
            errors.add(
                span,
                format!(
                    "DynamoDB refuses `{name}` as the name of an index: it has 3 to 255 letters, digits, `_`, `-` and `.`"
                ),
            );
        }
        if let Some(other) = earlier.iter().find(|other| other.ident() == self.ident()) {
            let other = other.name.value();
            let message = if other == name {
                format!("two indexes are called `{name}`")
            } else {
                format!("`{other}` and `{name}` would both be `INDEXES.{}`", self.ident())
            };
            errors.add(span, message);
        }
    }

    pub(crate) fn check_count(indexes: &[Index], errors: &mut Errors) {
        let mut locals = indexes.iter().filter_map(|index| index.local);
        if let Some(span) = locals.nth(LOCAL_INDEXES) {
            errors.add(span, format!("a table can have {LOCAL_INDEXES} local indexes and no more"));
        }
    }

    /// Checks what the index names, and returns its keys.
    pub(crate) fn check<'a>(
        &self,
        item: &Ident,
        fields: &'a [Field<'a>],
        keys: &Keys<'_>,
        errors: &mut Errors,
    ) -> Vec<&'a Field<'a>> {
        let mut find = |name: &LitStr| {
            let found = find(name, fields);
            if found.is_none() {
                errors.push(unknown(item, name, fields));
            }
            found
        };
        let partition = self.partition_key.as_ref().and_then(&mut find);
        let sort = self.sort_key.as_ref().and_then(&mut find);
        let include: Vec<_> =
            self.include.iter().flatten().filter_map(|name| Some((name, find(name)?))).collect();

        if let Some(span) = self.local {
            self.check_local(span, partition, keys, errors);
        }
        if let (Some(partition), Some(sort), Some(name)) = (partition, sort, &self.sort_key)
            && partition.ident == sort.ident
        {
            errors.add(name.span(), "the partition key cannot be the sort key too");
        }
        let own = [Some(keys.partition), keys.sort, partition, sort];
        for (name, field) in include {
            if let Some(reason) = field.not_stored() {
                errors.add(name.span(), format!("{reason}: no index can hold it"));
            } else if own.iter().flatten().any(|key| key.ident == field.ident) {
                errors.add(
                    name.span(),
                    format!("`{}` is a key, and an index holds the keys anyway", field.ident),
                );
            }
        }
        [partition, sort].into_iter().flatten().collect()
    }

    fn check_local(
        &self,
        span: Span,
        partition: Option<&Field<'_>>,
        keys: &Keys<'_>,
        errors: &mut Errors,
    ) {
        if keys.sort.is_none() {
            errors.add(
                span,
                "a table without a sort key can have no local index: leave out `local`, or mark a field with `#[table(sort_key)]`",
            );
        }
        if let (Some(field), Some(name)) = (partition, &self.partition_key)
            && field.ident != keys.partition.ident
        {
            errors.add(
                    name.span(),
                    format!(
                        "a local index has the table's partition key, `{}`: leave out `local` for a global index",
                        keys.partition.ident
                    ),
                );
        }
    }

    /// The fields that are keys of this index.
    pub(crate) fn keys<'a>(&self, fields: &'a [Field<'a>]) -> impl Iterator<Item = &'a Field<'a>> {
        [&self.partition_key, &self.sort_key]
            .into_iter()
            .flatten()
            .filter_map(|name| find(name, fields))
            .collect::<Vec<_>>()
            .into_iter()
    }

    /// The `Index` that stands for this one.
    pub(crate) fn value(
        &self,
        krate: &TokenStream,
        fields: &[Field<'_>],
        keys: &Keys<'_>,
    ) -> TokenStream {
        let name = &self.name;
        let key = |name: &Option<LitStr>| {
            let field = name.as_ref().and_then(|name| find(name, fields));
            field.map(|field| field.key(krate))
        };
        let partition = key(&self.partition_key).unwrap_or_else(|| keys.partition.key(krate));
        let sort = key(&self.sort_key);
        let index = if self.local.is_some() {
            quote!(#krate::Index::local(#name, #partition, #sort))
        } else {
            let sort = sort.map(|key| quote!(.with_sort_key(#key)));
            quote!(#krate::Index::global(#name, #partition) #sort)
        };
        let projection = if self.keys_only {
            quote!(KeysOnly)
        } else if let Some(include) = &self.include {
            let names =
                include.iter().filter_map(|name| find(name, fields)).map(|field| &field.attribute);
            quote!(Include(&[#(#names),*]))
        } else {
            return index;
        };
        quote!(#index.with_projection(#krate::Projection::#projection))
    }
}

fn find<'a>(name: &LitStr, fields: &'a [Field<'a>]) -> Option<&'a Field<'a>> {
    let name = name.value();
    let name = name.trim_start_matches("r#");
    fields.iter().find(|field| plain(field.ident) == name)
}

fn unknown(item: &Ident, name: &LitStr, fields: &[Field<'_>]) -> syn::Error {
    let wanted = name.value();
    let stored_so = fields.iter().find(|field| field.attribute == wanted);
    let message = match stored_so {
        Some(field) => format!(
            "`{item}` has no field `{wanted}`: an index names the field as in Rust, `{}`",
            field.ident
        ),
        None => format!("`{item}` has no field `{wanted}`"),
    };
    syn::Error::new(name.span(), message)
}

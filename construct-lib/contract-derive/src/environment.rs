use proc_macro2::TokenStream;
use quote::{format_ident, quote, quote_spanned};
use syn::{Attribute, Data, DeriveInput, Fields, Ident, LitStr, Type, spanned::Spanned};

use crate::attributes::{Errors, crate_path, default_crate, option_content, plain, text};

/// The variables that Lambda sets itself and lets no function set.
///
/// <https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html>
const RESERVED: &[&str] = &[
    "AWS_ACCESS_KEY",
    "AWS_ACCESS_KEY_ID",
    "AWS_DEFAULT_REGION",
    "AWS_EXECUTION_ENV",
    "AWS_LAMBDA_FUNCTION_MEMORY_SIZE",
    "AWS_LAMBDA_FUNCTION_NAME",
    "AWS_LAMBDA_FUNCTION_VERSION",
    "AWS_LAMBDA_INITIALIZATION_TYPE",
    "AWS_LAMBDA_LOG_GROUP_NAME",
    "AWS_LAMBDA_LOG_STREAM_NAME",
    "AWS_LAMBDA_MAX_CONCURRENCY",
    "AWS_LAMBDA_METADATA_API",
    "AWS_LAMBDA_METADATA_TOKEN",
    "AWS_LAMBDA_RUNTIME_API",
    "AWS_REGION",
    "AWS_SECRET_ACCESS_KEY",
    "AWS_SESSION_TOKEN",
    "LAMBDA_RUNTIME_DIR",
    "LAMBDA_TASK_ROOT",
    "_HANDLER",
    "_X_AMZN_TRACE_ID",
];

pub(crate) fn expand(input: &DeriveInput) -> syn::Result<TokenStream> {
    let options = Options::parse(input)?;
    let mut errors = Errors::default();
    let mut variables: Vec<Variable<'_>> = Vec::new();
    for field in fields(input)? {
        let Some(ident) = &field.ident else { continue };
        if let Some(variable) = errors.keep(Variable::parse(field, ident)) {
            variable.check(&variables, &mut errors);
            variables.push(variable);
        }
    }
    errors.finish()?;
    Ok(generate(input, &options, &variables))
}

fn fields(input: &DeriveInput) -> syn::Result<impl Iterator<Item = &syn::Field>> {
    if let Some(parameter) = input.generics.params.first() {
        return Err(syn::Error::new(
            parameter.span(),
            "an environment is one known set of variables, so it has no parameters",
        ));
    }
    match &input.data {
        Data::Struct(data) if !matches!(data.fields, Fields::Unnamed(_)) => Ok(data.fields.iter()),
        _ => Err(syn::Error::new(
            input.ident.span(),
            "an environment is a struct with one named field for each variable",
        )),
    }
}

struct Options {
    krate: TokenStream,
    handler: LitStr,
}

impl Options {
    fn parse(input: &DeriveInput) -> syn::Result<Self> {
        let mut krate = default_crate();
        let mut handler = None;
        for attribute in environment_attributes(&input.attrs) {
            attribute.parse_nested_meta(|meta| {
                if meta.path.is_ident("crate") {
                    krate = crate_path(&meta)?;
                } else if meta.path.is_ident("handler") {
                    handler = Some(text(&meta)?);
                } else {
                    return Err(meta.error("expected `handler = \"..\"` or `crate = \"..\"`"));
                }
                Ok(())
            })?;
        }
        let handler = handler.ok_or_else(|| {
            syn::Error::new(
                input.ident.span(),
                "no handler: add `#[environment(handler = \"..\")]` with the name of the binary that reads these variables",
            )
        })?;
        let name = handler.value();
        let allowed = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
        if name.is_empty() || !name.chars().all(allowed) {
            return Err(syn::Error::new(
                handler.span(),
                format!(
                    "`{name}` is not the name of a binary: it has letters, digits, `-` and `_`"
                ),
            ));
        }
        Ok(Self { krate, handler })
    }
}

fn environment_attributes(attributes: &[Attribute]) -> impl Iterator<Item = &Attribute> {
    attributes.iter().filter(|attribute| attribute.path().is_ident("environment"))
}

struct Variable<'a> {
    field: &'a syn::Field,
    ident: &'a Ident,
    name: LitStr,
    default: Option<LitStr>,
}

impl<'a> Variable<'a> {
    fn parse(field: &'a syn::Field, ident: &'a Ident) -> syn::Result<Self> {
        let mut name = None;
        let mut default = None;
        for attribute in environment_attributes(&field.attrs) {
            attribute.parse_nested_meta(|meta| {
                if meta.path.is_ident("name") {
                    name = Some(text(&meta)?);
                } else if meta.path.is_ident("default") {
                    default = Some(text(&meta)?);
                } else {
                    return Err(meta.error("expected `name = \"..\"` or `default = \"..\"`"));
                }
                Ok(())
            })?;
        }
        let name = name.unwrap_or_else(|| LitStr::new(&plain(ident).to_uppercase(), ident.span()));
        Ok(Self { field, ident, name, default })
    }

    fn check(&self, earlier: &[Variable<'_>], errors: &mut Errors) {
        let name = self.name.value();
        let span = self.name.span();
        if RESERVED.contains(&name.as_str()) {
            errors.add(
                span,
                format!("Lambda sets `{name}` itself, so no function can: choose another `name`"),
            );
        } else if !is_variable_name(&name) {
            errors.add(
                span,
                format!(
                    "Lambda refuses `{name}` as a variable: it begins with a letter and goes on with one or more letters, digits and `_`"
                ),
            );
        }
        if let Some(other) = earlier.iter().find(|other| other.name.value() == name) {
            errors.add(
                span,
                format!(
                    "`{}` and `{}` would both be the variable `{name}`",
                    other.ident, self.ident
                ),
            );
        }
        let Some(default) = &self.default else { return };
        if option_content(&self.field.ty).is_some() {
            errors.add(
                default.span(),
                "a variable with a default is always there: drop the default or the `Option`",
            );
        } else if !may_parse(&self.field.ty, &default.value()) {
            errors.add(default.span(), "the default is not a value of the field's type");
        }
    }

    /// The type that the variable's text is read as.
    fn content(&self) -> &'a Type {
        option_content(&self.field.ty).unwrap_or(&self.field.ty)
    }

    fn is_optional(&self) -> bool {
        self.default.is_some() || option_content(&self.field.ty).is_some()
    }

    fn read(&self, krate: &TokenStream) -> TokenStream {
        let content = self.content();
        let name = &self.name;
        let reader = quote!(#krate::EnvironmentReader);
        match &self.default {
            Some(default) => quote!(#reader::or_default::<#content>(reader, #name, #default)),
            None if self.is_optional() => quote!(#reader::optional::<#content>(reader, #name)),
            None => quote!(#reader::required::<#content>(reader, #name)),
        }
    }
}

/// Whether Lambda accepts the name.
fn is_variable_name(name: &str) -> bool {
    let mut letters = name.chars();
    letters.next().is_some_and(|first| first.is_ascii_alphabetic())
        && name.len() > 1
        && letters.all(|letter| letter.is_ascii_alphanumeric() || letter == '_')
}

/// Whether `text` can be a value of the type. For a type that is not a plain
/// number or `bool` only the handler can tell.
fn may_parse(ty: &Type, text: &str) -> bool {
    let Type::Path(path) = ty else { return true };
    let Some(ident) = path.path.get_ident() else {
        return true;
    };
    macro_rules! parses {
        ($($name:ident)*) => {
            match ident.to_string().as_str() {
                $(stringify!($name) => text.parse::<$name>().is_ok(),)*
                _ => true,
            }
        };
    }
    parses!(bool f64 i8 i16 i32 i64 u8 u16 u32 u64 usize)
}

fn generate(input: &DeriveInput, options: &Options, variables: &[Variable<'_>]) -> TokenStream {
    let Options { krate, handler } = options;
    let name = &input.ident;
    let idents: Vec<_> = variables.iter().map(|variable| variable.ident).collect();
    let reads = variables.iter().map(|variable| variable.read(krate));
    // Every variable is read before the first `?`, so that all problems are noted.
    let values: Vec<_> = (0..variables.len()).map(|i| format_ident!("value{i}")).collect();
    let wire = generate_wire(input, options, variables);
    quote! {
        #[automatically_derived]
        impl #krate::Environment for #name {
            const HANDLER: &'static str = #handler;

            fn read(reader: &mut #krate::EnvironmentReader<'_>) -> ::core::option::Option<Self> {
                #(let #values = #reads;)*
                ::core::option::Option::Some(Self { #(#idents: #values?,)* })
            }
        }

        #wire
    }
}

/// The struct that the stack fills.
fn generate_wire(
    input: &DeriveInput,
    options: &Options,
    variables: &[Variable<'_>],
) -> TokenStream {
    let Options { krate, handler } = options;
    let (name, vis) = (&input.ident, &input.vis);
    let wire = format_ident!("{name}Wire");
    let doc = format!("Fills the environment of `{}`, in the stack.", handler.value());
    let parameters: Vec<_> = (0..variables.len()).map(|i| format_ident!("W{i}")).collect();
    let fields = variables.iter().zip(&parameters).map(|(variable, parameter)| {
        let ident = variable.ident;
        let docs = variable.field.attrs.iter().filter(|a| a.path().is_ident("doc"));
        let doc = format!("Fills the variable `{}`.", variable.name.value());
        quote! {
            #[doc = #doc]
            ///
            #(#docs)*
            #vis #ident: #parameter
        }
    });
    let bounds = variables.iter().zip(&parameters).map(|(variable, parameter)| {
        let content = variable.content();
        if variable.is_optional() {
            quote!(#parameter: #krate::FillOptional<#content, V>)
        } else {
            quote!(#parameter: #krate::Fill<#content, V>)
        }
    });
    let entries = variables.iter().map(|variable| {
        let (ident, name) = (variable.ident, &variable.name);
        if variable.is_optional() {
            quote!((#name, #krate::FillOptional::fill_optional(wire.#ident)))
        } else {
            quote!((#name, ::core::option::Option::Some(#krate::Fill::fill(wire.#ident))))
        }
    });
    // These types lie at the user's struct: were they the derive's, the compiler
    // would advise a user who fills a variable wrongly to write the impl by hand.
    let span = name.span();
    let krate = krate.clone().into_iter().map(|mut token| {
        token.set_span(span);
        token
    });
    let krate: TokenStream = krate.collect();
    let from = quote_spanned!(span=> ::core::convert::From<#wire<#(#parameters),*>>);
    let wiring = quote_spanned!(span=> #krate::Wiring<#name, V>);
    quote! {
        #[doc = #doc]
        ///
        /// Every field takes what can fill its variable; none can be left out.
        #[derive(::core::fmt::Debug, ::core::clone::Clone, ::core::marker::Copy)]
        #[allow(dead_code, non_snake_case)]
        #vis struct #wire<#(#parameters),*> {
            #(#fields,)*
        }

        #[automatically_derived]
        impl<V, #(#parameters),*> #from for #wiring
        where
            #(#bounds,)*
        {
            fn from(wire: #wire<#(#parameters),*>) -> Self {
                #krate::Wiring::new([#(#entries),*])
            }
        }
    }
}

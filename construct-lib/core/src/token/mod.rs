//! Values that are known only at deployment, and the literals beside them.
//!
//! Everything is one untyped [`Expr`]; a [`Value<T>`] is an `Expr` with the
//! type of what it yields.

mod asset;
mod expr;
mod fold;
mod function;
mod into_value;
pub mod intrinsic;
mod json;
mod number;
mod props;
mod pseudo;
mod replace;
mod secret_value;
mod value;

pub use asset::{Architecture, Asset, AssetSource};
pub use expr::{AssetRef, Expr, ForEach, Key, Token};
pub use function::Intrinsic;
pub use into_value::{
    Condition, Entries, IntoValue, Json, List, Map, Marker, NamedCondition, NamedMapping,
    NamedParameter, PropertyType, Text,
};
pub(crate) use json::FOR_EACH;
pub use props::Props;
pub use pseudo::{Aws, Pseudo};
pub(crate) use replace::replace_ref;
pub use secret_value::{
    CfnDynamicReference, CfnDynamicReferenceService, SecretValue, SecretsManagerSecretOptions,
};
pub use value::Value;

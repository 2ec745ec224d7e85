//! The builder.

use construct_cfn::refs::ApiGatewayRestApiId;
use construct_core::{Expr, IntoValue, Json, Key, Value, intrinsic};

use super::{JsonSchemaType, JsonSchemaVersion, Keyword};

/// What a JSON value looks like: the schema of a model.
///
/// Appears as the `Schema` of an `AWS::ApiGateway::Model`, in draft 4 of
/// [JSON Schema](https://json-schema.org/specification-links#draft-4), which is
/// what [API Gateway takes](https://docs.aws.amazon.com/apigateway/latest/developerguide/models-mappings-models.html).
/// A keyword stands in the template in the order in which it was set, and an
/// object takes any further property unless
/// [`no_additional_properties`](Self::no_additional_properties) forbids it.
///
/// ```
/// use construct_lib::apigateway::JsonSchema;
///
/// let order = JsonSchema::object()
///     .title("Order")
///     .property("id", JsonSchema::string().format("uuid"))
///     .property("items", JsonSchema::array(JsonSchema::string()).min_items(1))
///     .property("total", JsonSchema::number().minimum(0.0))
///     .required(["id", "items"])
///     .no_additional_properties();
/// ```
///
/// With the feature `schemars`, `JsonSchema::of::<T>()` makes it from a Rust type.
///
/// # Errors
///
/// The construct that takes it reports `invalid-json-schema` for what
/// contradicts itself or is not in draft 4, and warns of
/// `json-schema-keyword-ignored`.
#[derive(Debug, Clone, PartialEq, Default)]
#[must_use]
pub struct JsonSchema {
    pub(super) keywords: Vec<(Key, Keyword)>,
}

/// The kinds of values.
impl JsonSchema {
    /// Any value.
    pub fn new() -> Self {
        Self::default()
    }

    /// A text.
    pub fn string() -> Self {
        Self::new().type_(JsonSchemaType::String)
    }

    /// A whole number.
    pub fn integer() -> Self {
        Self::new().type_(JsonSchemaType::Integer)
    }

    /// A number.
    pub fn number() -> Self {
        Self::new().type_(JsonSchemaType::Number)
    }

    /// `true` or `false`.
    pub fn boolean() -> Self {
        Self::new().type_(JsonSchemaType::Boolean)
    }

    /// `null`.
    pub fn null() -> Self {
        Self::new().type_(JsonSchemaType::Null)
    }

    /// An object.
    pub fn object() -> Self {
        Self::new().type_(JsonSchemaType::Object)
    }

    /// A list whose items look like this.
    pub fn array(items: JsonSchema) -> Self {
        Self::new().type_(JsonSchemaType::Array).items(items)
    }

    /// What a definition of the same schema says; by its name in
    /// [`definition`](Self::definition).
    pub fn definition_ref(name: &str) -> Self {
        Self::new()
            .reference(format!("#/definitions/{}", name.replace('~', "~0").replace('/', "~1")))
    }

    /// What another model of the API says.
    ///
    /// Appears as `$ref` with the address that API Gateway gives the model,
    /// `https://apigateway.amazonaws.com/restapis/API/models/NAME`.
    pub fn model_ref(
        api: impl IntoValue<ApiGatewayRestApiId>,
        model_name: impl IntoValue<String>,
    ) -> Self {
        Self::new().reference(intrinsic::concat([
            Expr::text("https://apigateway.amazonaws.com/restapis/"),
            api.into_expr(),
            Expr::text("/models/"),
            model_name.into_expr(),
        ]))
    }
}

/// Keywords for any value.
impl JsonSchema {
    /// The type of the value.
    pub fn type_(self, kind: JsonSchemaType) -> Self {
        self.value("type", Expr::text(kind.name()))
    }

    /// The types that the value may have.
    pub fn types(self, kinds: impl IntoIterator<Item = JsonSchemaType>) -> Self {
        self.value("type", Expr::list(kinds.into_iter().map(|kind| Expr::text(kind.name()))))
    }

    /// The version of the language; draft 4 by default. Counts at the outermost schema.
    pub fn schema(self, version: JsonSchemaVersion) -> Self {
        self.value(JsonSchemaVersion::KEYWORD, Expr::text(version.uri()))
    }

    /// The name of this schema, a URI.
    pub fn id(self, id: impl IntoValue<String>) -> Self {
        self.value("id", id.into_expr())
    }

    /// Refers to another schema by its address. Keywords beside it do not count.
    pub fn reference(self, address: impl IntoValue<String>) -> Self {
        self.value("$ref", address.into_expr())
    }

    /// A short name for people.
    pub fn title(self, text: impl IntoValue<String>) -> Self {
        self.value("title", text.into_expr())
    }

    /// What a person reads beside it.
    pub fn description(self, text: impl IntoValue<String>) -> Self {
        self.value("description", text.into_expr())
    }

    /// The only values there are.
    pub fn enumeration<V: IntoValue<Json>>(self, values: impl IntoIterator<Item = V>) -> Self {
        self.value("enum", Expr::list(values.into_iter().map(V::into_expr)))
    }

    /// What a client may take for a value that is not given.
    pub fn default_value(self, value: impl IntoValue<Json>) -> Self {
        self.value("default", value.into_expr())
    }

    /// What the text is, for example `date-time`.
    pub fn format(self, format: impl IntoValue<String>) -> Self {
        self.value("format", format.into_expr())
    }

    /// Adds a schema that [`definition_ref`](Self::definition_ref) names. Counts at the outermost schema.
    pub fn definition(self, name: impl Into<Key>, schema: JsonSchema) -> Self {
        self.named("definitions", name.into(), Keyword::Schema(schema))
    }

    /// All of these hold.
    pub fn all_of(self, schemas: impl IntoIterator<Item = JsonSchema>) -> Self {
        self.list("allOf", schemas)
    }

    /// At least one of these holds.
    pub fn any_of(self, schemas: impl IntoIterator<Item = JsonSchema>) -> Self {
        self.list("anyOf", schemas)
    }

    /// Exactly one of these holds.
    pub fn one_of(self, schemas: impl IntoIterator<Item = JsonSchema>) -> Self {
        self.list("oneOf", schemas)
    }

    /// This does not hold.
    pub fn not(self, schema: JsonSchema) -> Self {
        self.inner("not", schema)
    }
}

/// Keywords for numbers.
impl JsonSchema {
    /// The number is a multiple of this.
    pub fn multiple_of(self, step: impl IntoValue<f64>) -> Self {
        self.value("multipleOf", step.into_expr())
    }

    /// The greatest number.
    pub fn maximum(self, number: impl IntoValue<f64>) -> Self {
        self.value("maximum", number.into_expr())
    }

    /// The number is less than [`maximum`](Self::maximum), and not equal.
    pub fn exclusive_maximum(self) -> Self {
        self.value("exclusiveMaximum", Expr::Bool(true))
    }

    /// The least number.
    pub fn minimum(self, number: impl IntoValue<f64>) -> Self {
        self.value("minimum", number.into_expr())
    }

    /// The number is greater than [`minimum`](Self::minimum), and not equal.
    pub fn exclusive_minimum(self) -> Self {
        self.value("exclusiveMinimum", Expr::Bool(true))
    }
}

/// Keywords for texts.
impl JsonSchema {
    /// The most characters.
    pub fn max_length(self, count: u32) -> Self {
        self.value("maxLength", count_expr(count))
    }

    /// The fewest characters.
    pub fn min_length(self, count: u32) -> Self {
        self.value("minLength", count_expr(count))
    }

    /// A regular expression of ECMA 262 that a part of the text matches.
    pub fn pattern(self, pattern: impl IntoValue<String>) -> Self {
        self.value("pattern", pattern.into_expr())
    }
}

/// Keywords for lists.
impl JsonSchema {
    /// What every item looks like.
    pub fn items(self, schema: JsonSchema) -> Self {
        self.inner("items", schema)
    }

    /// What the items look like, each by its place.
    pub fn tuple_items(self, schemas: impl IntoIterator<Item = JsonSchema>) -> Self {
        self.list("items", schemas)
    }

    /// What the items after those of [`tuple_items`](Self::tuple_items) look like.
    pub fn additional_items(self, schema: JsonSchema) -> Self {
        self.inner("additionalItems", schema)
    }

    /// There are no items after those of [`tuple_items`](Self::tuple_items).
    pub fn no_additional_items(self) -> Self {
        self.value("additionalItems", Expr::Bool(false))
    }

    /// The most items.
    pub fn max_items(self, count: u32) -> Self {
        self.value("maxItems", count_expr(count))
    }

    /// The fewest items.
    pub fn min_items(self, count: u32) -> Self {
        self.value("minItems", count_expr(count))
    }

    /// No item stands twice.
    pub fn unique_items(self) -> Self {
        self.value("uniqueItems", Expr::Bool(true))
    }

    /// One item at least looks like this; of draft 7.
    pub fn contains(self, schema: JsonSchema) -> Self {
        self.inner("contains", schema)
    }
}

/// Keywords for objects.
impl JsonSchema {
    /// The most properties.
    pub fn max_properties(self, count: u32) -> Self {
        self.value("maxProperties", count_expr(count))
    }

    /// The fewest properties.
    pub fn min_properties(self, count: u32) -> Self {
        self.value("minProperties", count_expr(count))
    }

    /// The properties that must be there.
    pub fn required<N: Into<Key>>(self, names: impl IntoIterator<Item = N>) -> Self {
        self.value("required", Expr::list(names.into_iter().map(|name| Expr::Str(name.into()))))
    }

    /// What the property of this name looks like.
    pub fn property(self, name: impl Into<Key>, schema: JsonSchema) -> Self {
        self.named("properties", name.into(), Keyword::Schema(schema))
    }

    /// What properties look like whose names match this regular expression.
    pub fn pattern_property(self, pattern: impl Into<Key>, schema: JsonSchema) -> Self {
        self.named("patternProperties", pattern.into(), Keyword::Schema(schema))
    }

    /// What all other properties look like.
    pub fn additional_properties(self, schema: JsonSchema) -> Self {
        self.inner("additionalProperties", schema)
    }

    /// There are no other properties.
    pub fn no_additional_properties(self) -> Self {
        self.value("additionalProperties", Expr::Bool(false))
    }

    /// What the object looks like when it has this property.
    pub fn dependency(self, name: impl Into<Key>, schema: JsonSchema) -> Self {
        self.named("dependencies", name.into(), Keyword::Schema(schema))
    }

    /// What properties the object must have when it has this one.
    pub fn dependency_on<N: Into<Key>>(
        self,
        name: impl Into<Key>,
        others: impl IntoIterator<Item = N>,
    ) -> Self {
        let others = Expr::list(others.into_iter().map(|other| Expr::Str(other.into())));
        self.named("dependencies", name.into(), Keyword::Value(others))
    }

    /// What the names of properties look like; of draft 7.
    pub fn property_names(self, schema: JsonSchema) -> Self {
        self.inner("propertyNames", schema)
    }
}

impl JsonSchema {
    /// The schema as a template holds it, with its `$schema`.
    #[must_use]
    pub fn to_value(&self) -> Value<Json> {
        let Expr::Map(entries) = self.to_expr() else {
            return Value::unset();
        };
        let version = (
            Key::Borrowed(JsonSchemaVersion::KEYWORD),
            Expr::text(JsonSchemaVersion::Draft4.uri()),
        );
        let missing = self.get(JsonSchemaVersion::KEYWORD).is_none().then_some(version);
        Value::of(Expr::Map(missing.into_iter().chain(entries.into_vec()).collect()))
    }

    pub(super) fn to_expr(&self) -> Expr {
        Expr::Map(self.keywords.iter().map(|(key, value)| (key.clone(), value.to_expr())).collect())
    }

    pub(super) fn get(&self, keyword: &str) -> Option<&Keyword> {
        self.keywords.iter().find(|(key, _)| key == keyword).map(|(_, value)| value)
    }

    /// What stands behind a keyword that is not a schema.
    pub(super) fn get_value(&self, keyword: &str) -> Option<&Expr> {
        match self.get(keyword) {
            Some(Keyword::Value(value)) => Some(value),
            _ => None,
        }
    }

    pub(super) fn set(mut self, keyword: &'static str, value: Keyword) -> Self {
        match self.keywords.iter_mut().find(|(key, _)| key == keyword) {
            Some(entry) => entry.1 = value,
            None => self.keywords.push((Key::Borrowed(keyword), value)),
        }
        self
    }

    fn value(self, keyword: &'static str, value: Expr) -> Self {
        self.set(keyword, Keyword::Value(value))
    }

    fn inner(self, keyword: &'static str, schema: JsonSchema) -> Self {
        self.set(keyword, Keyword::Schema(schema))
    }

    fn list(self, keyword: &'static str, all: impl IntoIterator<Item = JsonSchema>) -> Self {
        self.set(keyword, Keyword::List(all.into_iter().collect()))
    }

    pub(super) fn named(mut self, keyword: &'static str, name: Key, value: Keyword) -> Self {
        let found = self.keywords.iter_mut().find(|(key, _)| key == keyword);
        let Some((_, Keyword::Named(all))) = found else {
            return self.set(keyword, Keyword::Named(vec![(name, value)]));
        };
        match all.iter_mut().find(|(other, _)| *other == name) {
            Some(entry) => entry.1 = value,
            None => all.push((name, value)),
        }
        self
    }
}

fn count_expr(count: u32) -> Expr {
    Expr::Int(i64::from(count))
}

#[diagnostic::do_not_recommend]
impl IntoValue<Json> for JsonSchema {
    fn into_expr(self) -> Expr {
        self.to_value().into()
    }
}

#[diagnostic::do_not_recommend]
impl IntoValue<Json> for &JsonSchema {
    fn into_expr(self) -> Expr {
        self.to_value().into()
    }
}

//! What an included template is given.

use construct_core::{Expr, IntoValue, Json, ResourceProps, ResourceType};
use construct_document::{Document, Problem};

/// What an [`Include`](super::Include) takes: a template, and what to replace in it.
#[derive(Debug, Clone)]
pub struct IncludeProps {
    pub(super) template: Result<Document, Problem>,
    pub(super) parameters: Vec<(String, Expr)>,
    pub(super) keeps_ids: bool,
    pub(super) types: Vec<&'static ResourceType>,
    pub(super) nested: Vec<(String, IncludeProps)>,
}

impl IncludeProps {
    /// A template in JSON or YAML; `name` is shown with each place in it.
    ///
    /// # Errors
    ///
    /// [`Include::new`](super::Include::new) reports what is wrong with the text.
    #[must_use]
    pub fn from_text(name: &str, text: impl AsRef<[u8]>) -> Self {
        Self::of(Document::parse(name, text))
    }

    /// A template in YAML.
    ///
    /// ```
    /// use construct_lib::include::IncludeProps;
    ///
    /// let props = IncludeProps::from_yaml("legacy.yaml", "Resources: {Topic: {Type: AWS::SNS::Topic}}");
    /// ```
    ///
    /// # Errors
    ///
    /// [`Include::new`](super::Include::new) reports what is wrong with the text.
    #[must_use]
    pub fn from_yaml(name: &str, text: impl AsRef<[u8]>) -> Self {
        Self::of(Document::parse_yaml(name, text))
    }

    /// A template in JSON.
    ///
    /// # Errors
    ///
    /// [`Include::new`](super::Include::new) reports what is wrong with the text.
    #[must_use]
    pub fn from_json(name: &str, text: impl AsRef<[u8]>) -> Self {
        Self::of(Document::parse_json(name, text))
    }

    /// A template that was read already.
    #[must_use]
    pub fn from_document(document: Document) -> Self {
        Self::of(Ok(document))
    }

    fn of(template: Result<Document, Problem>) -> Self {
        Self {
            template,
            parameters: Vec::new(),
            keeps_ids: true,
            types: Vec::new(),
            nested: Vec::new(),
        }
    }

    /// Replaces a parameter by a value: the parameter is left out, and what
    /// refers to it holds the value.
    ///
    /// # Errors
    ///
    /// [`Include::new`](super::Include::new) reports `include-unknown-element`
    /// when the template has no such parameter, and `include-parameter-in-use`
    /// when a function of the template asks for the parameter itself.
    #[must_use]
    pub fn parameter(mut self, name: impl Into<String>, value: impl IntoValue<Json>) -> Self {
        let (name, value) = (name.into(), value.into_expr());
        match self.parameters.iter_mut().find(|(known, _)| *known == name) {
            Some(parameter) => parameter.1 = value,
            None => self.parameters.push((name, value)),
        }
        self
    }

    /// Tells what this library knows of a type, so that the tags of scopes
    /// reach its resources. Without it they are left as they are.
    ///
    /// ```
    /// use construct_lib::cfn::dynamodb::CfnTableProps;
    /// use construct_lib::include::IncludeProps;
    ///
    /// let props = IncludeProps::from_yaml("legacy.yaml", "Resources: {}");
    /// let props = props.resource_type::<CfnTableProps>();
    /// ```
    #[must_use]
    pub fn resource_type<P: ResourceProps>(mut self) -> Self {
        self.types.push(P::TYPE);
        self
    }

    /// Includes the template of a nested stack, too: the resource of this
    /// logical id becomes a [`NestedStack`](crate::NestedStack) that holds it.
    ///
    /// Without it the resource stays as it is, with its `TemplateURL`.
    ///
    /// # Errors
    ///
    /// [`Include::new`](super::Include::new) reports `include-unknown-element`
    /// when the template has no such resource, and `include-wrong-type` when
    /// it is no `AWS::CloudFormation::Stack`.
    #[must_use]
    pub fn load_nested_stack(mut self, logical_id: impl Into<String>, props: Self) -> Self {
        self.nested.push((logical_id.into(), props));
        self
    }

    /// Whether logical ids stay as they are, which they do by default.
    ///
    /// With `false` they are computed from the construct paths, so that one
    /// template can be included twice in a stack.
    #[must_use]
    pub fn preserve_logical_ids(mut self, keep: bool) -> Self {
        self.keeps_ids = keep;
        self
    }
}

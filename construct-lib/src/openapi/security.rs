//! Who may call an operation, as security schemes.

use construct_document::{Element, Map};

use super::json::{IntoElement, object, shown, text};
use super::template::{Resource, reference};

/// The schemes of a document, in the order in which operations name them.
#[derive(Default)]
pub(super) struct Schemes(Map);

/// One scheme with the scopes that are asked for.
type Requirement = (String, Vec<String>);

impl Schemes {
    pub(super) fn into_map(self) -> Map {
        self.0
    }

    /// A key of a usage plan.
    pub(super) fn api_key(&mut self) -> Requirement {
        self.add("api_key", api_key("header", "x-api-key"))
    }

    /// A signature by the keys of AWS; named and marked as AWS's own export does.
    pub(super) fn iam(&mut self) -> Requirement {
        let mut scheme = Map::new();
        for (key, value) in [
            ("type", "apiKey"),
            ("description", "Signature Version 4 of AWS, for `execute-api`"),
            ("name", "Authorization"),
            ("in", "header"),
            ("x-amazon-apigateway-authtype", "awsSigv4"),
        ] {
            scheme.set(key, text(value));
        }
        self.add("sigv4", scheme.into_element())
    }

    /// A function that reads some parts of the request; all are needed.
    pub(super) fn lambda(
        &mut self,
        authorizer: Resource<'_>,
        sources: &[String],
    ) -> Vec<Requirement> {
        let name = name_of(authorizer);
        let mut found: Vec<Requirement> = Vec::new();
        for source in sources {
            let Some((place, key)) = source_of(source) else {
                continue;
            };
            let scheme = match found.len() {
                0 => name.clone(),
                n => format!("{name}{}", n + 1),
            };
            found.push(self.add(&scheme, api_key(place, key)));
        }
        if found.is_empty() {
            // It is asked for every request, whatever that holds.
            found.push(self.add(&name, api_key("header", "Authorization")));
        }
        found
    }

    /// A token of a user pool, or of any issuer whose address is known or not.
    pub(super) fn token(
        &mut self,
        authorizer: Resource<'_>,
        issuer: Option<&str>,
        scopes: &[String],
    ) -> Requirement {
        let scheme = token(issuer);
        let (name, _) = self.add(&name_of(authorizer), scheme);
        (name, scopes.to_vec())
    }

    fn add(&mut self, name: &str, scheme: Element) -> Requirement {
        self.0.set(name, scheme);
        (name.to_owned(), Vec::new())
    }
}

/// A JSON web token. Who issues it can only be said by an address that is known.
pub(super) fn token(issuer: Option<&str>) -> Element {
    match issuer {
        Some(issuer) => object([
            ("type", text("openIdConnect")),
            (
                "openIdConnectUrl",
                text(format!("{}/.well-known/openid-configuration", issuer.trim_end_matches('/'))),
            ),
        ]),
        None => object([
            ("type", text("http")),
            ("scheme", text("bearer")),
            ("bearerFormat", text("JWT")),
        ]),
    }
}

fn api_key(place: &str, name: &str) -> Element {
    object([("type", text("apiKey")), ("name", text(name)), ("in", text(place))])
}

/// Where an identity source looks: `method.request.header.Auth` in REST APIs,
/// `$request.header.Auth` in HTTP APIs.
fn source_of(source: &str) -> Option<(&'static str, &str)> {
    let source = source.trim();
    let source = source.strip_prefix("method.").or_else(|| source.strip_prefix('$'))?;
    let part = source.strip_prefix("request.")?;
    let (place, name) = part.split_once('.')?;
    match place {
        "header" => Some(("header", name)),
        "querystring" => Some(("query", name)),
        _ => None,
    }
}

/// The name of an authorizer, of the characters that a component's may have.
fn name_of(authorizer: Resource<'_>) -> String {
    component_name(authorizer.text("Name").unwrap_or(authorizer.id))
}

/// A text as the name of a component.
pub(super) fn component_name(text: &str) -> String {
    let is_allowed = |c: char| c.is_ascii_alphanumeric() || "._-".contains(c);
    text.chars().map(|c| if is_allowed(c) { c } else { '_' }).collect()
}

/// The issuer of the tokens of a user pool, when its ARN is known.
pub(super) fn issuer_of_user_pool(arn: &Element) -> Option<String> {
    let arn = arn.as_text()?;
    let mut parts = arn.split(':').skip(2);
    let (service, region) = (parts.next()?, parts.next()?);
    let pool = parts.nth(1)?.strip_prefix("userpool/")?;
    (service == "cognito-idp").then(|| format!("https://cognito-idp.{region}.amazonaws.com/{pool}"))
}

/// The identity sources of an authorizer: a text with commas, or a list.
pub(super) fn identity_sources(value: Option<&Element>) -> Vec<String> {
    let Some(value) = value else {
        return Vec::new();
    };
    if let Some(items) = value.as_list() {
        return items.iter().map(shown).collect();
    }
    shown(value).split(',').map(str::to_owned).collect()
}

/// The resource that an authorizer's id names.
pub(super) fn authorizer_id(of: Resource<'_>) -> Option<&str> {
    reference(of.get("AuthorizerId")?)
}

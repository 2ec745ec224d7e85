use serde_json::Value;

use super::{Rule, Sink, usage_plan};
use crate::template::{Resource, Template};
use crate::text::{Symbol, Text};

/// A domain name takes modern TLS alone, shows stages of the mapped APIs, and
/// the record in the hosted zone leads to it.
///
/// A mapping whose stage comes later is refused. With mutual TLS, the API's own
/// endpoint lets callers in without a certificate, unless it is switched off.
/// <https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-custom-domain-tls-version.html>
/// <https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-mutual-tls.html>
pub(super) const RULE: Rule = Rule { name: "domain-name", check };

const DOMAINS: [&str; 2] = ["AWS::ApiGateway::DomainName", "AWS::ApiGatewayV2::DomainName"];

fn check(template: &Template<'_>, sink: &mut Sink<'_>) {
    for kind in DOMAINS {
        for domain in template.of_kind(kind) {
            let configurations = domain.get("DomainNameConfigurations").and_then(Value::as_array);
            let policies = configurations
                .into_iter()
                .flatten()
                .filter_map(|configuration| configuration.get("SecurityPolicy"))
                .chain(domain.get("SecurityPolicy"));
            let old: Vec<_> = policies
                .filter_map(Value::as_str)
                .filter(|policy| policy.starts_with("TLS_1_0"))
                .collect();
            sink.expect(old.is_empty(), domain.id, || format!("still speaks `{}`", old.join("`")));
        }
    }
    for (kind, api, path) in [
        ("AWS::ApiGateway::BasePathMapping", "RestApiId", "BasePath"),
        ("AWS::ApiGatewayV2::ApiMapping", "ApiId", "ApiMappingKey"),
    ] {
        let mut taken = Vec::new();
        let mut open = Vec::new();
        for mapping in template.of_kind(kind) {
            mapped(template, mapping, api, sink);
            gone_round(template, mapping, api, &mut open, sink);
            let place = (mapping.get("DomainName"), mapping.get(path));
            sink.expect(!taken.contains(&place), mapping.id, || {
                "another mapping has the same path of the same domain".to_owned()
            });
            taken.push(place);
        }
    }
    for record in template.of_kind("AWS::Route53::RecordSet") {
        recorded(template, record, sink);
    }
}

fn mapped(template: &Template<'_>, mapping: Resource<'_>, property: &str, sink: &mut Sink<'_>) {
    let Some(api) = mapping.get(property).and_then(|v| template.reference(v)) else {
        return;
    };
    let Some(name) = mapping.get("Stage").map(|v| Text::of(template, v)) else {
        // Below a base path of a REST API the caller may name the stage.
        sink.expect(property == "RestApiId", mapping.id, || format!("names no stage of `{api}`"));
        return;
    };
    let stage = usage_plan::stages(template, api).find(|(_, own)| *own == name);
    let any = usage_plan::stages(template, api).next().is_some();
    match stage {
        Some((stage, _)) => {
            sink.expect(template.before(mapping.id).contains(stage), mapping.id, || {
                format!("does not wait for the stage `{stage}`")
            });
        }
        None => sink.expect(!any, mapping.id, || format!("`{api}` has no stage `{name}`")),
    }
}

/// Whether an API that is behind mutual TLS can be called without it; each API once.
fn gone_round<'a>(
    template: &Template<'a>,
    mapping: Resource<'a>,
    property: &str,
    seen: &mut Vec<&'a str>,
    sink: &mut Sink<'_>,
) {
    let named = |name: &str| template.resource(template.reference(mapping.get(name)?)?);
    let mutual = named("DomainName").is_some_and(|d| d.get("MutualTlsAuthentication").is_some());
    if let Some(api) = named(property).filter(|api| mutual && !seen.contains(&api.id)) {
        seen.push(api.id);
        let off = match api.get("DisableExecuteApiEndpoint") {
            Some(Value::String(text)) => text == "true",
            value => value == Some(&Value::Bool(true)),
        };
        sink.expect(off, api.id, || {
            format!(
                "`{}` asks callers for a certificate, but the API's own endpoint lets them in without",
                mapping.id
            )
        });
    }
}

/// Looks at a record that leads to a domain name.
fn recorded(template: &Template<'_>, record: Resource<'_>, sink: &mut Sink<'_>) {
    let target = |name: &str| {
        let value = record.get(&format!("AliasTarget.{name}"))?;
        match Text::of(template, value).0.as_slice() {
            [Symbol::Att(id, attribute)] => Some((id.clone(), attribute.clone())),
            _ => None,
        }
    };
    let (Some((domain, name)), zone) = (target("DNSName"), target("HostedZoneId")) else {
        return;
    };
    let Some(domain) = template.resource(&domain).filter(|d| DOMAINS.contains(&d.kind)) else {
        return;
    };
    let expected = match name.as_str() {
        "DistributionDomainName" => "DistributionHostedZoneId",
        _ => "RegionalHostedZoneId",
    };
    let well = zone.is_some_and(|(id, zone)| id == domain.id && zone == expected);
    sink.expect(well, record.id, || {
        format!("the zone of its target is not the {expected} of `{}`", domain.id)
    });
    if let (Some(own), Some(served)) = (record.get("Name"), domain.get("DomainName")) {
        let own = Text::of(template, own);
        let served = Text::of(template, served);
        let itself = own.0 == [Symbol::Ref(domain.id.to_owned())];
        sink.expect(itself || answers_to(&served, &own), record.id, || {
            format!("`{own}` leads to the domain name `{served}`, which does not answer to it")
        });
    }
}

/// Whether a domain name answers to a record's name. Of what is known only at deployment nothing is said.
fn answers_to(served: &Text, own: &Text) -> bool {
    let literal = |text: &Text| text.0.iter().all(|s| matches!(s, Symbol::Char(_)));
    let plain = |text: &Text| text.to_string().trim_end_matches('.').to_ascii_lowercase();
    let (own_name, name) = (plain(own), plain(served));
    let below = name.strip_prefix('*').is_some_and(|rest| own_name.ends_with(rest));
    own_name == name || below || !(literal(own) && literal(served))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::RULE;
    use crate::testing::{edited, good, with, without};

    #[test]
    fn a_domain_with_its_record_is_well() {
        RULE.passes(&good());
    }

    #[test]
    fn fails_for_old_tls() {
        let at = "/Resources/ShopDomain/Properties/DomainNameConfigurations/0/SecurityPolicy";
        RULE.fails(&with(at, json!("TLS_1_0")), "ShopDomain", "`TLS_1_0`");
    }

    #[test]
    fn fails_for_a_stage_that_there_is_not() {
        let at = "/Resources/ShopMapping/Properties/Stage";
        RULE.fails(&with(at, json!("beta")), "ShopMapping", "no stage `beta`");
        RULE.fails(&with(at, json!("$default")), "ShopMapping", "does not wait");
        RULE.fails(&without(at), "ShopMapping", "names no stage");
    }

    #[test]
    fn fails_for_a_path_twice() {
        let again = good()["Resources"]["ShopMapping"].clone();
        RULE.fails(&with("/Resources/ZMapping", again), "ZMapping", "the same path");
    }

    #[test]
    fn fails_when_mutual_tls_can_be_gone_round() {
        let template = without("/Resources/Shop/Properties/DisableExecuteApiEndpoint");
        RULE.fails(&template, "Shop", "without");
    }

    #[test]
    fn fails_for_the_zone_of_another_endpoint() {
        let at = "/Resources/ShopRecord/Properties/AliasTarget";
        let zone = json!({ "Fn::GetAtt": ["ShopDomain", "DistributionHostedZoneId"] });
        RULE.fails(
            &with(&format!("{at}/HostedZoneId"), zone),
            "ShopRecord",
            "RegionalHostedZoneId",
        );
        let zone = json!("Z2FDTNDATAQYW2");
        RULE.fails(&with(&format!("{at}/HostedZoneId"), zone), "ShopRecord", "`ShopDomain`");
    }

    #[test]
    fn fails_for_a_record_of_another_name() {
        let name = json!("store.example.com.");
        let template = with("/Resources/ShopRecord/Properties/Name", name);
        RULE.fails(&template, "ShopRecord", "does not answer to it");
        let name = json!({ "Ref": "ShopDomain" });
        RULE.passes(&edited(template.clone(), "/Resources/ShopRecord/Properties/Name", Some(name)));
        let all = json!("*.example.com");
        RULE.passes(&edited(template, "/Resources/ShopDomain/Properties/DomainName", Some(all)));
    }
}

//! The derive names attributes as serde does. Every check here asks serde.

use std::collections::BTreeMap;

use construct_contract::TableItem;
use serde::Serialize;
use serde_json::Value;

/// The names in the JSON that serde writes, in the order of the fields.
fn written(item: &impl Serialize) -> Vec<String> {
    // serde_json's own map may sort its keys, so their places in the text count.
    let json = serde_json::to_string(item).expect("serde writes an item");
    let map: BTreeMap<String, Value> = serde_json::from_str(&json).expect("an item is a map");
    let mut names: Vec<_> =
        map.into_keys().map(|name| (json.find(&format!("\"{name}\":")), name)).collect();
    names.sort();
    names.into_iter().map(|(_, name)| name).collect()
}

macro_rules! cases {
    ($($test:ident: [$($attribute:tt)*],)*) => {$(
        #[test]
        fn $test() {
            #[derive(Default, Serialize, TableItem)]
            #[serde($($attribute)*)]
            #[table(index(name = "by-both", partition_key = "r#type", sort_key = "plain"))]
            #[table(index(
                name = "by-leading",
                partition_key = "_leading",
                sort_key = "double__under",
                include = ["UPPER", "größe_in_cm"],
            ))]
            #[allow(non_snake_case)]
            struct Item {
                #[table(partition_key)]
                user_id: String,
                #[table(sort_key)]
                line_2_of_9a: u32,
                plain: String,
                r#type: String,
                _leading: String,
                trailing_: String,
                double__under: String,
                UPPER: String,
                größe_in_cm: i64,
                #[serde(rename = "e-mail")]
                renamed: String,
                #[serde(rename(serialize = "to", deserialize = "from"))]
                renamed_to: String,
                #[serde(rename(deserialize = "from"))]
                renamed_from: String,
            }

            let names = Item::ATTRIBUTES;
            assert_eq!(
                written(&Item::default()),
                [
                    names.user_id.name(),
                    names.line_2_of_9a.name(),
                    names.plain.name(),
                    names.r#type.name(),
                    names._leading.name(),
                    names.trailing_.name(),
                    names.double__under.name(),
                    names.UPPER.name(),
                    names.größe_in_cm.name(),
                    names.renamed.name(),
                    names.renamed_to.name(),
                    names.renamed_from.name(),
                ],
            );

            let schema = Item::SCHEMA;
            let keys: Vec<_> = schema.key_attributes().iter().map(|key| key.name()).collect();
            assert_eq!(
                keys,
                [
                    names.user_id.name(),
                    names.line_2_of_9a.name(),
                    names.r#type.name(),
                    names.plain.name(),
                    names._leading.name(),
                    names.double__under.name(),
                ],
            );
            let construct_contract::Projection::Include(included) =
                Item::INDEXES.by_leading.projection()
            else {
                panic!("the index holds {:?}", Item::INDEXES.by_leading.projection());
            };
            assert_eq!(included, [names.UPPER.name(), names.größe_in_cm.name()]);
        }
    )*};
}

cases! {
    names_without_rename_all: [default],
    names_in_lowercase: [rename_all = "lowercase"],
    names_in_uppercase: [rename_all = "UPPERCASE"],
    names_in_pascal_case: [rename_all = "PascalCase"],
    names_in_camel_case: [rename_all = "camelCase"],
    names_in_snake_case: [rename_all = "snake_case"],
    names_in_screaming_snake_case: [rename_all = "SCREAMING_SNAKE_CASE"],
    names_in_kebab_case: [rename_all = "kebab-case"],
    names_in_screaming_kebab_case: [rename_all = "SCREAMING-KEBAB-CASE"],
    names_renamed_when_written: [rename_all(serialize = "camelCase")],
    names_renamed_both_ways: [rename_all(serialize = "kebab-case", deserialize = "camelCase")],
    names_renamed_only_when_read: [rename_all(deserialize = "camelCase")],
    names_beside_other_attributes: [bound = "", rename_all = "camelCase", expecting = "an, item"],
}

#[test]
fn names_only_what_is_stored() {
    #[derive(Default, Serialize)]
    struct Address {
        street: String,
    }

    #[derive(Default, Serialize, TableItem)]
    #[serde(tag = "kind")]
    struct Item {
        #[table(partition_key)]
        id: String,
        #[serde(skip)]
        _cached: String,
        #[serde(skip_serializing, default)]
        _read_only: String,
        #[serde(flatten)]
        address: Address,
    }

    let ItemAttributes { id } = Item::ATTRIBUTES;
    let item = Item::default();
    assert_eq!(item.address.street, "");
    assert_eq!(written(&item), ["kind", id.name(), "street"]);
}

#[test]
fn names_under_cfg_attr() {
    #[derive(Default, Serialize, TableItem)]
    #[cfg_attr(all(), serde(rename_all = "PascalCase"))]
    struct Item {
        #[table(partition_key)]
        #[cfg_attr(any(), serde(rename = "never"))]
        item_id: String,
    }

    assert_eq!(written(&Item::default()), [Item::ATTRIBUTES.item_id.name()]);
    assert_eq!(Item::SCHEMA.partition_key().name(), "ItemId");
}

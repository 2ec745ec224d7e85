//! A crate that re-exports the contract says so with `crate = ".."`.

mod construct_lib {
    pub(crate) use ::construct_contract as contract;
}

use self::construct_lib::contract::{
    Environment, KeyAttribute, KeyType, TableItem, TableName, Wiring,
};

#[derive(KeyAttribute)]
#[key_attribute(crate = "self::construct_lib::contract")]
struct Id(#[allow(dead_code)] u64);

#[derive(TableItem)]
#[allow(dead_code)]
#[table(crate = "self::construct_lib::contract")]
#[table(index(name = "by-name", partition_key = "name", sort_key = "id", keys_only))]
struct Item {
    #[table(partition_key)]
    id: Id,
    name: String,
}

#[derive(Environment)]
#[environment(crate = "self::construct_lib::contract", handler = "item-handler")]
struct Env {
    items: TableName<Item>,
}

#[test]
fn the_derives_use_the_path_given() {
    assert_eq!(Item::SCHEMA.partition_key().key_type(), KeyType::Number);
    assert_eq!(Item::SCHEMA.indexes(), [Item::INDEXES.by_name]);
    let env = Env::load_from(|_| Some("items".to_owned())).unwrap();
    assert_eq!(env.items.as_str(), "items");
    let wiring = Wiring::<Env, crate::stack::Expression>::from(EnvWire { items: env.items });
    assert_eq!(wiring.handler(), "item-handler");
}

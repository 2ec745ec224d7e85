//! The sample is a construct like any other: it can be used again.

use app::UserService;
use construct_lib::{App, Construct, Node};
use serde_json::Value;

/// A user's own construct with a service in it.
struct Shop {
    node: Node,
    service: UserService,
}

impl Shop {
    fn new(scope: &dyn Construct, id: &str) -> Self {
        let node = Node::new(scope, id);
        let service = UserService::new(&node, "Customers");
        Self { node, service }
    }
}

impl Construct for Shop {
    fn node(&self) -> &Node {
        &self.node
    }
}

fn parsed(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

#[test]
fn twice_in_one_app_gives_two_stacks() {
    let app = App::new();
    UserService::new(&app, "Users");
    UserService::new(&app, "Customers");
    let assembly = app.synth().unwrap();
    assert_eq!(assembly.stacks().len(), 2);
    let template = |name: &str| parsed(assembly.stack(name).unwrap().template_json());
    let (users, customers) = (template("Users"), template("Customers"));
    // The ids start below the stack, but the permission's name tells of whom it is.
    let ids = |t: &Value| -> Vec<String> {
        let all = t["Resources"].as_object().unwrap();
        all.keys().filter(|id| !id.contains("ApiPermission")).cloned().collect()
    };
    assert_eq!(ids(&users), ids(&customers));
    assert_eq!(ids(&users).len() + 1, users["Resources"].as_object().unwrap().len());
    for template in [users, customers] {
        assert_eq!(template_semantics::check(&template), []);
    }
}

#[test]
fn inside_a_construct_of_the_user() {
    let app = App::new();
    let shop = Shop::new(&app, "Shop");
    assert_eq!(shop.service.api.node().path(), "Shop/Customers/UserApi");
    let assembly = app.synth().unwrap();
    let [stack] = assembly.stacks() else { panic!("not exactly one stack") };
    assert_eq!(stack.path(), "Shop/Customers");
    let template = parsed(stack.template_json());
    assert_eq!(template_semantics::check(&template), []);
    assert!(template["Resources"].get("UserTableBD4BF69E").is_some(), "ids start below the stack");
}

#[test]
fn under_one_id_twice_is_an_error() {
    let app = App::new();
    UserService::new(&app, "Users");
    UserService::new(&app, "Users");
    let error = app.synth().unwrap_err().to_string();
    assert!(error.contains("duplicate-construct-id"), "{error}");
}

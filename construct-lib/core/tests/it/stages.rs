//! Groups of stacks that are deployed together.

use construct_core::{
    App, Asset, AssetSource, Construct, Environment, Expr, Node, Stack, StackProps, Stage,
    StageProps,
};

use crate::support::{check_report, topic};

fn stack(scope: &dyn Construct, id: &str) -> Stack {
    let stack = Stack::new(scope, id, StackProps::new());
    topic(&stack, "Topic");
    stack
}

#[test]
fn a_stage_gives_its_stacks_a_name_an_environment_and_a_folder() {
    let app = App::new();
    let environment = Environment::agnostic().account("123456789012").region("eu-west-1");
    let prod = Stage::new(&app, "Prod", StageProps::new().environment(environment.clone()));
    let orders = stack(&prod, "Orders");
    let seoul = Environment::agnostic().region("ap-northeast-2");
    let inner = Stage::new(&prod, "Inner", StageProps::new().environment(seoul));
    let deep = stack(&inner, "Deep");
    let far = stack(&Node::new(&inner, "Group"), "Far");
    assert_eq!(orders.environment(), environment);
    assert_eq!(deep.environment(), environment.clone().region("ap-northeast-2"));
    assert_eq!(Stage::of(&deep), Some(inner.clone()));
    assert_eq!(Stage::of(&inner), Some(prod.clone()));
    assert_eq!(Stage::of(&prod), None);
    assert_eq!(far.stack_name(), "Prod-Inner-GroupFar0C0076A1");

    let assembly = app.synth().unwrap();
    // Measured with aws-cdk-lib 2.276.0.
    let found: Vec<_> = assembly
        .stacks()
        .iter()
        .map(|s| (s.path(), s.stack_name(), s.directory(), s.template_file()))
        .collect();
    let inside = "assembly-Prod/assembly-Prod-Inner";
    let expected = [
        ("Prod/Orders", "Prod-Orders", "assembly-Prod", "ProdOrders525171E2"),
        ("Prod/Inner/Deep", "Prod-Inner-Deep", inside, "ProdInnerDeepD914BBA8"),
        (
            "Prod/Inner/Group/Far",
            "Prod-Inner-GroupFar0C0076A1",
            inside,
            "ProdInnerGroupFarC2A4755B",
        ),
    ]
    .map(|(path, name, folder, id)| (path, name, folder.to_owned(), format!("{id}.template.json")));
    assert_eq!(found, expected);
    let stages = assembly.stack("Prod/Inner/Deep").unwrap().stages();
    assert_eq!(stages[1].path(), "Prod/Inner");
    assert_eq!(stages[1].directory(), "assembly-Prod-Inner");
    assert!(assembly.stacks()[0].template_json().contains("\"Topic\": {"));
}

#[test]
fn a_stage_can_have_another_name_than_its_id() {
    let app = App::new();
    let stage = Stage::new(&app, "Prod.x_1", StageProps::new().stage_name("live"));
    let inner = Stage::new(&stage, "In", StageProps::new());
    let hidden = stack(&Node::new(&stage, "Group"), "Default");
    assert_eq!(stack(&inner, "Deep").stack_name(), "live-In-Deep");
    assert_eq!(hidden.stack_name(), "live-Group");
    let assembly = app.synth().unwrap();
    let deep = assembly.stack("live-In-Deep").unwrap();
    assert_eq!(deep.id(), "Prodx1InDeep6F61E3DB");
    assert_eq!(deep.directory(), "assembly-Prod.x_1/assembly-Prod.x_1-In");
    assert_eq!(assembly.stack("live-Group").unwrap().id(), "Prodx1Group88748DCE");
}

#[test]
fn a_template_in_a_stage_reaches_the_assets_of_the_whole_assembly() {
    let app = App::new();
    let stage = Stage::new(&app, "Prod", StageProps::new());
    let inner = Stage::new(&stage, "Inner", StageProps::new());
    let asset = Asset::new(AssetSource::Zip { path: "code.zip".into() });
    for scope in [&app as &dyn Construct, &stage, &inner] {
        topic(&stack(scope, "S"), "T").add_property_override("Code", Expr::asset(asset.clone()));
    }
    let assembly = app.synth().unwrap();
    let path = asset.path();
    for (name, way) in [("S", ""), ("Prod-S", "../"), ("Prod-Inner-S", "../../")] {
        let template = assembly.stack(name).unwrap().template_json();
        assert!(template.contains(&format!("\"Code\": \"{way}{path}\"")), "{template}");
    }
}

#[test]
fn bad_stages() {
    let app = App::new();
    for id in ["1st", "a b", "프로드"] {
        stack(&Stage::new(&app, id, StageProps::new().stage_name("good")), id);
    }
    let prod = Stage::new(&app, "Prod_x", StageProps::new());
    let orders = stack(&prod, "Orders");
    Stage::new(&orders, "Late", StageProps::new());
    stack(&Stage::new(&app, "A-B", StageProps::new()), "One");
    stack(&Stage::new(&Node::new(&app, "A"), "B", StageProps::new()), "Two");
    check_report("stages", &app.synth().unwrap_err().to_string());
}

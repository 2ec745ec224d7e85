//! All sections of a template, in order.

use construct_core::{
    App, Aws, CfnCondition, CfnMapping, CfnOutput, CfnOutputProps, CfnParameter, CfnParameterProps,
    CfnResource, Construct, Environment, Expr, Node, ParameterType, Props, RemovalPolicy, Stack,
    StackProps, Synthesizer, intrinsic,
};
use serde_json::json;

use crate::support::{TOPIC, template, topic, unchecked_app};

const WHOLE: &str = r#"{
 "Description": "orders",
 "Metadata": {
  "Team": "orders"
 },
 "Parameters": {
  "Size": {
   "Type": "Number",
   "Default": "1",
   "MinValue": 1
  }
 },
 "Mappings": {
  "Domains": {
   "eu": {
    "Domain": "orders.eu",
    "Mail": "m.eu"
   },
   "kr": {
    "Domain": "orders.kr"
   }
  }
 },
 "Conditions": {
  "Large": {
   "Fn::Equals": [
    {
     "Ref": "Size"
    },
    "9"
   ]
  },
  "Any": {
   "Fn::Or": [
    {
     "Condition": "Large"
    },
    {
     "Fn::Not": [
      {
       "Condition": "Large"
      }
     ]
    }
   ]
  }
 },
 "Resources": {
  "First": {
   "Type": "AWS::SNS::Topic"
  },
  "GroupTopic7FCA6724": {
   "Type": "AWS::SNS::Topic",
   "Properties": {
    "Name": {
     "Fn::If": [
      "Large",
      {
       "Fn::FindInMap": [
        "Domains",
        {
         "Ref": "AWS::Region"
        },
        "Domain"
       ]
      },
      {
       "Ref": "AWS::NoValue"
      }
     ]
    },
    "Empty": []
   },
   "DependsOn": [
    "First"
   ],
   "CreationPolicy": {
    "Count": 1
   },
   "UpdatePolicy": {
    "Pause": "PT5M"
   },
   "UpdateReplacePolicy": "Retain",
   "DeletionPolicy": "RetainExceptOnCreate",
   "Metadata": {
    "Why": "because"
   },
   "Condition": "Any"
  }
 },
 "Outputs": {
  "GroupOutAB2D817E": {
   "Description": "its ARN",
   "Value": {
    "Fn::GetAtt": [
     "GroupTopic7FCA6724",
     "TopicArn"
    ]
   },
   "Export": {
    "Name": {
     "Fn::Sub": "${AWS::StackName}-arn"
    }
   },
   "Condition": "Any"
  }
 }
}
"#;

#[test]
fn all_sections_and_attributes_are_written_in_order() {
    let app = App::new();
    let stack = Stack::new(&app, "Orders", StackProps::new().description("orders"));
    stack.add_metadata("Team", "orders");
    let first = topic(&stack, "First");
    let size = CfnParameterProps::new(ParameterType::Number).default_value("1").min_value(1);
    let size = CfnParameter::new(&stack, "Size", size);
    let domains = CfnMapping::new(&stack, "Domains");
    domains.set_value("eu", "Domain", "orders.eu");
    domains.set_value("kr", "Domain", "orders.kr");
    domains.set_value("eu", "Mail", "m.eu");
    let large = CfnCondition::new(&stack, "Large", intrinsic::equals(size.value(), "9"));
    let any = intrinsic::or([large.value(), intrinsic::not(&large)]);
    let any = CfnCondition::new(&stack, "Any", any);
    let group = Node::new(&stack, "Group");
    let domain = intrinsic::find_in_map(&domains, Aws::REGION, "Domain");
    let name = intrinsic::if_::<String>(&large, domain, Aws::NO_VALUE);
    let props = Props::new().with("Name", name.into()).with("Empty", Expr::list([]));
    let t = CfnResource::define(&group, "Topic", &TOPIC, props);
    t.add_dependency(&first);
    t.set_creation_policy(json!({"Count": 1}));
    t.set_update_policy(json!({"Pause": "PT5M"}));
    t.apply_removal_policy(RemovalPolicy::RetainExceptOnCreate);
    t.add_metadata("Why", "because");
    t.set_condition(&any);
    let output = CfnOutputProps::new(t.get_att("TopicArn"))
        .description("its ARN")
        .export_name(intrinsic::sub("${AWS::StackName}-arn"))
        .condition(&any);
    CfnOutput::new(&group, "Out", output);
    let assembly = app.synth().unwrap();
    assert_eq!(assembly.stacks()[0].template_json(), WHOLE);
    assert_eq!(assembly.stacks()[0].outputs(), ["GroupOutAB2D817E"]);
}

#[test]
fn indentation_can_be_left_out() {
    let app = App::new();
    let stack = Stack::new(&app, "A", StackProps::new().suppress_template_indentation());
    topic(&stack, "T");
    let assembly = app.synth().unwrap();
    assert_eq!(
        assembly.stacks()[0].template_json(),
        "{\"Resources\":{\"T\":{\"Type\":\"AWS::SNS::Topic\"}}}\n"
    );
}

#[test]
fn redundant_dependencies_are_dropped_and_others_kept() {
    let app = unchecked_app();
    let stack = Stack::new(&app, "A", StackProps::new());
    let [function, role, policy] = ["Function", "Role", "Policy"].map(|id| topic(&stack, id));
    policy.add_property_override("Roles", Expr::list([role.ref_expr()]));
    function.add_property_override("Role", role.att_expr("Arn"));
    let both = Node::new(&stack, "Both");
    function.node().add_dependency(&role);
    function.node().add_dependency(&policy);
    function.node().add_dependency(&both);
    assert_eq!(template(&app)["Resources"]["Function"]["DependsOn"], json!(["Policy"]));
}

#[test]
fn a_scope_that_waits_makes_all_its_resources_wait() {
    let app = App::new();
    let stack = Stack::new(&app, "A", StackProps::new());
    let [first, second] = ["First", "Second"].map(|id| Node::new(&stack, id));
    for id in ["A", "B"] {
        topic(&first, id);
        topic(&second, id);
    }
    let child = topic(&second, "Own");
    second.add_dependency(&first);
    second.add_dependency(&child);
    let template = template(&app);
    let waits = |id: &str| {
        let resources = template["Resources"].as_object().unwrap();
        let (_, resource) = resources.iter().find(|(k, _)| k.starts_with(id)).unwrap();
        resource["DependsOn"].as_array().map_or(0, Vec::len)
    };
    assert_eq!(
        [waits("SecondA"), waits("SecondB"), waits("SecondOwn"), waits("FirstA")],
        [3, 3, 2, 0]
    );
}

#[test]
fn stacks_are_told_in_which_order_they_are_deployed() {
    let app = App::new();
    let [a, b, c] = ["A", "B", "C"].map(|id| Stack::new(&app, id, StackProps::new()));
    let [in_a, in_b, _] = [&a, &b, &c].map(|s| topic(s, "Topic"));
    in_a.add_dependency(&in_b);
    b.node().add_dependency(&c);
    let assembly = app.synth().unwrap();
    let order: Vec<(&str, &[String])> =
        assembly.stacks().iter().map(|s| (s.id(), s.dependencies())).collect();
    assert_eq!(order, [("C", &[][..]), ("B", &["C".to_owned()]), ("A", &["B".to_owned()])]);
    assert!(!assembly.stack("A").unwrap().template_json().contains("DependsOn"));
}

#[test]
fn the_bootstrap_stack_is_asked_for_its_version() {
    let app = App::new();
    app.set_synthesizer(Synthesizer::bootstrap());
    let stack = Stack::new(&app, "A", StackProps::new());
    topic(&stack, "T");
    let template = template(&app);
    assert_eq!(
        template["Parameters"]["BootstrapVersion"]["Default"],
        "/cdk-bootstrap/hnb659fds/version"
    );
    assert!(template["Rules"]["CheckBootstrapVersion"]["Assertions"].is_array());
}

#[test]
fn a_fixed_environment_takes_the_place_of_pseudo_parameters() {
    let app = App::new();
    let seoul = Environment::agnostic().account("111122223333").region("ap-northeast-2");
    let fixed = Stack::new(&app, "Fixed", StackProps::new().environment(seoul));
    let open = Stack::new(&app, "Open", StackProps::new());
    assert_eq!(fixed.region().as_literal(), Some("ap-northeast-2"));
    assert!(open.region().is_late());
    let t = topic(&fixed, "T");
    t.add_property_override("Arn", Expr::from(fixed.format_arn("sns", "orders")));
    topic(&open, "T").add_property_override("Arn", Expr::from(open.format_arn("sns", "orders")));
    let assembly = app.synth().unwrap();
    let arn = |i: usize| {
        let template: serde_json::Value =
            serde_json::from_slice(assembly.stacks()[i].template()).unwrap();
        template["Resources"]["T"]["Properties"]["Arn"].clone()
    };
    let partition = json!({"Ref": "AWS::Partition"});
    assert_eq!(
        arn(0),
        json!({"Fn::Join": ["", ["arn:", partition, ":sns:ap-northeast-2:111122223333:orders"]]})
    );
    let (region, account) = (json!({"Ref": "AWS::Region"}), json!({"Ref": "AWS::AccountId"}));
    assert_eq!(
        arn(1),
        json!({"Fn::Join": ["", ["arn:", partition, ":sns:", region, ":", account, ":orders"]]})
    );
}

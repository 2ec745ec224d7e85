//! Dynamic references, and where secrets may stand.

use construct_core::{
    App, CfnCondition, CfnDynamicReference, CfnMapping, CfnOutput, CfnOutputProps, CfnParameter,
    CfnParameterProps, CfnResource, Construct, Expr, SecretValue, SecretsManagerSecretOptions,
    Stack, Value, intrinsic,
};
use serde_json::json;

use crate::support::{app_with_stack, check_report, errors, template, topic};

fn secret() -> Value<String> {
    let options = SecretsManagerSecretOptions::new().json_field("password");
    SecretValue::secrets_manager("orders/database", options).unsafe_unwrap()
}

fn secure() -> Value<String> {
    SecretValue::ssm_secure("/orders/password", Some(2)).unsafe_unwrap()
}

fn plain() -> Value<String> {
    CfnDynamicReference::ssm("/orders/size", None).value()
}

#[test]
fn secrets_are_taken_where_cloudformation_resolves_them() {
    let (app, stack) = app_with_stack();
    let database = CfnResource::new(&stack, "Database", "AWS::RDS::DBInstance");
    database.add_property_override("MasterUserPassword", Expr::from(secure()));
    database.add_property_override("MasterUsername", Expr::from(secret()));
    let address = intrinsic::concat([
        Expr::text("postgres://user:"),
        secret().into(),
        Expr::text("@"),
        topic(&stack, "Other").get_att("Endpoint.Address").into(),
    ]);
    database.add_property_override("Address", Expr::from(address));
    database.add_metadata("Size", Expr::from(plain()));
    let user = CfnResource::new(&stack, "User", "AWS::IAM::User");
    user.add_property_override("LoginProfile.Password", Expr::from(secure()));
    let apps = CfnResource::new(&stack, "Apps", "AWS::OpsWorks::Stack");
    let instances = json!([{"DbPassword": secure().as_literal().unwrap()}]);
    apps.add_property_override("RdsDbInstances", instances);
    CfnOutput::new(&stack, "Size", CfnOutputProps::new(plain()));
    CfnParameter::new(&stack, "Given", CfnParameterProps::string().default_value(secret()));
    let assembly = app.synth().unwrap_or_else(|e| panic!("{e}"));
    assert!(assembly.diagnostics().is_empty());
    assert_eq!(
        template(&app)["Resources"]["Database"]["Properties"]["MasterUsername"],
        "{{resolve:secretsmanager:orders/database:SecretString:password::}}"
    );
}

#[test]
fn secrets_where_cloudformation_does_not_resolve_them() {
    let (app, stack) = app_with_stack();
    let holder = topic(&stack, "Holder");
    holder.add_property_override("Name.First", Expr::from(secure()));
    holder.add_metadata("Password", Expr::from(secret()));
    let database = CfnResource::new(&stack, "Database", "AWS::RDS::DBInstance");
    database.add_property_override("MasterUsername", Expr::from(secure()));
    CfnOutput::new(&stack, "Shown", CfnOutputProps::new(secret()));
    let inside = intrinsic::sub("x-{{resolve:ssm-secure:${AWS::StackName}}}").value();
    CfnOutput::new(&stack, "Inside", CfnOutputProps::new(inside));
    CfnOutput::new(&stack, "Exported", CfnOutputProps::new("x").export_name(plain()));
    CfnCondition::new(&stack, "Decided", intrinsic::equals(plain(), "large"));
    CfnMapping::new(&stack, "Mapping").set_value("a", "b", secret());
    stack.add_metadata("Password", Expr::from(secret()));
    let parts = intrinsic::split(
        ",",
        intrinsic::concat([plain().into(), topic(&stack, "Other").ref_expr()]),
    );
    holder.add_property_override("Split", Expr::from(parts));
    check_report("secrets-misplaced", &app.synth().unwrap_err().to_string());
}

#[test]
fn secrets_that_everybody_can_read_are_warned_of() {
    let (app, stack) = app_with_stack();
    let made = |id: &str, ty: &str, path: &str| {
        let resource = CfnResource::new(&stack, id, ty);
        resource.add_property_override(path, Expr::from(secret()));
        resource
    };
    made("Function", "AWS::Lambda::Function", "Environment.Variables.PASSWORD");
    made("Custom", "Custom::Anything", "Password");
    made("Described", "AWS::SNS::Topic", "Description");
    made("Hidden", "AWS::RDS::DBInstance", "MasterUserPassword");
    let task = CfnResource::new(&stack, "Task", "AWS::ECS::TaskDefinition");
    let variable = json!({"Name": "PASSWORD", "Value": secret().as_literal().unwrap()});
    task.add_property_override("ContainerDefinitions", json!([{"Environment": [variable]}]));
    let instance = CfnResource::new(&stack, "Instance", "AWS::EC2::Instance");
    let script = intrinsic::base64(secret());
    instance.add_property_override("UserData", Expr::from(script));
    let accepted = made("Accepted", "AWS::Lambda::Function", "Environment.Variables.PASSWORD");
    accepted.node().acknowledge_warning("secret-exposed", "a test database");
    let report = construct_core::Report::new(app.synth().unwrap().diagnostics()).to_string();
    check_report("secrets-exposed", &report);
}

#[test]
fn references_that_cloudformation_cannot_read() {
    let (app, stack) = app_with_stack();
    let holder = topic(&stack, "Holder");
    let late = intrinsic::concat([Expr::text("{{resolve:ssm:"), topic(&stack, "Other").ref_expr()]);
    let cases: [(&str, Expr); 9] = [
        ("Open", "{{resolve:ssm:name".into()),
        ("Late", late.into()),
        ("Service", "{{resolve:s3:bucket}}".into()),
        ("Label", "a {{resolve:ssm:name:latest}} b".into()),
        ("Secret", "{{resolve:secretsmanager:name:String:field}}".into()),
        ("Colon", SecretValue::ssm_secure("a:b", None).unsafe_unwrap().into()),
        ("Arn", "{{resolve:secretsmanager:arn:aws:secretsmanager}}".into()),
        ("Versions", "{{resolve:secretsmanager:name:SecretString:f:stage:id}}".into()),
        ("Spaced", "{{ resolve:ssm:name }}".into()),
    ];
    for (name, value) in cases {
        holder.add_property_override(name, value);
    }
    // Neither is a reference.
    holder.add_property_override("Mail", "Dear {{name}}");
    holder.add_property_override("Braces", "{{{{");
    check_report("dynamic-references", &app.synth().unwrap_err().to_string());
}

#[test]
fn a_reference_may_be_put_together_from_parts() {
    let (app, stack) = app_with_stack();
    let name = CfnParameter::new(&stack, "Name", CfnParameterProps::string());
    let database = CfnResource::new(&stack, "Database", "AWS::RDS::DBInstance");
    let options = SecretsManagerSecretOptions::new().json_field("user").version_stage("OLD");
    let user = SecretValue::secrets_manager(name.value(), options).unsafe_unwrap();
    database.add_property_override("MasterUsername", Expr::from(user));
    let text = intrinsic::sub("{{resolve:secretsmanager:${Name}:SecretString:${field}}}")
        .variable("field", "password")
        .value();
    database.add_property_override("MasterUserPassword", Expr::from(text));
    let joined =
        intrinsic::join(":", [Value::text("{{resolve:ssm"), name.value(), Value::text("1}}")]);
    database.add_property_override("Size", Expr::from(joined));
    assert!(app.synth().unwrap_or_else(|e| panic!("{e}")).diagnostics().is_empty());
}

#[test]
fn a_parameter_that_is_a_secret_must_not_be_shown() {
    let (app, stack): (App, Stack) = app_with_stack();
    topic(&stack, "Topic");
    let hidden = CfnParameter::new(&stack, "Hidden", CfnParameterProps::string().no_echo());
    let shown = CfnParameter::new(&stack, "Shown", CfnParameterProps::string());
    let secrets = [&hidden, &shown].map(SecretValue::cfn_parameter);
    assert_eq!(format!("{:?}", secrets[0]), "SecretValue(..)");
    let found = errors(&app);
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].code(), found[0].path()), ("secret-shown", "Stack/Shown"));
}

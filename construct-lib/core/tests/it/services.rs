//! What services refuse although each value alone is fine.

use construct_core::{App, CfnResource, Stack, StackProps};
use serde_json::{Value, json};

/// The codes that synthesis reports for these resources, `{id: [type, properties]}`.
#[track_caller]
fn found(resources: Value) -> Vec<String> {
    let app = App::new();
    let stack = Stack::new(&app, "Stack", StackProps::new());
    for (id, resource) in resources.as_object().unwrap() {
        let made = CfnResource::new(&stack, id, resource[0].as_str().unwrap());
        for (name, value) in resource[1].as_object().into_iter().flatten() {
            made.add_property_override(name, value.clone());
        }
    }
    let diagnostics = match app.synth() {
        Ok(assembly) => assembly.diagnostics().to_vec(),
        Err(error) => error.diagnostics().to_vec(),
    };
    let mut codes: Vec<String> = diagnostics.iter().map(|d| d.code().to_owned()).collect();
    codes.sort();
    codes.dedup();
    codes
}

#[track_caller]
pub(crate) fn finds(code: &str, resources: Value) {
    assert_eq!(found(resources.clone()), [code], "{resources}");
}

#[track_caller]
pub(crate) fn accepts(resources: Value) {
    assert_eq!(found(resources.clone()), [] as [&str; 0], "{resources}");
}

/// A table with these keys and defined attributes, and more properties.
fn table(keys: &[(&str, &str)], attributes: &[&str], more: Value) -> Value {
    let keys = keys.iter().map(|(name, kind)| json!({"AttributeName": name, "KeyType": kind}));
    let attributes =
        attributes.iter().map(|name| json!({"AttributeName": name, "AttributeType": "S"}));
    let mut properties = json!({
        "KeySchema": keys.collect::<Vec<_>>(),
        "AttributeDefinitions": attributes.collect::<Vec<_>>(),
        "BillingMode": "PAY_PER_REQUEST",
    });
    for (name, value) in more.as_object().into_iter().flatten() {
        properties[name] = value.clone();
    }
    json!({"T": ["AWS::DynamoDB::Table", properties]})
}

const HASH: (&str, &str) = ("a", "HASH");
const RANGE: (&str, &str) = ("b", "RANGE");

fn index(more: Value) -> Value {
    let mut index = json!({
        "IndexName": "byB",
        "KeySchema": [{"AttributeName": "b", "KeyType": "HASH"}],
        "Projection": {"ProjectionType": "ALL"},
    });
    for (name, value) in more.as_object().into_iter().flatten() {
        index[name] = value.clone();
    }
    json!({"GlobalSecondaryIndexes": [index]})
}

#[test]
fn keys_and_attributes_of_a_table_fit() {
    accepts(table(&[HASH, RANGE], &["a", "b"], json!({})));
    accepts(table(&[HASH], &["a", "b"], index(json!({}))));
    finds("table-keys", table(&[HASH, RANGE], &["a"], json!({})));
    finds("table-keys", table(&[HASH], &["a", "b"], json!({})));
    finds("table-keys", table(&[("b", "RANGE"), ("a", "HASH")], &["a", "b"], json!({})));
    finds("table-keys", table(&[HASH, ("b", "HASH")], &["a", "b"], json!({})));
    // What deployment decides leaves open which attributes are used.
    let mut late = table(&[HASH], &["a", "b"], json!({}));
    late["T"][1]["KeySchema"][0]["AttributeName"] = json!({"Ref": "AWS::StackName"});
    accepts(late);
}

#[test]
fn indexes_are_billed_as_their_table_and_name_what_they_include() {
    let capacity = json!({"ReadCapacityUnits": 1, "WriteCapacityUnits": 1});
    let own = json!({"ProvisionedThroughput": capacity});
    let with = |mut more: Value, index: Value| {
        more["GlobalSecondaryIndexes"] = index["GlobalSecondaryIndexes"].clone();
        table(&[HASH], &["a", "b"], more)
    };
    let provisioned = json!({"BillingMode": "PROVISIONED", "ProvisionedThroughput": capacity});
    accepts(with(provisioned.clone(), index(own.clone())));
    finds("table-capacity", with(provisioned, index(json!({}))));
    finds("table-capacity", with(json!({}), index(own)));
    let projection = |kind: &str, names: Value| {
        let projection = json!({"ProjectionType": kind, "NonKeyAttributes": names});
        with(json!({}), index(json!({"Projection": projection})))
    };
    accepts(projection("INCLUDE", json!(["c"])));
    finds("index-projection", projection("INCLUDE", Value::Null));
    finds("index-projection", projection("ALL", json!(["c"])));
    let many: Vec<String> = (0..21).map(|at| format!("c{at}")).collect();
    finds("index-projection", projection("INCLUDE", json!(many)));
}

/// A function with its queue, and a mapping between them.
fn function(more: Value) -> Value {
    let mut properties = json!({
        "Role": "arn:aws:iam::123456789012:role/r",
        "Runtime": "python3.13",
        "Handler": "a.b",
        "Code": {"ZipFile": "x"},
    });
    for (name, value) in more.as_object().into_iter().flatten() {
        properties[name] = value.clone();
    }
    json!({"F": ["AWS::Lambda::Function", properties]})
}

#[test]
fn functions_have_code_that_they_can_run() {
    accepts(function(json!({})));
    finds("function-code", function(json!({"Handler": null})));
    let mut two = function(json!({}));
    two["F"][1]["Code"]["ImageUri"] = json!("i");
    assert!(found(two).contains(&"function-code".to_owned()));
    let snap = json!({"ApplyOn": "PublishedVersions"});
    accepts(function(json!({"SnapStart": snap})));
    finds("function-code", function(json!({"SnapStart": snap, "Runtime": "nodejs22.x"})));
    finds("runtime-deprecated", function(json!({"Runtime": "python3.7"})));
    finds("function-limit", function(json!({"EphemeralStorage": {"Size": 20000}})));
    let variables: Value = (0..64).map(|at| (format!("A{at}"), json!("x".repeat(64)))).collect();
    finds("function-limit", function(json!({"Environment": {"Variables": variables}})));
}

#[test]
fn functions_read_from_a_source_as_it_gives() {
    let source = |queue: Value, mapping: Value| {
        let mut all = function(json!({"Timeout": 10}));
        all["Q"] = json!(["AWS::SQS::Queue", queue]);
        let mut properties = json!({
            "FunctionName": {"Ref": "F"}, "EventSourceArn": {"Fn::GetAtt": ["Q", "Arn"]},
        });
        for (name, value) in mapping.as_object().into_iter().flatten() {
            properties[name] = value.clone();
        }
        all["M"] = json!(["AWS::Lambda::EventSourceMapping", properties]);
        all
    };
    accepts(source(json!({}), json!({})));
    finds("event-source", source(json!({"VisibilityTimeout": 9}), json!({})));
    finds("event-source", source(json!({}), json!({"StartingPosition": "LATEST"})));
    finds("event-source", source(json!({"FifoQueue": true}), json!({"BatchSize": 11})));
    let stream = |mapping: Value| {
        json!({
            "S": ["AWS::Kinesis::Stream", {"ShardCount": 1}],
            "M": ["AWS::Lambda::EventSourceMapping", mapping],
        })
    };
    let arn = json!({"Fn::GetAtt": ["S", "Arn"]});
    finds("event-source", stream(json!({"FunctionName": "f", "EventSourceArn": arn})));
    let whole = json!({"FunctionName": "f", "EventSourceArn": arn, "StartingPosition": "LATEST"});
    accepts(stream(whole));
}

#[test]
fn permissions_are_for_who_calls() {
    let permission = |ty: &str, principal: &str, account: Value| {
        let properties = json!({
            "Action": "lambda:InvokeFunction", "FunctionName": "f", "Principal": principal,
            "SourceArn": {"Fn::GetAtt": ["S", "Arn"]}, "SourceAccount": account,
        });
        json!({"S": [ty, {}], "P": ["AWS::Lambda::Permission", properties]})
    };
    let (bucket, account) = ("AWS::S3::Bucket", json!("123456789012"));
    accepts(permission(bucket, "s3.amazonaws.com", account.clone()));
    accepts(permission("AWS::Logs::LogGroup", "logs.us-east-1.amazonaws.com", Value::Null));
    finds("permission-source", permission(bucket, "sns.amazonaws.com", account));
    finds("permission-source", permission(bucket, "s3.amazonaws.com", Value::Null));
}

#[test]
fn messages_go_where_they_can() {
    let queues = |dead: Value| {
        let redrive =
            json!({"deadLetterTargetArn": {"Fn::GetAtt": ["D", "Arn"]}, "maxReceiveCount": 3});
        json!({"D": ["AWS::SQS::Queue", dead], "Q": ["AWS::SQS::Queue", {"RedrivePolicy": redrive}]})
    };
    accepts(queues(json!({})));
    finds("queue-kind", queues(json!({"FifoQueue": true})));
    let subscription = |protocol: &str, endpoint: Value| {
        let properties =
            json!({"TopicArn": {"Ref": "T"}, "Protocol": protocol, "Endpoint": endpoint});
        json!({
            "T": ["AWS::SNS::Topic", {}], "Q": ["AWS::SQS::Queue", {}],
            "S": ["AWS::SNS::Subscription", properties],
        })
    };
    accepts(subscription("sqs", json!({"Fn::GetAtt": ["Q", "Arn"]})));
    accepts(subscription("email", json!("a@example.com")));
    accepts(subscription("https", json!("https://example.com")));
    finds("subscription-endpoint", subscription("sqs", json!({"Ref": "Q"})));
    finds("subscription-endpoint", subscription("lambda", json!({"Fn::GetAtt": ["Q", "Arn"]})));
    finds("subscription-endpoint", subscription("sqs", json!("https://sqs.example.com/q")));
    finds("subscription-endpoint", subscription("https", json!("http://example.com")));
    let filter = json!([
        "AWS::Logs::SubscriptionFilter",
        {"LogGroupName": {"Ref": "L"}, "FilterPattern": "", "DestinationArn": "arn:aws:lambda:us-east-1:123456789012:function:f"},
    ]);
    let group = json!(["AWS::Logs::LogGroup", {}]);
    accepts(json!({"L": group, "A": filter, "B": filter}));
    finds("too-many-filters", json!({"L": group, "A": filter, "B": filter, "C": filter}));
}

#[test]
fn parts_of_an_api_belong_together() {
    let api = |stage: &str, kind: &str, authorizer: Value| {
        json!({
            "A": ["AWS::ApiGateway::RestApi", {"Name": "a"}],
            "B": ["AWS::ApiGateway::RestApi", {"Name": "b"}],
            "D": ["AWS::ApiGateway::Deployment", {"RestApiId": {"Ref": "A"}}],
            "S": ["AWS::ApiGateway::Stage", {"RestApiId": {"Ref": stage}, "DeploymentId": {"Ref": "D"}}],
            "U": ["AWS::ApiGateway::Authorizer", {
                "RestApiId": {"Ref": "A"}, "Name": "u", "Type": "TOKEN", "AuthorizerUri": "x",
                "IdentitySource": "method.request.header.Authorization",
            }],
            "M": ["AWS::ApiGateway::Method", {
                "RestApiId": {"Ref": "A"}, "ResourceId": {"Fn::GetAtt": ["A", "RootResourceId"]},
                "HttpMethod": "GET", "AuthorizationType": kind, "AuthorizerId": authorizer,
            }],
        })
    };
    let own = json!({"Ref": "U"});
    accepts(api("A", "CUSTOM", own.clone()));
    accepts(api("A", "NONE", Value::Null));
    finds("api-mismatch", api("B", "CUSTOM", own.clone()));
    finds("api-mismatch", api("A", "COGNITO_USER_POOLS", own.clone()));
    finds("api-mismatch", api("A", "CUSTOM", Value::Null));
    let mut other = api("A", "CUSTOM", own);
    other["U"][1]["RestApiId"] = json!({"Ref": "B"});
    finds("api-mismatch", other);
    finds("missing-property", json!({"H": ["AWS::ApiGatewayV2::Api", {"Name": "h"}]}));
    accepts(json!({"H": ["AWS::ApiGatewayV2::Api", {"Body": {"openapi": "3.0.1"}}]}));
}

#[test]
fn two_resources_are_not_the_same_thing() {
    let queue = |name: &str| json!(["AWS::SQS::Queue", {"QueueName": name}]);
    accepts(json!({"A": queue("a"), "B": queue("b")}));
    finds("duplicate-name", json!({"A": queue("a"), "B": queue("a")}));
    let part = |parent: &str, path: &str| {
        let parent = json!({"Fn::GetAtt": [parent, "RootResourceId"]});
        json!(["AWS::ApiGateway::Resource", {"RestApiId": {"Ref": "X"}, "ParentId": parent, "PathPart": path}])
    };
    let api = json!(["AWS::ApiGateway::RestApi", {"Name": "x"}]);
    accepts(json!({"X": api, "A": part("X", "a"), "B": part("X", "b")}));
    finds("duplicate-name", json!({"X": api, "A": part("X", "a"), "B": part("X", "a")}));
}

#[test]
fn addresses_and_records_are_what_they_say() {
    let net = |cidr: &str, part: &str| {
        json!({
            "V": ["AWS::EC2::VPC", {"CidrBlock": cidr}],
            "S": ["AWS::EC2::Subnet", {"VpcId": {"Ref": "V"}, "CidrBlock": part}],
        })
    };
    accepts(net("10.0.0.0/16", "10.0.3.0/24"));
    finds("address-range", net("10.0.0.0/16", "10.1.3.0/24"));
    finds("address-range", net("10.0.0.0/8", "10.1.3.0/24"));
    let record = |kind: &str, value: &str| {
        json!({"R": ["AWS::Route53::RecordSet", {
            "HostedZoneId": "Z1", "Name": "example.com", "Type": kind, "TTL": "60",
            "ResourceRecords": [value],
        }]})
    };
    accepts(record("A", "192.0.2.1"));
    accepts(record("CNAME", "example.org"));
    assert!(found(record("A", "example.org")).contains(&"record-value".to_owned()));
}

#[test]
fn names_and_schedules_are_what_services_take() {
    finds(
        "schedule-malformed",
        json!({"R": ["AWS::Events::Rule", {"ScheduleExpression": "rate(1 hours)"}]}),
    );
    let bucket = |name: &str| found(json!({"B": ["AWS::S3::Bucket", {"BucketName": name}]}));
    assert_eq!(bucket("orders-archive"), [] as [&str; 0]);
    assert!(bucket("192.168.5.4").contains(&"bucket-name".to_owned()));
    let tier = |days: u32| {
        let tiering = json!({"AccessTier": "ARCHIVE_ACCESS", "Days": days});
        let configuration = json!({"Id": "t", "Status": "Enabled", "Tierings": [tiering]});
        json!({"B": ["AWS::S3::Bucket", {"IntelligentTieringConfigurations": [configuration]}]})
    };
    accepts(tier(90));
    finds("storage-tier", tier(89));
    let parameter = |name: &str| json!({"P": ["AWS::SSM::Parameter", {"Name": name, "Type": "String", "Value": "v"}]});
    accepts(parameter("/orders/aws"));
    finds("parameter-name", parameter("/aws/orders"));
    let machine = |start: &str| {
        let definition = json!({"StartAt": start, "States": {"A": {"Type": "Succeed"}}});
        json!({"M": ["AWS::StepFunctions::StateMachine", {
            "RoleArn": "arn:aws:iam::123456789012:role/r", "DefinitionString": definition.to_string(),
        }]})
    };
    accepts(machine("A"));
    finds("state-machine", machine("B"));
}

fn policy(statement: Value) -> Value {
    let document = json!({"Version": "2012-10-17", "Statement": [statement]});
    json!({"P": ["AWS::IAM::ManagedPolicy", {"PolicyDocument": document}]})
}

#[test]
fn policies_are_what_iam_takes() {
    let good = json!({"Effect": "Allow", "Action": ["sqs:ListQueues", "s3:Get*"], "Resource": "*"});
    accepts(policy(good.clone()));
    let with = |name: &str, value: Value| {
        let mut statement = good.clone();
        statement[name] = value;
        policy(statement)
    };
    let cases = [
        ("policy-malformed", "Effect", json!("allow")),
        ("policy-malformed", "NotAction", json!("s3:*")),
        ("policy-malformed", "Principal", json!("*")),
        ("policy-malformed", "Action", json!("SendMessage")),
        ("policy-malformed", "Resource", json!("orders")),
        ("policy-malformed", "Actions", json!("s3:*")),
        ("policy-malformed", "Sid", json!("a b")),
        ("policy-malformed", "Condition", json!({"ArnEqual": {"a": "b"}})),
        ("unknown-action", "Action", json!("sqs:SendMessages")),
        ("unknown-action", "Action", json!("sqs:Sent*")),
        ("unknown-action", "Action", json!("sqqs:SendMessage")),
    ];
    for (code, name, value) in cases {
        finds(code, with(name, value));
    }
    accepts(with("Condition", json!({"ForAnyValue:StringEqualsIfExists": {"a": "b"}})));
    accepts(with("Resource", json!({"Fn::Sub": "${AWS::Partition}"})));
    let trust = |principal: Value| {
        let statement =
            json!({"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": principal});
        json!({"R": ["AWS::IAM::Role", {"AssumeRolePolicyDocument": {"Statement": statement}}]})
    };
    accepts(trust(
        json!({"Service": "ec2.amazonaws.com", "AWS": "arn:aws:iam::123456789012:root"}),
    ));
    finds("policy-malformed", trust(Value::Null));
    finds("policy-malformed", trust(json!({"Services": "ec2.amazonaws.com"})));
    finds("policy-malformed", trust(json!({"AWS": "arn:aws:iam:root"})));
}

#[test]
fn pseudo_parameters_are_replaced_in_sub_only() {
    let topic = |name: Value| json!({"T": ["AWS::SNS::Topic", {"DisplayName": name}]});
    accepts(topic(json!({"Fn::Sub": "${AWS::StackName} orders"})));
    accepts(topic(json!("${orders}")));
    finds("unreplaced-parameter", topic(json!("${AWS::StackName} orders")));
}

#[test]
fn an_error_of_a_rule_can_be_accepted() {
    use construct_core::Construct;
    let app = App::new();
    let stack = Stack::new(&app, "Stack", StackProps::new());
    let rule = CfnResource::new(&stack, "R", "AWS::Events::Rule");
    rule.add_property_override("ScheduleExpression", json!("rate(1 hours)"));
    assert!(app.synth().is_err());
    let app = App::new();
    let stack = Stack::new(&app, "Stack", StackProps::new());
    let rule = CfnResource::new(&stack, "R", "AWS::Events::Rule");
    rule.add_property_override("ScheduleExpression", json!("rate(1 hours)"));
    rule.node().acknowledge_warning("schedule-malformed", "AWS takes it since");
    assert!(app.synth().is_ok());
}

//! The rules over all templates of an app, one file each.

mod import_has_export;
mod nested_outputs;
mod nested_parameters;
mod stack_dependencies;
mod stack_output_exists;

use crate::assembly::Assembly;
use crate::finding::{Report, Sink};

/// One thing that must hold for every app.
#[derive(Debug)]
pub(crate) struct AppRule {
    /// Its stable name.
    pub(crate) name: &'static str,
    check: fn(&Assembly<'_>, &mut Sink<'_>),
}

impl AppRule {
    /// Adds to `report` what this rule finds.
    pub(crate) fn run(&self, assembly: &Assembly<'_>, report: &mut Report) {
        let mut sink = Sink { rule: self.name, report };
        (self.check)(assembly, &mut sink);
    }
}

/// All rules, in the order of the report.
pub(crate) const ALL: &[AppRule] = &[
    import_has_export::RULE,
    stack_output_exists::RULE,
    nested_parameters::RULE,
    nested_outputs::RULE,
    stack_dependencies::RULE,
];

#[cfg(test)]
pub(crate) mod testing {
    use serde_json::{Value, json};

    use super::AppRule;
    use crate::assembly::Assembly;
    use crate::finding::Report;
    use crate::testing::edited;

    /// Two stacks that share a topic both ways, one with a nested stack in a
    /// nested stack, and a third in a stage.
    pub(crate) fn good() -> Value {
        let stack = |file: &str, dependencies: &[&str]| {
            json!({
                "type": "aws:cloudformation:stack",
                "environment": "aws://unknown-account/unknown-region",
                "templateFile": file,
                "dependencies": dependencies,
            })
        };
        json!({
            "templates": {
                "Data.template.json": {
                    "Resources": {
                        "Topic": { "Type": "AWS::SNS::Topic" },
                        "Inner": {
                            "Type": "AWS::CloudFormation::Stack",
                            "Properties": {
                                "TemplateURL": "inner.template.json",
                                "Parameters": { "Topic": { "Ref": "Topic" } },
                            },
                        },
                        "Reader": {
                            "Type": "AWS::SNS::Subscription",
                            "Properties": {
                                "Protocol": "sqs",
                                "TopicArn": { "Ref": "Topic" },
                                "Endpoint": { "Fn::GetAtt": ["Inner", "Outputs.QueueArn"] },
                            },
                        },
                    },
                    "Outputs": {
                        "TopicArn": { "Value": { "Ref": "Topic" }, "Export": { "Name": "Data:Topic" } },
                        "Published": { "Value": { "Ref": "Topic" } },
                    },
                },
                "inner.template.json": {
                    "Parameters": { "Topic": { "Type": "String" }, "Size": { "Type": "Number", "Default": 1 } },
                    "Resources": {
                        "Queue": { "Type": "AWS::SQS::Queue" },
                        "Deep": {
                            "Type": "AWS::CloudFormation::Stack",
                            "Properties": { "TemplateURL": "deep.template.json" },
                        },
                    },
                    "Outputs": { "QueueArn": { "Value": { "Fn::GetAtt": ["Queue", "Arn"] } } },
                },
                "deep.template.json": { "Resources": { "Queue": { "Type": "AWS::SQS::Queue" } } },
                "Service.template.json": {
                    "Resources": {
                        "Reader": {
                            "Type": "AWS::SNS::Subscription",
                            "Properties": {
                                "Protocol": "email",
                                "TopicArn": { "Fn::ImportValue": "Data:Topic" },
                                "Endpoint": { "Fn::Join": ["", ["a@", { "Fn::ImportValue": "other-domain" }]] },
                            },
                        },
                        "Inner": {
                            "Type": "AWS::CloudFormation::Stack",
                            "Properties": { "TemplateURL": "service-inner.template.json" },
                        },
                    },
                },
                "service-inner.template.json": {
                    "Resources": {
                        "Reader": {
                            "Type": "AWS::SNS::Subscription",
                            "Properties": {
                                "Protocol": "email",
                                "Endpoint": "a@example.com",
                                "TopicArn": { "Fn::GetStackOutput": {
                                    "StackName": "Data", "Region": { "Ref": "AWS::Region" }, "OutputName": "Published",
                                } },
                            },
                        },
                    },
                },
                "assembly-Dev/DevData.template.json": { "Resources": { "Topic": { "Type": "AWS::SNS::Topic" } } },
            },
            "nested": {
                "Data.template.json": { "Inner": "inner.template.json" },
                "inner.template.json": { "Deep": "deep.template.json" },
                "Service.template.json": { "Inner": "service-inner.template.json" },
            },
            "manifests": {
                ".": {
                    "assembly-Dev": { "type": "cdk:cloud-assembly", "directoryName": "assembly-Dev" },
                    "Data": stack("Data.template.json", &[]),
                    "Service": stack("Service.template.json", &["Data"]),
                },
                "assembly-Dev": { "DevData": stack("DevData.template.json", &[]) },
            },
        })
    }

    /// The good app with another value at a JSON pointer.
    pub(crate) fn with(pointer: &str, value: Value) -> Value {
        edited(good(), pointer, Some(value))
    }

    /// The good app without what stands at a JSON pointer.
    pub(crate) fn without(pointer: &str) -> Value {
        edited(good(), pointer, None)
    }

    impl AppRule {
        /// What this rule finds, as `place: message`, and whether it looked.
        fn report(&self, app: &Value) -> (Vec<String>, bool) {
            let mut report = Report::default();
            self.run(&Assembly::new(app), &mut report);
            let looked = report.evaluations.contains_key(self.name);
            let found = report.findings.into_iter();
            (found.map(|f| format!("{}: {}", f.logical_id, f.message)).collect(), looked)
        }

        /// Asserts that this rule looks at the app and finds nothing.
        #[track_caller]
        pub(crate) fn passes(&self, app: &Value) {
            let (found, looked) = self.report(app);
            assert!(found.is_empty(), "found in an app that is well: {found:#?}");
            assert!(looked, "{} looked at nothing", self.name);
        }

        /// Asserts that this rule finds one thing, at this place, with this
        /// text in the message.
        #[track_caller]
        pub(crate) fn fails(&self, app: &Value, place: &str, text: &str) {
            let (found, _) = self.report(app);
            assert!(
                matches!(found.as_slice(), [one] if one.starts_with(&format!("{place}: ")) && one.contains(text)),
                "expected one finding at {place} with {text:?}, found {found:#?}"
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{ALL, testing::good};
    use crate::{check, check_app};

    #[test]
    fn an_app_that_is_well_passes_all() {
        for rule in ALL {
            rule.passes(&good());
        }
    }

    #[test]
    fn what_is_found_in_one_template_is_found_in_the_app() {
        let template = json!({ "Resources": { "Topic": { "Type": "AWS::SNS::Topic", "DependsOn": "Tpoic" } } });
        let found = check_app(&json!({ "templates": { "a.json": template } }));
        assert_eq!(found.len(), check(&template).len());
        assert_eq!(found[0].logical_id, "a.json/Topic");
    }

    #[test]
    fn no_rule_panics_on_odd_documents() {
        for odd in
            [json!(null), json!([]), json!({ "templates": 1, "nested": [], "manifests": {} })]
        {
            assert_eq!(check_app(&odd), []);
        }
        let circle = json!({ "templates": { "a": {}, "b": {} }, "nested": { "a": { "X": "b" }, "b": { "Y": "a" } } });
        let _findings = check_app(&circle);
    }
}

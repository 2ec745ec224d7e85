//! AWS infrastructure as typed Rust values.
//!
//! ```
//! use construct_lib::apigateway::{HttpMethod, LambdaIntegration, RestApi, RestApiProps};
//! use construct_lib::dynamodb::{Attribute, Table, TableProps};
//! use construct_lib::lambda::{Function, FunctionProps};
//! use construct_lib::{App, Stack, StackProps};
//!
//! let app = App::new();
//! let stack = Stack::new(&app, "Orders", StackProps::new());
//! let table = Table::new(&stack, "Table", TableProps::new(Attribute::string("id")));
//! let handler = Function::new(
//!     &stack,
//!     "Handler",
//!     FunctionProps::rust("orders").environment("TABLE", table.table_name()),
//! );
//! table.grant_read_write_data(&handler);
//! let api = RestApi::new(&stack, "Api", RestApiProps::new());
//! let orders = api.root().add_resource("orders");
//! orders.add_method(HttpMethod::Post, LambdaIntegration::new(&handler));
//!
//! let assembly = app.synth()?;
//! assert!(assembly.stacks()[0].template_json().contains("AWS::ApiGateway::RestApi"));
//! # Ok::<(), construct_lib::SynthError>(())
//! ```
//!
//! In reading order:
//!
//! - [`App`], [`Stack`], [`Construct`] and [`Node`]: the tree.
//! - [`Value`] and [`intrinsic`]: what is known only at deployment.
//! - [`dynamodb`], [`lambda`], [`apigateway`], [`apigatewayv2`], [`cloudwatch`],
//!   [`applicationautoscaling`], [`iam`], [`kms`], [`logs`], [`route53`]:
//!   constructs for people, with safe defaults. Which kind of API can do what
//!   is in [`apigateway::kind`].
//! - [`cfn`]: every resource as CloudFormation has it, generated. The services
//!   that have no constructs here yet are features: `s3`, `sqs`, `sns`, `events` …
//! - `include`, a feature: templates that were written elsewhere, in JSON or YAML.
//! - `openapi`, a feature: OpenAPI documents of the APIs of a template, and
//!   APIs made of a document.
//! - [`contract`]: what infrastructure and handlers share.
//! - [`Diagnostic`]: what is wrong, where, and how to fix it.
//! - `testing`: assertions over templates, with the feature `testing`.
//!
//! Constructors do not fail. A problem is reported on its construct, and
//! [`App::synth`] gives all of them at once, each with the line that led to it.

mod access_log;
pub mod apigateway;
pub mod apigatewayv2;
pub mod applicationautoscaling;
#[rustfmt::skip]
pub mod cfn;
mod check;
pub mod cloudwatch;
pub mod dynamodb;
pub mod error;
pub mod iam;
#[cfg(feature = "include")]
pub mod include;
pub mod kms;
pub mod lambda;
pub mod logs;
#[cfg(feature = "openapi")]
pub mod openapi;
pub mod route53;
#[cfg(feature = "testing")]
pub mod testing;
mod value;

pub use construct_contract as contract;
pub use construct_core::{
    App, Architecture, Aspect, AspectPriority, Aspects, Asset, AssetHash, AssetRef, AssetResolver,
    AssetSource, Aws, AwsParameterType, Capability, CfnAutoScalingInstanceRefresh,
    CfnAutoScalingInstanceRefreshPreferences, CfnAutoScalingReplacingUpdate,
    CfnAutoScalingRollingUpdate, CfnAutoScalingScheduledAction, CfnCodeDeployLambdaAliasUpdate,
    CfnCondition, CfnCreationPolicy, CfnDynamicReference, CfnDynamicReferenceService, CfnForEach,
    CfnHook, CfnMapping, CfnOutput, CfnOutputProps, CfnParameter, CfnParameterProps, CfnResource,
    CfnResourceAutoScalingCreationPolicy, CfnResourceSignal, CfnRule, CfnRuleProps,
    CfnUpdatePolicy, CloudAssembly, Condition, Construct, ContentHash, ContextQuery,
    CrossStackReferences, Diagnostic, EachResource, Entries, Environment, ExportValueProps, Expr,
    FromContext, IntoValue, InvalidLogicalId, Json, Key, List, LogicalId, Map, Marker,
    MissingContext, NamedCondition, NamedMapping, NamedParameter, NestedStack, NestedStackProps,
    NestedTemplate, Node, NodeId, ParameterType, PhysicalName, PropertyType, Props, Pseudo, Quota,
    ReferenceStrength, RemovalPolicies, RemovalPolicy, RemovalPolicyProps, Report, ResourceProps,
    ResourceType, SecretValue, SecretsManagerSecretOptions, Severity, SourceLine, Stack,
    StackArtifact, StackAsset, StackProps, Stage, StageArtifact, StageProps, State, SynthError,
    Synthesizer, Tag, TagProperty, TagProps, TagShape, Tags, Text, Token, TypedResource,
    UniqueNameOptions, UnresolvedAssets, Value, intrinsic, lookup, render_json,
};
#[cfg(any(feature = "include", feature = "openapi"))]
pub use construct_document as document;

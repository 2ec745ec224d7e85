//! The construct tree, late-bound values and template synthesis.
//!
//! This crate is the lower half of construct-lib, which re-exports it; use
//! that one. In reading order:
//!
//! - [`Construct`], [`Node`] and [`State`]: the tree.
//! - [`Value`], [`IntoValue`] and [`intrinsic`]: literals and late-bound values.
//! - [`CfnResource`], [`CfnOutput`] …: the elements of a template.
//! - [`App`], [`Stack`] and [`CloudAssembly`]: synthesis.
//! - [`Diagnostic`] and [`Report`]: what is wrong, where, and how to fix it.

mod construct;
mod error;
mod json;
mod stack;
mod template;
mod token;
mod validate;

pub use construct::{Aspect, AspectPriority, Aspects, Construct, Node, NodeId, State};
pub use error::{Diagnostic, Report, Severity, SourceLine, SynthError, codes, render_json};
pub use stack::{
    App, AssetHash, AssetResolver, Capability, CloudAssembly, ContextQuery, CrossStackReferences,
    Environment, ExportValueProps, FromContext, MissingContext, NestedStack, NestedStackProps,
    NestedTemplate, PhysicalName, Quota, ReferenceStrength, Stack, StackArtifact, StackAsset,
    StackProps, Stage, StageArtifact, StageProps, Synthesizer, UniqueNameOptions, UnresolvedAssets,
    lookup,
};
pub use template::{
    AwsParameterType, CfnAutoScalingInstanceRefresh, CfnAutoScalingInstanceRefreshPreferences,
    CfnAutoScalingReplacingUpdate, CfnAutoScalingRollingUpdate, CfnAutoScalingScheduledAction,
    CfnCodeDeployLambdaAliasUpdate, CfnCondition, CfnCreationPolicy, CfnForEach, CfnHook,
    CfnMapping, CfnOutput, CfnOutputProps, CfnParameter, CfnParameterProps, CfnResource,
    CfnResourceAutoScalingCreationPolicy, CfnResourceSignal, CfnRule, CfnRuleProps,
    CfnUpdatePolicy, ContentHash, EachResource, InvalidLogicalId, LogicalId, ParameterType,
    RemovalPolicies, RemovalPolicy, RemovalPolicyProps, ResourceProps, ResourceType, Tag,
    TagProperty, TagProps, TagShape, Tags, TypedResource,
};
pub use token::{
    Architecture, Asset, AssetRef, AssetSource, Aws, CfnDynamicReference,
    CfnDynamicReferenceService, Condition, Entries, Expr, ForEach, IntoValue, Intrinsic, Json, Key,
    List, Map, Marker, NamedCondition, NamedMapping, NamedParameter, PropertyType, Props, Pseudo,
    SecretValue, SecretsManagerSecretOptions, Text, Token, Value, intrinsic,
};

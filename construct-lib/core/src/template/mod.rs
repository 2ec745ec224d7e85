//! The document: resources, parameters, outputs and how they are written.
//!
//! The only module that knows how an expression looks in JSON.

mod condition;
mod dynamic_reference;
mod each_resource;
mod elements;
mod expand;
mod expr_json;
mod find;
mod for_each;
mod fragment;
mod hash;
mod hook;
mod known_name;
mod list_attributes;
mod logical_id;
mod mapping;
mod names;
mod output;
mod override_id;
mod parameter;
mod parameter_type;
mod path_to;
mod plain;
mod policy;
mod raw;
mod removal_policies;
mod removal_policy;
mod resource;
mod resource_type;
mod rule;
mod scoped;
mod sub_text;
mod tags;
mod visit;
mod write;

pub use condition::CfnCondition;
pub(crate) use dynamic_reference::{DynamicReference, LATE, dynamic_references, may_refer};
pub use each_resource::EachResource;
pub(crate) use elements::{Kind, kind};
pub(crate) use expand::{Expanded, add_entries, effective};
pub(crate) use expr_json::literal_json;
pub use for_each::CfnForEach;
pub(crate) use fragment::FragmentState;
pub use hash::ContentHash;
pub use hook::CfnHook;
pub(crate) use known_name::{known_name, with_known_name};
pub(crate) use list_attributes::Lists;
pub use logical_id::{InvalidLogicalId, LogicalId};
pub(crate) use logical_id::{append_logical_id, logical_id};
pub use mapping::CfnMapping;
pub(crate) use mapping::mapping_keys;
pub(crate) use names::{Imports, Names, REF};
pub use output::{CfnOutput, CfnOutputProps};
pub use parameter::{CfnParameter, CfnParameterProps};
pub(crate) use parameter::{ParameterState, parameter_type};
pub use parameter_type::{AwsParameterType, ParameterType};
pub(crate) use path_to::path_to;
pub use policy::{
    CfnAutoScalingInstanceRefresh, CfnAutoScalingInstanceRefreshPreferences,
    CfnAutoScalingReplacingUpdate, CfnAutoScalingRollingUpdate, CfnAutoScalingScheduledAction,
    CfnCodeDeployLambdaAliasUpdate, CfnCreationPolicy, CfnResourceAutoScalingCreationPolicy,
    CfnResourceSignal, CfnUpdatePolicy,
};
pub(crate) use raw::Raw;
pub use removal_policies::{RemovalPolicies, RemovalPolicyProps};
pub use removal_policy::RemovalPolicy;
pub use resource::CfnResource;
pub(crate) use resource::{Attributes, Resource, takes_snapshots};
pub use resource_type::{ResourceProps, ResourceType, Tag, TagProperty, TagShape, TypedResource};
pub use rule::{CfnRule, CfnRuleProps};
pub use tags::{TagProps, Tags};
pub(crate) use visit::{
    Place, SubPart, element_exprs, has_property, own_condition, properties, properties_json,
    property, resource_exprs, sub_parts,
};
pub(crate) use write::{Section, TemplateParts, to_json};

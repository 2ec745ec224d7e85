//! The codes of this library's diagnostics. They are stable: scripts and
//! acknowledgements name them.

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident = $code:literal;)*) => {
        $($(#[$doc])* pub const $name: &str = $code;)*

        /// All codes, in the order in which they are documented here.
        pub const ALL: &[&str] = &[$($code),*];
    };
}

codes! {
    /// Two constructs of one scope have the same id.
    DUPLICATE_CONSTRUCT_ID = "duplicate-construct-id";
    /// An id is empty, too long, or holds a `/`.
    INVALID_CONSTRUCT_ID = "invalid-construct-id";
    /// A construct was added after synthesis began.
    TREE_LOCKED = "tree-locked";
    /// A construct was used from inside its own update.
    CONSTRUCT_BUSY = "construct-busy";
    /// `prepare` hooks keep changing each other.
    PREPARE_UNSTABLE = "prepare-unstable";
    /// Aspects keep adding constructs or aspects.
    ASPECTS_UNSTABLE = "aspects-unstable";
    /// An aspect was added during synthesis to what a later one has visited.
    ASPECT_TOO_LATE = "aspect-too-late";
    /// A resource stands outside any stack.
    OUTSIDE_STACK = "outside-stack";
    /// A stack or a stage stands inside a stack.
    NESTED_STACK = "stack-inside-stack";
    /// Two stacks have the same name or the same file.
    DUPLICATE_STACK = "duplicate-stack";
    /// The name of a stage holds other than letters, digits, `-`, `_` and `.`.
    INVALID_STAGE_NAME = "invalid-stage-name";
    /// Something refers to a stack of another stage, or depends on one.
    STAGE_CROSSED = "stage-crossed";
    /// A strong reference is asked for where AWS has only weak ones.
    STRONG_REFERENCE_IMPOSSIBLE = "strong-reference-impossible";
    /// A value is read across accounts or regions that are not known.
    UNKNOWN_ENVIRONMENT = "unknown-environment";
    /// A reference strength was set where nothing heeds it.
    MISPLACED_REFERENCE_STRENGTH = "misplaced-reference-strength";
    /// A value that is no reference was to be exported without a name.
    INVALID_EXPORT = "invalid-export";
    /// A timeout is not what CloudFormation takes.
    INVALID_TIMEOUT = "invalid-timeout";
    /// A value is given for a parameter that a nested template does not have.
    UNKNOWN_NESTED_PARAMETER = "unknown-nested-parameter";
    /// A parameter of a nested template has no default and is given no value.
    MISSING_NESTED_PARAMETER = "missing-nested-parameter";
    /// A stack name is not what CloudFormation takes.
    INVALID_STACK_NAME = "invalid-stack-name";
    /// Two elements of one template have the same logical id.
    DUPLICATE_LOGICAL_ID = "duplicate-logical-id";
    /// A logical id is empty, too long, or holds other than letters and digits.
    INVALID_LOGICAL_ID = "invalid-logical-id";
    /// A rename of a logical id that no element has.
    RENAME_UNUSED = "rename-unused";
    /// A logical id is renamed twice.
    DUPLICATE_RENAME = "duplicate-rename";
    /// An element of a template was asked for where none stands.
    ELEMENT_NOT_FOUND = "element-not-found";
    /// A value belongs to a construct of another app.
    FOREIGN_TOKEN = "foreign-token";
    /// A value refers to something that is in no template.
    DANGLING_REFERENCE = "dangling-reference";
    /// A value refers to another stack where nothing can be read from one.
    CROSS_STACK_REFERENCE = "cross-stack-reference";
    /// Resources wait for each other in a circle.
    DEPENDENCY_CYCLE = "dependency-cycle";
    /// A `Sub` text names something that is neither given nor in the template.
    UNKNOWN_SUB_VARIABLE = "unknown-sub-variable";
    /// A variable given to `Sub` is not in its text.
    UNUSED_SUB_VARIABLE = "unused-sub-variable";
    /// A `Sub` text has an opening `${` without its `}`.
    MALFORMED_SUB = "malformed-sub";
    /// `Fn::Select` of an item that its list does not have.
    SELECT_OUT_OF_RANGE = "select-out-of-range";
    /// A function was given something that CloudFormation does not take.
    INVALID_FUNCTION_ARGUMENT = "invalid-function-argument";
    /// A loop has no usable name, identifier, key or body.
    INVALID_FOR_EACH = "invalid-for-each";
    /// A function stands where CloudFormation does not take it.
    MISPLACED_FUNCTION = "misplaced-function";
    /// A dynamic reference is not written as CloudFormation reads them.
    MALFORMED_DYNAMIC_REFERENCE = "malformed-dynamic-reference";
    /// A dynamic reference stands where CloudFormation does not resolve it.
    MISPLACED_DYNAMIC_REFERENCE = "misplaced-dynamic-reference";
    /// A secret would be read by more people than may.
    SECRET_EXPOSED = "secret-exposed";
    /// A parameter that is taken as a secret shows its value.
    SECRET_SHOWN = "secret-shown";
    /// A number that JSON cannot hold: infinite, or none at all.
    INVALID_NUMBER = "invalid-number";
    /// A value that must be known before deployment is not.
    LATE_VALUE = "late-value";
    /// A template has more resources than CloudFormation takes.
    TOO_MANY_RESOURCES = "too-many-resources";
    /// A template has more parameters, mappings or outputs than CloudFormation takes.
    TOO_MANY_ELEMENTS = "too-many-elements";
    /// A template is larger than CloudFormation takes.
    TEMPLATE_TOO_LARGE = "template-too-large";
    /// A template has nearly as many resources as CloudFormation takes.
    MANY_RESOURCES = "many-resources";
    /// A template has nearly as many elements of some kind as CloudFormation takes.
    MANY_ELEMENTS = "many-elements";
    /// A template is nearly as large as CloudFormation takes.
    TEMPLATE_LARGE = "template-large";
    /// A text is longer than CloudFormation takes.
    TEXT_TOO_LONG = "text-too-long";
    /// An override names a path that the resource does not have.
    INVALID_OVERRIDE = "invalid-override";
    /// A patch is for another type of resource.
    PATCH_TYPE_MISMATCH = "patch-type-mismatch";
    /// A resource type is not of the form `Service::Area::Name`.
    INVALID_RESOURCE_TYPE = "invalid-resource-type";
    /// An asset could not be resolved.
    ASSET_UNRESOLVED = "asset-unresolved";
    /// A deletion policy that the resource type does not take.
    SNAPSHOT_UNSUPPORTED = "snapshot-unsupported";
    /// A context value has another type than is read.
    CONTEXT_TYPE_MISMATCH = "context-type-mismatch";
    /// Something is looked up in a stack without a fixed account and region.
    LOOKUP_WITHOUT_ENVIRONMENT = "lookup-without-environment";
    /// Something was not looked up yet.
    LOOKUP_MISSING = "lookup-missing";
    /// The CDK's command line could not look something up.
    LOOKUP_FAILED = "lookup-failed";
    /// Another account or region names a resource whose name is not known.
    PHYSICAL_NAME_UNKNOWN = "physical-name-unknown";
    /// A name is generated in a stack without a fixed account and region.
    PHYSICAL_NAME_WITHOUT_ENVIRONMENT = "physical-name-without-environment";
    /// A creation or update policy that the resource type does not take.
    POLICY_UNSUPPORTED = "policy-unsupported";
    /// An app without a stack.
    EMPTY_APP = "empty-app";
    /// A stack without a resource.
    EMPTY_STACK = "empty-stack";
    /// A property that AWS requires is not there.
    MISSING_PROPERTY = "missing-property";
    /// A property that AWS does not know.
    UNKNOWN_PROPERTY = "unknown-property";
    /// A value of another type than AWS takes.
    WRONG_TYPE = "wrong-type";
    /// A value that AWS does not list.
    UNKNOWN_VALUE = "unknown-value";
    /// A text that has not the form that AWS asks for.
    PATTERN_MISMATCH = "pattern-mismatch";
    /// A text that is too short or too long.
    LENGTH_OUT_OF_RANGE = "length-out-of-range";
    /// A number that is too small or too large.
    NUMBER_OUT_OF_RANGE = "number-out-of-range";
    /// A list or an object with too few or too many items.
    ITEM_COUNT_OUT_OF_RANGE = "item-count-out-of-range";
    /// Two items of a list that must differ.
    DUPLICATE_ITEM = "duplicate-item";
    /// Properties that cannot be given together.
    EXCLUSIVE_PROPERTIES = "exclusive-properties";
    /// Properties that break a rule of AWS together.
    PROPERTY_RULE = "property-rule";
    /// A property that only AWS sets.
    READ_ONLY_PROPERTY = "read-only-property";
    /// A property that AWS asks not to use any more.
    DEPRECATED_PROPERTY = "deprecated-property";
    /// A text in the place of an object that is no JSON.
    INVALID_JSON = "invalid-json";
    /// A reference to another thing than the property is about.
    WRONG_REFERENCE = "wrong-reference";
    /// An attribute that the resource type does not have.
    UNKNOWN_ATTRIBUTE = "unknown-attribute";
    /// A resource type that AWS does not know.
    UNKNOWN_RESOURCE_TYPE = "unknown-resource-type";
    /// The tags of a scope cannot be merged with those of a resource.
    TAGS_NOT_MERGED = "tags-not-merged";
    /// The keys of a table and its attribute definitions do not fit.
    TABLE_KEYS = "table-keys";
    /// An index and its table are billed in two ways.
    TABLE_CAPACITY = "table-capacity";
    /// A projection and its list of attributes do not fit.
    INDEX_PROJECTION = "index-projection";
    /// The code of a function, and what says how to run it, do not fit.
    FUNCTION_CODE = "function-code";
    /// A function has more of something than Lambda gives.
    FUNCTION_LIMIT = "function-limit";
    /// AWS ended the support of a runtime.
    RUNTIME_DEPRECATED = "runtime-deprecated";
    /// A function reads from a source in a way that the source does not know.
    EVENT_SOURCE = "event-source";
    /// Who may call a function is not who calls for the source.
    PERMISSION_SOURCE = "permission-source";
    /// A policy document that IAM refuses.
    POLICY_MALFORMED = "policy-malformed";
    /// A policy document that probably does not do what was meant.
    POLICY_DOUBTFUL = "policy-doubtful";
    /// A policy grants an action on a resource that it never acts on.
    ACTION_NOT_ON_RESOURCE = "action-not-on-resource";
    /// A policy allows every action on every resource.
    FULL_ACCESS = "full-access";
    /// A policy grants on all resources what could be granted on some.
    WIDE_RESOURCE = "wide-resource";
    /// A condition looks at a key that AWS does not have, as far as is known.
    UNKNOWN_CONDITION_KEY = "unknown-condition-key";
    /// A condition looks at a key that none of the statement's actions fills.
    CONDITION_KEY_NOT_FILLED = "condition-key-not-filled";
    /// The operator of a condition compares other values than its key holds.
    CONDITION_OPERATOR_MISMATCH = "condition-operator-mismatch";
    /// A policy names an action that AWS does not have, as far as is known.
    UNKNOWN_ACTION = "unknown-action";
    /// A schedule that EventBridge refuses.
    SCHEDULE_MALFORMED = "schedule-malformed";
    /// A queue and its dead-letter queue are of two kinds.
    QUEUE_KIND = "queue-kind";
    /// An endpoint that the protocol of its subscription does not know.
    SUBSCRIPTION_ENDPOINT = "subscription-endpoint";
    /// A log group has more subscription filters than it takes.
    TOO_MANY_FILTERS = "too-many-filters";
    /// Parts of a REST API that belong to two APIs, or do not go together.
    API_MISMATCH = "api-mismatch";
    /// More of something than API Gateway takes in one API, or in one text.
    API_QUOTA = "api-quota";
    /// A name that S3 refuses.
    BUCKET_NAME = "bucket-name";
    /// Data goes to a storage tier, or leaves it, sooner than AWS allows.
    STORAGE_TIER = "storage-tier";
    /// A range of addresses that is none, or lies outside of its network.
    ADDRESS_RANGE = "address-range";
    /// The value of a record that its type does not know.
    RECORD_VALUE = "record-value";
    /// A behaviour of a distribution sends to an origin that is not there.
    UNKNOWN_ORIGIN = "unknown-origin";
    /// The name of a parameter that Systems Manager keeps for itself.
    PARAMETER_NAME = "parameter-name";
    /// The definition of a state machine that is no machine.
    STATE_MACHINE = "state-machine";
    /// Two resources would be the same thing at AWS.
    DUPLICATE_NAME = "duplicate-name";
    /// Nothing uses a parameter.
    UNUSED_PARAMETER = "unused-parameter";
    /// Nothing uses a mapping.
    UNUSED_MAPPING = "unused-mapping";
    /// Nothing uses a condition.
    UNUSED_CONDITION = "unused-condition";
    /// A condition that compares two literals.
    CONSTANT_CONDITION = "constant-condition";
    /// A reference to what is there only when a condition holds.
    CONDITIONAL_REFERENCE = "conditional-reference";
    /// Two outputs of a template have the same export name.
    DUPLICATE_EXPORT = "duplicate-export";
    /// A parameter that does not take its own default.
    PARAMETER_DEFAULT = "parameter-default";
    /// A resource has an attribute, beside its properties, that CloudFormation does not know.
    UNKNOWN_RESOURCE_ATTRIBUTE = "unknown-resource-attribute";
    /// A parameter, a mapping or an output is not what CloudFormation takes.
    MALFORMED_SECTION = "malformed-section";
    /// A pseudo parameter stands in a text outside of `Fn::Sub`.
    UNREPLACED_PARAMETER = "unreplaced-parameter";
}

#[cfg(test)]
mod tests {
    use super::ALL;

    #[test]
    fn codes_are_unique_and_in_kebab_case() {
        let mut sorted = ALL.to_vec();
        sorted.sort_unstable();
        sorted.dedup();
        assert_eq!(sorted.len(), ALL.len());
        for code in ALL {
            assert!(code.bytes().all(|b| b.is_ascii_lowercase() || b == b'-'), "{code}");
        }
    }
}

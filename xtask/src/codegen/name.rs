//! Rust names of CloudFormation names. Changing any of them breaks users.

/// What a setter or a module may not be called: keywords, and the functions every type has.
const RESERVED: &[&str] = &[
    "abstract",
    "as",
    "async",
    "await",
    "become",
    "box",
    "break",
    "const",
    "continue",
    "crate",
    "do",
    "dyn",
    "else",
    "enum",
    "extern",
    "false",
    "final",
    "fn",
    "for",
    "gen",
    "if",
    "impl",
    "in",
    "let",
    "loop",
    "macro",
    "match",
    "mod",
    "move",
    "mut",
    "override",
    "priv",
    "pub",
    "ref",
    "return",
    "self",
    "static",
    "struct",
    "super",
    "trait",
    "true",
    "try",
    "type",
    "typeof",
    "unsafe",
    "unsized",
    "use",
    "virtual",
    "where",
    "while",
    "yield",
    "new",
    "patch",
    "clone",
    "into_expr",
    "into_props",
    "refs",
    "rt",
];

/// Names that are one word whatever their capitals say.
const WHOLE: &[&str] = &[
    "DDoS",
    "FSx",
    "GiB",
    "GraphQL",
    "IPv4",
    "IPv6",
    "IdC",
    "IoT",
    "KiB",
    "MiB",
    "MySQL",
    "OAuth",
    "OpenID",
    "PostgreSQL",
    "SaaS",
    "TiB",
    "VCpu",
    "vCPU",
    "vCpu",
];

/// Splits a name into lower-case words: `SSESpecification` is `sse specification`.
///
/// A run of capitals is one word and takes its plural `s` along: `ProviderARNs`.
pub(crate) fn words(name: &str) -> Vec<String> {
    let mut words = Vec::new();
    for part in name.split(|c: char| !c.is_ascii_alphanumeric()).filter(|part| !part.is_empty()) {
        split_part(part, &mut words);
    }
    words
}

fn split_part(part: &str, words: &mut Vec<String>) {
    let mut rest = part;
    while !rest.is_empty() {
        let length = word_length(rest);
        words.push(rest[..length].to_ascii_lowercase());
        rest = &rest[length..];
    }
}

/// The length of the word that `text` begins with. Digits belong to the word before them.
fn word_length(text: &str) -> usize {
    let ends_word = |rest: &str| !rest.starts_with(|c: char| c.is_ascii_lowercase());
    if let Some(whole) =
        WHOLE.iter().find(|whole| text.starts_with(**whole) && ends_word(&text[whole.len()..]))
    {
        let digits = text[whole.len()..].bytes().take_while(u8::is_ascii_digit).count();
        return whole.len() + digits;
    }
    let bytes = text.as_bytes();
    let at = |index: usize| bytes.get(index).copied().unwrap_or(b' ');
    let mut end = 0;
    while at(end).is_ascii_uppercase() || (end > 0 && at(end).is_ascii_digit()) {
        end += 1;
    }
    let plural = end > 1 && at(end) == b's' && !at(end + 1).is_ascii_lowercase();
    if plural {
        return end + 1;
    }
    // A version belongs to what it is the version of: `DynamoDBv2`, `TLSv1.2`.
    if end > 1 && at(end) == b'v' && at(end + 1).is_ascii_digit() {
        return end + 1 + text[end + 1..].bytes().take_while(u8::is_ascii_digit).count();
    }
    // The last capital of a run begins the next word: `DBInstance`.
    if end > 1 && at(end).is_ascii_lowercase() && at(end - 1).is_ascii_uppercase() {
        return end - 1;
    }
    while at(end).is_ascii_lowercase() || at(end).is_ascii_digit() {
        end += 1;
    }
    end.max(1)
}

/// A setter, attribute or module: `KMSMasterKeyId` is `kms_master_key_id`.
pub(crate) fn snake(name: &str) -> String {
    let name = words(name).join("_");
    if name.starts_with(|c: char| c.is_ascii_digit()) { format!("_{name}") } else { name }
}

/// A snake-case name that is free to use; a reserved one gets a `_` behind.
pub(crate) fn free(name: &str) -> String {
    let name = snake(name);
    if RESERVED.contains(&name.as_str()) { name + "_" } else { name }
}

/// The constant of an enum's value: `provided.al2023` is `PROVIDED_AL2023`.
pub(crate) fn constant(value: &str) -> String {
    // A sign in front of a number is all that tells `-1` from `1`.
    let sign = value.starts_with('-') && value[1..].starts_with(|c: char| c.is_ascii_digit());
    let name = if value.chars().any(|c| c.is_ascii_alphanumeric()) {
        let same_case = value == value.to_ascii_lowercase() || value == value.to_ascii_uppercase();
        if same_case { upper_parts(value) } else { words(value).join("_").to_ascii_uppercase() }
    } else {
        symbols(value)
    };
    let name = if sign { format!("MINUS_{name}") } else { name };
    if name.starts_with(|c: char| c.is_ascii_digit()) { format!("_{name}") } else { name }
}

/// A value in one case has its words between other characters: `t2.micro`, `x86_64`.
fn upper_parts(value: &str) -> String {
    let parts = value.split(|c: char| !c.is_ascii_alphanumeric()).filter(|part| !part.is_empty());
    parts.collect::<Vec<_>>().join("_").to_ascii_uppercase()
}

/// The name of a value without letters or digits.
fn symbols(value: &str) -> String {
    if value.is_empty() {
        return "EMPTY".to_owned();
    }
    let names = value.chars().map(|symbol| match symbol {
        '*' => "STAR".to_owned(),
        '+' => "PLUS".to_owned(),
        '-' => "MINUS".to_owned(),
        '/' => "SLASH".to_owned(),
        '=' => "EQUAL".to_owned(),
        '!' => "NOT".to_owned(),
        '<' => "LESS".to_owned(),
        '>' => "GREATER".to_owned(),
        '|' => "PIPE".to_owned(),
        ',' => "COMMA".to_owned(),
        ';' => "SEMICOLON".to_owned(),
        ':' => "COLON".to_owned(),
        '.' => "DOT".to_owned(),
        '_' => "UNDERSCORE".to_owned(),
        '\t' => "TAB".to_owned(),
        ' ' => "SPACE".to_owned(),
        other => format!("U{:04X}", other as u32),
    });
    names.collect::<Vec<_>>().join("_")
}

/// The constants of an enum. Values that differ only in what a constant's name drops keep their
/// own spelling: `Enabled` beside `ENABLED`.
pub(crate) fn constants(values: &[String]) -> Vec<(String, String)> {
    let mut named: Vec<(String, String)> = Vec::new();
    for value in values {
        let name = constant(value);
        let alone = values.iter().filter(|other| constant(other) == name).count() == 1;
        let own: String =
            value.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '_' }).collect();
        let mut name = if alone || *value == name { name } else { own };
        if name.starts_with(|c: char| c.is_ascii_digit()) {
            name.insert(0, '_');
        }
        if RESERVED.contains(&name.as_str()) || name == "Self" {
            name.push('_');
        }
        while named.iter().any(|(taken, _)| *taken == name) {
            name.push('_');
        }
        named.push((name, value.clone()));
    }
    named
}

/// The marker type of a reference: `AWS::IAM::Role.Arn` is `IamRoleArn`.
///
/// What resource and property share is said once: `DynamoDbTableName`, not `…TableTableName`.
pub(crate) fn marker(reference: &str) -> String {
    let (ty, property) = reference.split_once('.').unwrap_or((reference, ""));
    let (namespace, resource) =
        ty.trim_start_matches("AWS::").rsplit_once("::").unwrap_or(("", ty));
    let (resource, property) = (words(resource), words(property));
    let shared = (1..property.len())
        .rev()
        .find(|count| resource.ends_with(&property[..*count]))
        .unwrap_or(0);
    let all = words(namespace).into_iter().chain(resource).chain(property.into_iter().skip(shared));
    all.map(|word| word[..1].to_ascii_uppercase() + &word[1..]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(name: fn(&str) -> String, cases: &[(&str, &str)]) {
        for (given, expected) in cases {
            assert_eq!(name(given), *expected, "for `{given}`");
        }
    }

    #[test]
    fn setters_are_aws_names_in_snake_case() {
        check(
            free,
            &[
                ("BillingMode", "billing_mode"),
                ("SSESpecification", "sse_specification"),
                ("KMSMasterKeyId", "kms_master_key_id"),
                ("S3Bucket", "s3_bucket"),
                ("SourceKMSKeyArn", "source_kms_key_arn"),
                ("ProviderARNs", "provider_arns"),
                ("SecurityGroupIDs", "security_group_ids"),
                ("OKActions", "ok_actions"),
                ("IPv6CidrBlock", "ipv6_cidr_block"),
                ("Ipv6AllowedForDualStack", "ipv6_allowed_for_dual_stack"),
                ("EC2SecurityGroupId", "ec2_security_group_id"),
                ("DBInstanceIdentifier", "db_instance_identifier"),
                (
                    "LambdaManagedInstancesCapacityProviderConfig",
                    "lambda_managed_instances_capacity_provider_config",
                ),
                ("MemoryMiB", "memory_mib"),
                ("DynamoDBv2", "dynamo_dbv2"),
                ("FSxLustreConfig", "fsx_lustre_config"),
                ("OAuth2ClientId", "oauth2_client_id"),
                (
                    "ExecutionEnvironmentMemoryGiBPerVCpu",
                    "execution_environment_memory_gib_per_vcpu",
                ),
                ("Type", "type_"),
                ("Ref", "ref_"),
                ("New", "new_"),
                ("Patch", "patch_"),
                ("Self", "self_"),
                ("awsvpcConfiguration", "awsvpc_configuration"),
                ("SnapStartResponse.ApplyOn", "snap_start_response_apply_on"),
                ("24xlarge", "_24xlarge"),
            ],
        );
    }

    #[test]
    fn constants_are_the_values_in_upper_case() {
        check(
            constant,
            &[
                ("PAY_PER_REQUEST", "PAY_PER_REQUEST"),
                ("provided.al2023", "PROVIDED_AL2023"),
                ("python3.12", "PYTHON3_12"),
                ("x86_64", "X86_64"),
                ("PassThrough", "PASS_THROUGH"),
                ("nodejs4.3-edge", "NODEJS4_3_EDGE"),
                ("1.2", "_1_2"),
                ("-1", "MINUS_1"),
                ("*", "STAR"),
                ("", "EMPTY"),
                ("s3:ObjectCreated:*", "S3_OBJECT_CREATED"),
                ("TLSv1.2_2021", "TLSV1_2_2021"),
            ],
        );
    }

    #[test]
    fn values_that_differ_in_case_keep_their_spelling() {
        let values = ["ENABLED", "Enabled", "enabled", "OFF"].map(str::to_owned);
        let names: Vec<String> = constants(&values).into_iter().map(|(name, _)| name).collect();
        assert_eq!(names, ["ENABLED", "Enabled", "enabled", "OFF"]);
    }

    #[test]
    fn markers_say_shared_words_once() {
        check(
            marker,
            &[
                ("AWS::IAM::Role.Arn", "IamRoleArn"),
                ("AWS::DynamoDB::Table.TableName", "DynamoDbTableName"),
                ("AWS::ApiGateway::RestApi.RestApiId", "ApiGatewayRestApiId"),
                ("AWS::EC2::SecurityGroup.GroupId", "Ec2SecurityGroupId"),
                ("AWS::EC2::VPC.VpcId", "Ec2VpcId"),
                ("AWS::WAFv2::WebACL.Arn", "Wafv2WebAclArn"),
                ("AWS::Lambda::Version.Version", "LambdaVersionVersion"),
                ("AWS::IAM::ManagedPolicy.PolicyArn", "IamManagedPolicyArn"),
            ],
        );
    }
}

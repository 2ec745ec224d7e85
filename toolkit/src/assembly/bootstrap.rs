//! What the CDK's bootstrap stack offers: a bucket, and roles to deploy with.
//!
//! As the `DefaultStackSynthesizer` of the CDK writes it.

use construct_lib::{AssetHash, Environment, StackAsset, Synthesizer};

use super::{Json, StackEntry, VERSION};
use crate::digest;

/// The version of the bootstrap stack that has all that is used here.
const BOOTSTRAP_VERSION: u64 = 6;
/// The version that has the role for look-ups.
const LOOKUP_VERSION: u64 = 8;

/// The bootstrap stack of one stack's environment.
pub(super) struct Bootstrap<'a> {
    qualifier: &'a str,
    account: &'a str,
    region: &'a str,
    environment: &'a Environment,
}

impl<'a> Bootstrap<'a> {
    pub(super) fn of(stack: &'a StackEntry) -> Option<Self> {
        Self::at(&stack.synthesizer, &stack.environment)
    }

    pub(super) fn at(synthesizer: &'a Synthesizer, environment: &'a Environment) -> Option<Self> {
        let Synthesizer::Bootstrap { qualifier } = synthesizer else {
            return None;
        };
        Some(Self {
            qualifier,
            account: environment.account_id().unwrap_or("${AWS::AccountId}"),
            region: environment.region_name().unwrap_or("${AWS::Region}"),
            environment,
        })
    }

    fn bucket(&self) -> String {
        let Self { qualifier, account, region, .. } = self;
        format!("cdk-{qualifier}-assets-{account}-{region}")
    }

    fn role(&self, name: &str) -> Json {
        let Self { qualifier, account, region, .. } = self;
        Json::text(format!(
            "arn:${{AWS::Partition}}:iam::{account}:role/cdk-{qualifier}-{name}-{account}-{region}"
        ))
    }

    /// The role that may look things up.
    pub(super) fn lookup_role(&self) -> Json {
        self.role("lookup-role")
    }

    fn version(&self, version: u64) -> [(&'static str, Json); 2] {
        let parameter = format!("/cdk-bootstrap/{}/version", self.qualifier);
        [
            ("requiresBootstrapStackVersion", Json::Number(version)),
            ("bootstrapStackVersionSsmParameter", Json::Text(parameter)),
        ]
    }

    /// The properties of the artifact that lists a stack's assets.
    pub(super) fn asset_artifact(&self, file: String) -> Json {
        let mut entries = vec![("file", Json::Text(file))];
        entries.extend(self.version(BOOTSTRAP_VERSION));
        Json::object(entries)
    }

    /// The properties of a stack's own artifact that tell how to deploy it.
    pub(super) fn stack_properties(&self, stack: &StackEntry) -> Vec<(&'static str, Json)> {
        let template = stack.template_hash.as_deref().unwrap_or_default();
        let mut lookup = vec![("arn", self.lookup_role())];
        lookup.extend(self.version(LOOKUP_VERSION));
        let mut entries = vec![
            ("validateOnSynth", Json::Bool(false)),
            ("assumeRoleArn", self.role("deploy-role")),
            ("cloudFormationExecutionRoleArn", self.role("cfn-exec-role")),
            (
                "stackTemplateAssetObjectUrl",
                Json::text(format!("s3://{}/{template}.json", self.bucket())),
            ),
        ];
        entries.extend(self.version(BOOTSTRAP_VERSION));
        entries.push(("lookupRole", Json::object(lookup)));
        entries
    }

    /// One file to upload; its key is the hash of its contents.
    fn file(&self, name: &str, path: String, hash: &str, extension: &str) -> (String, Json) {
        let mut destination = vec![
            ("bucketName", Json::Text(self.bucket())),
            ("objectKey", Json::text(format!("{hash}.{extension}"))),
        ];
        if self.environment.region_name().is_some() {
            destination.push(("region", Json::text(self.region)));
        }
        destination.push(("assumeRoleArn", self.role("file-publishing-role")));
        let entry = Json::object([
            ("displayName", Json::text(name)),
            (
                "source",
                Json::object([("path", Json::Text(path)), ("packaging", Json::text("file"))]),
            ),
            ("destinations", Json::object([(self.destination_id(), Json::object(destination))])),
        ]);
        (hash.to_owned(), entry)
    }

    /// Names the environment; the CDK's tools only want it to be unique.
    fn destination_id(&self) -> String {
        let account = self.environment.account_id().unwrap_or("current_account");
        let region = self.environment.region_name().unwrap_or("current_region");
        let hash = digest::hex(self.bucket().as_bytes());
        format!("{account}-{region}-{}", &hash[..8])
    }
}

/// The list of what must be uploaded before a stack is deployed.
///
/// An asset that was not built is left out: there is nothing to upload.
pub(super) fn asset_manifest(stack: &StackEntry) -> Option<Json> {
    let bootstrap = Bootstrap::of(stack)?;
    let mut files: Vec<_> = stack
        .assets
        .iter()
        .filter_map(|asset| built(asset).map(|hash| (asset.asset(), hash)))
        .map(|(asset, hash)| {
            let path = stack.seen_from_here(asset);
            bootstrap.file(asset.display_name(), path, hash, "zip")
        })
        .collect();
    for nested in &stack.nested {
        // Two nested stacks may have one and the same template.
        if let Some(AssetHash::Contents(hash)) = &nested.hash
            && !files.iter().any(|(key, _)| key == hash)
        {
            let name = format!("{} Nested Stack Template", nested.id());
            files.push(bootstrap.file(&name, nested.file.clone(), hash, "json"));
        }
    }
    let template = stack.template_hash.as_deref().unwrap_or_default();
    let name = format!("{} Template", stack.id);
    files.push(bootstrap.file(&name, stack.template_file(), template, "json"));
    Some(Json::object([
        ("version", Json::text(VERSION)),
        ("files", Json::Object(files)),
        ("dockerImages", Json::Object(Vec::new())),
    ]))
}

fn built(asset: &StackAsset) -> Option<&str> {
    match asset.hash()? {
        AssetHash::Contents(hash) => Some(hash),
        AssetHash::Placeholder => None,
    }
}

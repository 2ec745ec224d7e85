//! Who may ask for tokens: applications with a secret, in a user pool.
//!
//! There is no construct for people yet, so these are resources as
//! CloudFormation has them.

use construct_lib::cfn::cognito::user_pool::AdminCreateUserConfig;
use construct_lib::cfn::cognito::user_pool_client::AllowedOAuthFlow;
use construct_lib::cfn::cognito::user_pool_resource_server::ResourceServerScopeType;
use construct_lib::cfn::cognito::{
    CfnUserPool, CfnUserPoolClient, CfnUserPoolClientProps, CfnUserPoolDomain,
    CfnUserPoolDomainProps, CfnUserPoolProps, CfnUserPoolResourceServer,
    CfnUserPoolResourceServerProps,
};
use construct_lib::cfn::refs::{CognitoUserPoolClientId, CognitoUserPoolId};
use construct_lib::{Aws, Construct, RemovalPolicy, Stack, Value, intrinsic};

/// What the scopes belong to.
const QUOTES: &str = "quotes";

/// The scope of those who only look.
const READ: &str = "quotes/read";

/// The scope of those who ask for quotes.
pub(crate) const WRITE: &str = "quotes/write";

/// Two applications: one that only looks, and one that asks for quotes.
pub(crate) struct Clients {
    pool: CfnUserPool,
    reader: CfnUserPoolClient,
    writer: CfnUserPoolClient,
    domain: Value<String>,
}

impl Clients {
    #[track_caller]
    pub(crate) fn new(stack: &Stack) -> Self {
        // No people: nobody signs up.
        let closed = AdminCreateUserConfig::new().allow_admin_create_user_only(true);
        let props = CfnUserPoolProps::new().admin_create_user_config(closed);
        let pool = CfnUserPool::new(stack, "Users", props);
        let is_dev = stack.node().try_context("stage").as_deref() == Some("dev");
        pool.apply_removal_policy(if is_dev {
            RemovalPolicy::Destroy
        } else {
            RemovalPolicy::RetainExceptOnCreate
        });

        let scopes = [
            ResourceServerScopeType::new("See whom a token speaks for", "read"),
            ResourceServerScopeType::new("Ask for quotes", "write"),
        ];
        let props = CfnUserPoolResourceServerProps::new(QUOTES, "Quotes", pool.ref_());
        let quotes = CfnUserPoolResourceServer::new(stack, "Scopes", props.scopes(scopes));

        let client = |id: &str, scopes: &[&str]| {
            let props = CfnUserPoolClientProps::new(pool.ref_())
                .generate_secret(true)
                .allowed_oauth_flows_user_pool_client(true)
                .allowed_oauth_flows([AllowedOAuthFlow::CLIENT_CREDENTIALS])
                .allowed_oauth_scopes(scopes.to_vec());
            let client = CfnUserPoolClient::new(stack, id, props);
            // It names the scopes by text, and they must be there before it.
            client.node().add_dependency(&quotes);
            client
        };
        let (reader, writer) = (client("Reader", &[READ]), client("Writer", &[READ, WRITE]));

        // The first part of an address that nobody else has in the region.
        let domain = intrinsic::concat(["quotes-".into(), Aws::ACCOUNT_ID.into()]);
        let props = CfnUserPoolDomainProps::new(&domain, pool.ref_());
        CfnUserPoolDomain::new(stack, "Domain", props);
        Self { pool, reader, writer, domain }
    }

    pub(crate) fn pool(&self) -> Value<CognitoUserPoolId> {
        self.pool.ref_()
    }

    pub(crate) fn ids(&self) -> [Value<CognitoUserPoolClientId>; 2] {
        [self.reader.ref_(), self.writer.ref_()]
    }

    /// Where an application gets a token for its secret.
    pub(crate) fn token_endpoint(&self) -> Value<String> {
        intrinsic::concat([
            "https://".into(),
            self.domain.clone().into(),
            ".auth.".into(),
            Aws::REGION.into(),
            ".amazoncognito.com/oauth2/token".into(),
        ])
    }
}

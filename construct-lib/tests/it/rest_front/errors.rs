//! What is reported of what stands before a REST API.

use std::time::Duration;

use construct_lib::Stack;
use construct_lib::apigateway::{
    CognitoUserPoolsAuthorizer, CognitoUserPoolsAuthorizerProps, HttpMethod, IdentitySource,
    MethodOptions, MockIntegration, RequestAuthorizer, RequestAuthorizerProps, RestApi,
    RestApiProps, TokenAuthorizer, TokenAuthorizerProps,
};

use super::function;

fn pool(n: usize) -> String {
    format!("arn:aws:cognito-idp:us-east-1:111122223333:userpool/us-east-1_Pool{n}")
}

pub(crate) fn authorizers(s: &Stack) {
    let judge = function(s, "Judge");
    let api = |id| RestApi::new(s, id, RestApiProps::new());
    let guard = |api: &RestApi, part: &str, options| {
        let resource = api.root().add_resource(part);
        resource.add_method_with(HttpMethod::Get, MockIntegration::new(204), options);
    };
    let long = TokenAuthorizerProps::new(&judge).results_cache_ttl(Duration::from_secs(3601));
    let long = TokenAuthorizer::new(s, "Long", long);
    let one = api("One");
    guard(&one, "long", MethodOptions::new().authorizer(&long));
    guard(&api("Two"), "long", MethodOptions::new().authorizer(&long));
    let unused = TokenAuthorizerProps::new(&judge).identity_header("X Token");
    let _ = TokenAuthorizer::new(s, "Unused", unused).authorizer_arn();
    let minute = Duration::from_secs(60);
    let unknown = RequestAuthorizerProps::uncached(&judge).results_cache_ttl(minute);
    let unknown = RequestAuthorizer::new(s, "Unknown", unknown);
    guard(&one, "unknown", MethodOptions::new().authorizer(&unknown));
    let nameless = RequestAuthorizerProps::new(&judge, IdentitySource::query_string(""));
    let nameless = RequestAuthorizer::new(s, "Nameless", nameless);
    guard(&one, "nameless", MethodOptions::new().authorizer(&nameless));
    let first = CognitoUserPoolsAuthorizerProps::new(pool(0));
    let many = (1..=1000).fold(first, |props, n| props.user_pool(pool(n)));
    let many = CognitoUserPoolsAuthorizer::new(s, "Many", many);
    guard(&one, "many", MethodOptions::new().authorizer(&many));
    for n in 0..7 {
        let users = CognitoUserPoolsAuthorizerProps::new(pool(n));
        let users = CognitoUserPoolsAuthorizer::new(s, &format!("Users{n}"), users);
        guard(&one, &format!("users{n}"), MethodOptions::new().authorizer(&users));
    }
}

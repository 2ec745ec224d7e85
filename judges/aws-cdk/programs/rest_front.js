// What stands before a REST API, each a small program of its own. A program sees the names below and its stack `s`.
'use strict';

const { cdk, programs } = require('../lib');
const apigateway = require('aws-cdk-lib/aws-apigateway');
const cognito = require('aws-cdk-lib/aws-cognito');
const ec2 = require('aws-cdk-lib/aws-ec2');
const iam = require('aws-cdk-lib/aws-iam');
const lambda = require('aws-cdk-lib/aws-lambda');
const wafv2 = require('aws-cdk-lib/aws-wafv2');

const {
  ApiKey, AuthorizationType, CognitoUserPoolsAuthorizer, EndpointType, IdentitySource, IpAddressType, LambdaIntegration, Period,
  RateLimitedApiKey, RequestAuthorizer, ResponseType, RestApi, TokenAuthorizer, UsagePlan,
} = apigateway;

/** A function that adds nothing to the template, so that the vectors hold the API alone. */
const handler = (s, id = 'Handler') => lambda.Function.fromFunctionAttributes(s, id, {
  functionArn: `arn:aws:lambda:us-east-1:111122223333:function:${id}`,
  sameEnvironment: true,
});
/** The integration with one permission for an API and a function, which is what construct-lib does. */
const scoped = (fn) => new LambdaIntegration(fn, { scopePermissionToMethod: false });
/** An API with one method, which is the least that the CDK accepts. */
const small = (s, props, options) => {
  const api = new RestApi(s, 'Api', props);
  api.root.addMethod('GET', scoped(handler(s)), options);
  return api;
};
/** A method that one authorizer guards. */
const guarded = (s, authorizer, options = {}) => small(s, {}, { authorizer, ...options });
const pool = (s, id = 'Pool') => cognito.UserPool.fromUserPoolArn(
  s, id, `arn:aws:cognito-idp:us-east-1:111122223333:userpool/us-east-1_${id}`,
);
const role = (s) => new iam.Role(s, 'Role', { assumedBy: new iam.ServicePrincipal('apigateway.amazonaws.com') });
const endpoint = (s, id) => ec2.InterfaceVpcEndpoint.fromInterfaceVpcEndpointAttributes(s, id, { vpcEndpointId: `vpce-${id}`, port: 443 });
const invoke = (props) => new iam.PolicyStatement({
  actions: ['execute-api:Invoke'], resources: ['execute-api:/*'], principals: [new iam.AnyPrincipal()], ...props,
});

programs('rest-front', 'program: what fills the stack `s`, which is called Stack. template: what the CDK makes of it; error: its refusal.', {
  // Authorizers.
  'token': (s) => guarded(s, new TokenAuthorizer(s, 'Auth', { handler: handler(s, 'Judge') })),
  'token: everything': (s) => guarded(s, new TokenAuthorizer(s, 'Auth', {
    handler: handler(s, 'Judge'), authorizerName: 'bearers', resultsCacheTtl: cdk.Duration.seconds(60),
    validationRegex: '^Bearer .+$', identitySource: IdentitySource.header('X-Token'),
  })),
  'token: role': (s) => guarded(s, new TokenAuthorizer(s, 'Auth', { handler: handler(s, 'Judge'), assumeRole: role(s) })),
  'token: no cache': (s) => guarded(s, new TokenAuthorizer(s, 'Auth', { handler: handler(s, 'Judge'), resultsCacheTtl: cdk.Duration.seconds(0) })),
  'token: an hour': (s) => guarded(s, new TokenAuthorizer(s, 'Auth', { handler: handler(s, 'Judge'), resultsCacheTtl: cdk.Duration.hours(1) })),
  'token: more than an hour': (s) => guarded(s, new TokenAuthorizer(s, 'Auth', { handler: handler(s, 'Judge'), resultsCacheTtl: cdk.Duration.seconds(3601) })),
  'token: the function that answers judges, too': (s) => {
    const fn = handler(s);
    const authorizer = new TokenAuthorizer(s, 'Auth', { handler: fn });
    new RestApi(s, 'Api').root.addMethod('GET', scoped(fn), { authorizer });
  },
  'token: a function of this stack': (s) => {
    const judge = new lambda.Function(s, 'Judge', { code: lambda.Code.fromInline('code'), handler: 'index.handler', runtime: lambda.Runtime.PYTHON_3_13 });
    const authorizer = new TokenAuthorizer(s, 'Auth', { handler: judge });
    new RestApi(s, 'Api').root.addMethod('GET', new apigateway.MockIntegration(), { authorizer });
  },
  'token: two methods': (s) => {
    const authorizer = new TokenAuthorizer(s, 'Auth', { handler: handler(s, 'Judge') });
    const api = guarded(s, authorizer);
    api.root.addResource('orders').addMethod('POST', new apigateway.MockIntegration(), { authorizer });
  },
  'token: below the API': (s) => {
    const api = new RestApi(s, 'Api');
    const authorizer = new TokenAuthorizer(api, 'Auth', { handler: handler(s, 'Judge') });
    api.root.addMethod('GET', scoped(handler(s)), { authorizer });
  },
  'token: two APIs': (s) => {
    const authorizer = new TokenAuthorizer(s, 'Auth', { handler: handler(s, 'Judge') });
    guarded(s, authorizer);
    new RestApi(s, 'Other').root.addMethod('GET', new apigateway.MockIntegration(), { authorizer });
  },
  'token: no method': (s) => {
    new TokenAuthorizer(s, 'Auth', { handler: handler(s, 'Judge') });
    small(s);
  },
  'token: with another type': (s) => guarded(s, new TokenAuthorizer(s, 'Auth', { handler: handler(s, 'Judge') }), { authorizationType: AuthorizationType.IAM }),
  'token: with scopes': (s) => guarded(s, new TokenAuthorizer(s, 'Auth', { handler: handler(s, 'Judge') }), { authorizationScopes: ['a'] }),
  'request': (s) => guarded(s, new RequestAuthorizer(s, 'Auth', {
    handler: handler(s, 'Judge'),
    identitySources: [IdentitySource.header('X-Tenant'), IdentitySource.queryString('region'), IdentitySource.stageVariable('zone'), IdentitySource.context('identity.sourceIp')],
  })),
  'request: everything': (s) => guarded(s, new RequestAuthorizer(s, 'Auth', {
    handler: handler(s, 'Judge'), authorizerName: 'tenants', resultsCacheTtl: cdk.Duration.minutes(1), assumeRole: role(s),
    identitySources: [IdentitySource.header('X-Tenant')],
  })),
  'request: no cache': (s) => guarded(s, new RequestAuthorizer(s, 'Auth', { handler: handler(s, 'Judge'), resultsCacheTtl: cdk.Duration.seconds(0), identitySources: [] })),
  'request: cache without sources': (s) => guarded(s, new RequestAuthorizer(s, 'Auth', { handler: handler(s, 'Judge'), identitySources: [] })),
  'request: source without a name': (s) => guarded(s, new RequestAuthorizer(s, 'Auth', { handler: handler(s, 'Judge'), identitySources: [IdentitySource.header('')] })),
  'cognito': (s) => guarded(s, new CognitoUserPoolsAuthorizer(s, 'Users', { cognitoUserPools: [pool(s)] })),
  'cognito: everything': (s) => guarded(s, new CognitoUserPoolsAuthorizer(s, 'Users', {
    cognitoUserPools: [pool(s), pool(s, 'Staff')], authorizerName: 'users', resultsCacheTtl: cdk.Duration.seconds(0),
    identitySource: IdentitySource.header('X-Token'),
  })),
  'cognito: scopes': (s) => guarded(s, new CognitoUserPoolsAuthorizer(s, 'Users', { cognitoUserPools: [pool(s)] }), { authorizationScopes: ['orders/read', 'orders/write'] }),
  'cognito: a pool of this stack': (s) => guarded(s, new CognitoUserPoolsAuthorizer(s, 'Users', { cognitoUserPools: [cognito.UserPool.fromUserPoolArn(s, 'Pool', new cognito.CfnUserPool(s, 'Own').attrArn)] })),
  'iam': (s) => small(s, {}, { authorizationType: AuthorizationType.IAM }),
  'preflight is not guarded': (s) => {
    const authorizer = new TokenAuthorizer(s, 'Auth', { handler: handler(s, 'Judge') });
    small(s, { defaultCorsPreflightOptions: { allowOrigins: ['*'] } }, { authorizer });
  },
  // Keys and usage plans.
  'key': (s) => new ApiKey(s, 'Key'),
  'key: everything': (s) => new ApiKey(s, 'Key', {
    apiKeyName: 'partner', description: 'For a partner', customerId: 'c-1', enabled: false, generateDistinctId: true,
    stages: [small(s).deploymentStage], value: 'abcdefghijklmnopqrst',
  }),
  'key: of an API': (s) => small(s).addApiKey('Key', { apiKeyName: 'partner', description: 'For a partner' }),
  'key: of an API without a stage': (s) => small(s, { deploy: false }).addApiKey('Key'),
  'key: imported': (s) => {
    const key = ApiKey.fromApiKeyId(s, 'Key', 'k123');
    new cdk.CfnOutput(s, 'Arn', { value: key.keyArn });
    small(s).addUsagePlan('Plan').addApiKey(key);
  },
  'key: grants': (s) => {
    const key = new ApiKey(s, 'Key');
    const someone = role(s);
    key.grantRead(someone);
    key.grantWrite(new iam.Role(s, 'Writer', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') }));
    key.grantReadWrite(new iam.Role(s, 'Both', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') }));
  },
  'rate limited key': (s) => new RateLimitedApiKey(s, 'Key', {
    apiKeyName: 'partner', apiStages: [{ stage: small(s).deploymentStage }],
    quota: { limit: 10000, period: Period.MONTH }, throttle: { rateLimit: 100, burstLimit: 200 },
  }),
  'rate limited key without limits': (s) => new RateLimitedApiKey(s, 'Key'),
  'rate limited key in another plan': (s) => {
    const key = new RateLimitedApiKey(s, 'Key', { quota: { limit: 1, period: Period.DAY } });
    new UsagePlan(s, 'Plan').addApiKey(key);
  },
  'plan': (s) => new UsagePlan(s, 'Plan'),
  'plan: everything': (s) => {
    const api = small(s);
    new UsagePlan(s, 'Plan', {
      name: 'basic', description: 'A thousand a week', quota: { limit: 1000, offset: 2, period: Period.WEEK },
      throttle: { rateLimit: 0.5, burstLimit: 2 }, apiStages: [{ api, stage: api.deploymentStage }],
    });
  },
  'plan: throttles of methods': (s) => {
    const api = new RestApi(s, 'Api');
    const root = api.root.addMethod('GET', scoped(handler(s)));
    const order = api.root.addResource('orders').addResource('{id}').addMethod('PUT', new apigateway.MockIntegration());
    api.addUsagePlan('Plan', { apiStages: [{
      stage: api.deploymentStage,
      throttle: [{ method: root, throttle: { rateLimit: 1, burstLimit: 2 } }, { method: order, throttle: { rateLimit: 3, burstLimit: 4 } }],
    }] });
  },
  'plan: stages and keys are added': (s) => {
    const api = small(s);
    const plan = api.addUsagePlan('Plan');
    plan.addApiStage({ stage: api.deploymentStage });
    plan.addApiKey(api.addApiKey('One'));
    plan.addApiKey(new ApiKey(s, 'Two'));
  },
  'plan: logical id of a key': (s) => {
    new UsagePlan(s, 'Plan').addApiKey(new ApiKey(s, 'Key'), { overrideLogicalId: 'PlanKey' });
  },
  'plan: imported': (s) => UsagePlan.fromUsagePlanId(s, 'Plan', 'p123').addApiKey(new ApiKey(s, 'Key')),
  'plan: quota with a fraction': (s) => new UsagePlan(s, 'Plan', { quota: { limit: 1.5, period: Period.DAY } }),
  'key source': (s) => small(s, { apiKeySourceType: apigateway.ApiKeySourceType.AUTHORIZER }),
  // Policies and endpoints.
  'policy: a statement': (s) => small(s).addToResourcePolicy(invoke()),
  'policy: given and added': (s) => {
    const policy = new iam.PolicyDocument({ statements: [invoke()] });
    small(s, { policy }).addToResourcePolicy(invoke({ effect: iam.Effect.DENY, conditions: { NotIpAddress: { 'aws:SourceIp': '203.0.113.0/24' } } }));
  },
  'policy: endpoints of a VPC': (s) => small(s, { endpointConfiguration: { types: [EndpointType.PRIVATE] } }).grantInvokeFromVpcEndpointsOnly([endpoint(s, 'one'), endpoint(s, 'two')]),
  'policy: endpoints of a VPC, twice': (s) => {
    const api = small(s, { endpointConfiguration: { types: [EndpointType.PRIVATE] } });
    api.grantInvokeFromVpcEndpointsOnly([endpoint(s, 'one')]);
    api.grantInvokeFromVpcEndpointsOnly([endpoint(s, 'two')]);
  },
  'policy: of an imported API': (s) => RestApi.fromRestApiId(s, 'Api', 'a123').addToResourcePolicy(invoke()),
  'endpoint: of a VPC': (s) => small(s, { endpointConfiguration: { types: [EndpointType.PRIVATE], vpcEndpoints: [endpoint(s, 'one')] } }),
  'endpoint: dual stack': (s) => small(s, { endpointConfiguration: { types: [EndpointType.REGIONAL], ipAddressType: IpAddressType.DUAL_STACK } }),
  'endpoint: private by IPv4 alone': (s) => small(s, { endpointConfiguration: { types: [EndpointType.PRIVATE], ipAddressType: IpAddressType.IPV4 } }),
  // Gateway responses.
  'response: everything': (s) => small(s).addGatewayResponse('Denied', {
    type: ResponseType.ACCESS_DENIED, statusCode: '403',
    responseHeaders: { 'X-Reason': "'policy'", 'X-Path': 'method.request.path.id' },
    templates: { 'application/json': '{"message":$context.error.messageString}' },
  }),
  'response: the least': (s) => new apigateway.GatewayResponse(s, 'Late', { restApi: small(s), type: ResponseType.INTEGRATION_TIMEOUT }),
  'response: every type': (s) => {
    const api = small(s);
    const types = Object.values(ResponseType).filter((type) => type instanceof ResponseType);
    types.forEach((type) => api.addGatewayResponse(`Response${type.responseType}`, { type, statusCode: '418' }));
  },
  // Imports.
  'import: by id': (s) => {
    const api = RestApi.fromRestApiId(s, 'Api', 'a123');
    api.addGatewayResponse('Late', { type: ResponseType.INTEGRATION_TIMEOUT });
    new cdk.CfnOutput(s, 'Arn', { value: api.arnForExecuteApi() });
  },
  'import: root of an id': (s) => RestApi.fromRestApiId(s, 'Api', 'a123').root.addResource('orders'),
  'import: with its root': (s) => {
    const api = RestApi.fromRestApiAttributes(s, 'Api', { restApiId: 'a123', rootResourceId: 'r123' });
    const authorizer = new CognitoUserPoolsAuthorizer(s, 'Users', { cognitoUserPools: [pool(s)] });
    api.root.addMethod('GET', new apigateway.MockIntegration(), { authorizer });
    api.root.addResource('orders').addMethod('GET', new apigateway.MockIntegration());
  },
  'import: cloned': (s) => small(s, { cloneFrom: RestApi.fromRestApiId(s, 'Other', 'a123') }),
  // Calls and what else stands before a stage.
  'ARN: any': (s) => new cdk.CfnOutput(s, 'Arn', { value: small(s).arnForExecuteApi() }),
  'ARN: one': (s) => {
    const api = small(s);
    new cdk.CfnOutput(s, 'Arn', { value: api.arnForExecuteApi('POST', '/orders', api.deploymentStage.stageName) });
  },
  'ARN: no slash': (s) => new cdk.CfnOutput(s, 'Arn', { value: small(s).arnForExecuteApi('POST', 'orders') }),
  'web ACL': (s) => new wafv2.CfnWebACLAssociation(s, 'Firewall', {
    resourceArn: small(s).deploymentStage.stageArn, webAclArn: 'arn:aws:wafv2:us-east-1:111122223333:regional/webacl/orders/1',
  }),
  'client certificate': (s) => {
    const certificate = new apigateway.CfnClientCertificate(s, 'Certificate', { description: 'For the backend' });
    small(s, { deployOptions: { clientCertificateId: certificate.ref } });
  },
});

// Variants of a REST API, each a small program of its own. A program sees the names below and its stack `s`.
'use strict';

const { cdk, programs } = require('../lib');
const apigateway = require('aws-cdk-lib/aws-apigateway');
const iam = require('aws-cdk-lib/aws-iam');
const lambda = require('aws-cdk-lib/aws-lambda');
const logs = require('aws-cdk-lib/aws-logs');

const { Cors, EndpointType, LambdaIntegration, RestApi } = apigateway;

/** A function that adds nothing to the template, so that the vectors hold the API alone. */
const handler = (s, id = 'Handler') => lambda.Function.fromFunctionAttributes(s, id, {
  functionArn: `arn:aws:lambda:us-east-1:111122223333:function:${id}`,
  sameEnvironment: true,
});
/** The integration with one permission for an API and a function, which is what construct-lib does. */
const scoped = (fn) => new LambdaIntegration(fn, { scopePermissionToMethod: false });
/** An API with one method, which is the least that the CDK accepts. */
const small = (s, props) => {
  const api = new RestApi(s, 'Api', props);
  api.root.addMethod('GET', scoped(handler(s)));
  return api;
};

programs('rest-api', 'program: what fills the stack `s`, which is called Stack. template: what the CDK makes of it; error: its refusal.', {
  'the least': (s) => small(s),
  'no method': (s) => new RestApi(s, 'Api'),
  'regional': (s) => small(s, { endpointConfiguration: { types: [EndpointType.REGIONAL] } }),
  'endpoint types': (s) => small(s, { endpointTypes: [EndpointType.EDGE] }),
  'private with a policy': (s) => small(s, {
    endpointConfiguration: { types: [EndpointType.PRIVATE] },
    policy: new iam.PolicyDocument({
      statements: [new iam.PolicyStatement({ actions: ['execute-api:Invoke'], resources: ['execute-api:/*'], principals: [new iam.AnyPrincipal()] })],
    }),
  }),
  'description': (s) => small(s, { description: 'Users' }),
  'description of the deployment': (s) => small(s, { description: 'Users', deployOptions: { description: 'First' } }),
  'name': (s) => small(s, { restApiName: 'users' }),
  'no deployment': (s) => small(s, { deploy: false }),
  'options of a deployment that is off': (s) => small(s, { deploy: false, deployOptions: { stageName: 'dev' } }),
  'retained deployments': (s) => small(s, { retainDeployments: true }),
  'export of the endpoint': (s) => small(s, { endpointExportName: 'Endpoint' }),
  'binary types and compression': (s) => small(s, { binaryMediaTypes: ['image/png', '*/*'], minCompressionSize: cdk.Size.kibibytes(1) }),
  'no endpoint of its own': (s) => small(s, { disableExecuteApiEndpoint: true }),
  'key source and parameters': (s) => small(s, { apiKeySourceType: apigateway.ApiKeySourceType.HEADER, parameters: { basepath: 'prepend' } }),
  'role for CloudWatch': (s) => small(s, { cloudWatchRole: true }),
  // Stage.
  'stage: name': (s) => small(s, { deployOptions: { stageName: 'dev' } }),
  'stage: name with a dash': (s) => small(s, { deployOptions: { stageName: 'my-dev' } }),
  'stage: throttling': (s) => small(s, { deployOptions: { throttlingBurstLimit: 10, throttlingRateLimit: 5 } }),
  'stage: logging': (s) => small(s, { deployOptions: { loggingLevel: apigateway.MethodLoggingLevel.INFO } }),
  'stage: tracing': (s) => small(s, { deployOptions: { tracingEnabled: true } }),
  'stage: variables': (s) => small(s, { deployOptions: { variables: { b: '2', a: '1' } } }),
  'stage: metrics and data trace': (s) => small(s, { deployOptions: { metricsEnabled: true, dataTraceEnabled: true } }),
  'stage: everything for all methods': (s) => small(s, {
    deployOptions: {
      cacheClusterEnabled: true, cacheClusterSize: '0.5', cacheDataEncrypted: true, cacheTtl: cdk.Duration.minutes(1),
      cachingEnabled: true, dataTraceEnabled: false, loggingLevel: apigateway.MethodLoggingLevel.ERROR, metricsEnabled: true,
      throttlingBurstLimit: 10, throttlingRateLimit: 5, documentationVersion: '1', clientCertificateId: 'c',
    },
  }),
  'stage: options of one method': (s) => small(s, {
    deployOptions: { throttlingRateLimit: 5, methodOptions: { '/users/GET': { throttlingBurstLimit: 1 }, '/*/*': { metricsEnabled: true } } },
  }),
  'stage: caching': (s) => small(s, { deployOptions: { cachingEnabled: true } }),
  'stage: access log': (s) => small(s, {
    deployOptions: { accessLogDestination: new apigateway.LogGroupLogDestination(new logs.LogGroup(s, 'Access')) },
  }),
  'stage: access log as JSON': (s) => small(s, {
    deployOptions: {
      accessLogDestination: new apigateway.LogGroupLogDestination(new logs.LogGroup(s, 'Access')),
      accessLogFormat: apigateway.AccessLogFormat.jsonWithStandardFields(),
    },
  }),
  'stage: a second one of another deployment': (s) => {
    const api = small(s);
    const deployment = new apigateway.Deployment(s, 'Second', { api });
    new apigateway.Stage(s, 'Beta', { deployment, stageName: 'beta' });
  },
  // Resources and methods.
  'users': (s) => {
    const api = new RestApi(s, 'Api');
    const users = api.root.addResource('users');
    users.addMethod('GET', scoped(handler(s)));
    users.addResource('{id}').addMethod('DELETE', scoped(s.node.findChild('Handler')));
  },
  'permission for each method': (s) => {
    const api = new RestApi(s, 'Api');
    api.root.addResource('users').addResource('{id}').addMethod('GET', new LambdaIntegration(handler(s)));
  },
  'permission for each method, no test': (s) => {
    const api = new RestApi(s, 'Api');
    api.root.addMethod('ANY', new LambdaIntegration(handler(s), { allowTestInvoke: false }));
  },
  'verb in lower case': (s) => new RestApi(s, 'Api').root.addMethod('get', scoped(handler(s))),
  'unknown verb': (s) => new RestApi(s, 'Api').root.addMethod('FETCH', scoped(handler(s))),
  'same verb twice': (s) => {
    const api = small(s);
    api.root.addMethod('GET', scoped(s.node.findChild('Handler')));
  },
  'ANY': (s) => new RestApi(s, 'Api').root.addMethod('ANY', scoped(handler(s))),
  'proxy': (s) => new RestApi(s, 'Api').root.addProxy({ defaultIntegration: scoped(handler(s)) }),
  'proxy without ANY': (s) => {
    const proxy = new RestApi(s, 'Api').root.addProxy({ anyMethod: false });
    proxy.addMethod('GET', scoped(handler(s)));
  },
  'proxy below a resource': (s) => {
    new RestApi(s, 'Api').root.addResource('files').addProxy({ defaultIntegration: scoped(handler(s)) });
  },
  'default integration': (s) => {
    const api = new RestApi(s, 'Api', { defaultIntegration: scoped(handler(s)) });
    api.root.addResource('users').addMethod('GET');
  },
  'LambdaRestApi': (s) => new apigateway.LambdaRestApi(s, 'Api', { handler: handler(s), integrationOptions: { scopePermissionToMethod: false } }),
  'resource for a path': (s) => {
    new RestApi(s, 'Api').root.resourceForPath('users/{id}/orders').addMethod('GET', scoped(handler(s)));
  },
  'mock when no integration is given': (s) => new RestApi(s, 'Api').root.addMethod('GET'),
  'two functions': (s) => {
    const api = new RestApi(s, 'Api');
    api.root.addMethod('GET', scoped(handler(s, 'Read')));
    api.root.addMethod('POST', scoped(handler(s, 'Write')));
    api.root.addResource('users').addMethod('GET', scoped(s.node.findChild('Read')));
  },
  'two APIs, one function': (s) => {
    const fn = handler(s);
    new RestApi(s, 'One').root.addMethod('GET', scoped(fn));
    new RestApi(s, 'Two').root.addMethod('GET', scoped(fn));
  },
  'API below another construct': (s) => {
    const group = new (require('constructs').Construct)(s, 'Group');
    new RestApi(group, 'Api').root.addMethod('GET', scoped(handler(group)));
  },
  'part with a dot and a colon': (s) => new RestApi(s, 'Api').root.addResource('v1.0:x').addMethod('GET', scoped(handler(s))),
  'part with a slash': (s) => new RestApi(s, 'Api').root.addResource('a/b').addMethod('GET', scoped(handler(s))),
  'part in Korean': (s) => new RestApi(s, 'Api').root.addResource('사용자').addMethod('GET', scoped(handler(s))),
  'same part twice': (s) => {
    const api = small(s);
    api.root.addResource('users');
    api.root.addResource('users');
  },
  'integration options': (s) => {
    new RestApi(s, 'Api').root.addMethod('GET', new LambdaIntegration(handler(s), {
      scopePermissionToMethod: false, timeout: cdk.Duration.seconds(20), cacheKeyParameters: ['method.request.path.id'], cacheNamespace: 'n',
      requestParameters: { 'integration.request.path.id': 'method.request.path.id' },
    }));
  },
  'integration without proxy': (s) => {
    new RestApi(s, 'Api').root.addMethod('GET', new LambdaIntegration(handler(s), {
      scopePermissionToMethod: false, proxy: false, passthroughBehavior: apigateway.PassthroughBehavior.NEVER,
      requestTemplates: { 'application/json': '{}' }, integrationResponses: [{ statusCode: '200' }],
    }), { methodResponses: [{ statusCode: '200' }] });
  },
  'integration timeout too long': (s) => {
    new RestApi(s, 'Api').root.addMethod('GET', new LambdaIntegration(handler(s), { timeout: cdk.Duration.millis(49) }));
  },
  'method options': (s) => {
    const api = new RestApi(s, 'Api');
    api.root.addMethod('GET', scoped(handler(s)), {
      apiKeyRequired: true, operationName: 'List', authorizationType: apigateway.AuthorizationType.IAM,
      requestParameters: { 'method.request.querystring.email': false },
    });
  },
  'model and validator': (s) => {
    const api = new RestApi(s, 'Api');
    const model = api.addModel('User', { contentType: 'application/json', schema: { type: apigateway.JsonSchemaType.OBJECT, required: ['email'] } });
    const requestValidator = api.addRequestValidator('Body', { validateRequestBody: true });
    api.root.addMethod('POST', scoped(handler(s)), { requestModels: { 'application/json': model }, requestValidator });
  },
  'token authorizer': (s) => {
    const authorizer = new apigateway.TokenAuthorizer(s, 'Authorizer', { handler: handler(s, 'Check') });
    new RestApi(s, 'Api').root.addMethod('GET', scoped(handler(s)), { authorizer });
  },
  'gateway response': (s) => {
    small(s).addGatewayResponse('Denied', {
      type: apigateway.ResponseType.ACCESS_DENIED, statusCode: '403', responseHeaders: { 'Access-Control-Allow-Origin': "'*'" },
      templates: { 'application/json': '{"message":$context.error.messageString}' },
    });
  },
  'key and usage plan': (s) => {
    const api = small(s);
    const plan = api.addUsagePlan('Plan', { throttle: { rateLimit: 1, burstLimit: 2 }, apiStages: [{ api, stage: api.deploymentStage }] });
    plan.addApiKey(api.addApiKey('Key'));
  },
  'ARN for calls': (s) => {
    const api = small(s);
    new cdk.CfnOutput(s, 'All', { value: api.arnForExecuteApi() });
    new cdk.CfnOutput(s, 'One', { value: api.arnForExecuteApi('POST', '/users', 'prod') });
    new cdk.CfnOutput(s, 'Any', { value: api.arnForExecuteApi('ANY', '/users') });
    new cdk.CfnOutput(s, 'Url', { value: api.urlForPath('/users') });
    new cdk.CfnOutput(s, 'Root', { value: api.url });
  },
  // CORS.
  'cors: all': (s) => small(s, { defaultCorsPreflightOptions: { allowOrigins: Cors.ALL_ORIGINS, allowMethods: Cors.ALL_METHODS } }),
  'cors: defaults of methods and headers': (s) => small(s, { defaultCorsPreflightOptions: { allowOrigins: Cors.ALL_ORIGINS } }),
  'cors: one origin': (s) => small(s, { defaultCorsPreflightOptions: { allowOrigins: ['https://a.example'], allowMethods: ['GET', 'PUT'] } }),
  'cors: three origins': (s) => small(s, {
    defaultCorsPreflightOptions: { allowOrigins: ['https://a.example', 'https://b.example', 'https://c.example'] },
  }),
  'cors: everything': (s) => small(s, {
    defaultCorsPreflightOptions: {
      allowOrigins: ['https://a.example'], allowMethods: ['ANY'], allowHeaders: ['X-One', 'X-Two'], allowCredentials: true,
      exposeHeaders: ['ETag', 'X-Id'], maxAge: cdk.Duration.hours(1), statusCode: 200,
    },
  }),
  'cors: no cache': (s) => small(s, { defaultCorsPreflightOptions: { allowOrigins: Cors.ALL_ORIGINS, disableCache: true } }),
  'cors: age and no cache': (s) => small(s, {
    defaultCorsPreflightOptions: { allowOrigins: Cors.ALL_ORIGINS, disableCache: true, maxAge: cdk.Duration.days(1) },
  }),
  'cors: no origin': (s) => small(s, { defaultCorsPreflightOptions: { allowOrigins: [] } }),
  'cors: star with others': (s) => small(s, { defaultCorsPreflightOptions: { allowOrigins: ['*', 'https://a.example'] } }),
  'cors: ANY with others': (s) => small(s, { defaultCorsPreflightOptions: { allowOrigins: ['*'], allowMethods: ['ANY', 'GET'] } }),
  'cors: credentials with star': (s) => small(s, { defaultCorsPreflightOptions: { allowOrigins: ['*'], allowCredentials: true } }),
  'cors: on one resource': (s) => {
    const api = small(s);
    api.root.addResource('users', { defaultCorsPreflightOptions: { allowOrigins: ['*'] } }).addResource('{id}');
  },
  'cors: added by hand': (s) => small(s).root.addCorsPreflight({ allowOrigins: ['*'], allowHeaders: Cors.DEFAULT_HEADERS }),
  'cors: every resource': (s) => {
    const api = small(s, { defaultCorsPreflightOptions: { allowOrigins: ['*'] } });
    api.root.addResource('users').addResource('{id}');
  },
});

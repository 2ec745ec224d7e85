// Variants of a WebSocket API, each a small program of its own. A program sees the names below and its stack `s`.
'use strict';

const { cdk, programs } = require('../lib');
const { Construct } = require('constructs');
const apigateway = require('aws-cdk-lib/aws-apigateway');
const v2 = require('aws-cdk-lib/aws-apigatewayv2');
const { WebSocketIamAuthorizer, WebSocketLambdaAuthorizer } = require('aws-cdk-lib/aws-apigatewayv2-authorizers');
const { WebSocketAwsIntegration, WebSocketLambdaIntegration, WebSocketMockIntegration } = require('aws-cdk-lib/aws-apigatewayv2-integrations');
const iam = require('aws-cdk-lib/aws-iam');
const lambda = require('aws-cdk-lib/aws-lambda');
const logs = require('aws-cdk-lib/aws-logs');

const { ContentHandling, IpAddressType, PassthroughBehavior, WebSocketApi, WebSocketApiKeySelectionExpression, WebSocketStage } = v2;

/** A function that adds nothing to the template, so that the vectors hold the API alone. */
const handler = (s, id = 'Handler') => lambda.Function.fromFunctionAttributes(s, id, {
  functionArn: `arn:aws:lambda:us-east-1:111122223333:function:${id}`,
  sameEnvironment: true,
});
const answer = (s, id = 'Integration', fn = 'Handler', props) => new WebSocketLambdaIntegration(id, handler(s, fn), props);
/** An API with one route. */
const small = (s, props) => {
  const api = new WebSocketApi(s, 'Api', props);
  api.addRoute('send', { integration: answer(s) });
  return api;
};
const stage = (s, props) => new WebSocketStage(s, 'Stage', { webSocketApi: small(s), stageName: 'prod', ...props });
const role = (s) => iam.Role.fromRoleArn(s, 'Role', 'arn:aws:iam::111122223333:role/gateway', { mutable: false });
const grantee = (s) => new iam.Role(s, 'Grantee', { assumedBy: new iam.ServicePrincipal('ec2.amazonaws.com') });
const output = (s, id, value) => new cdk.CfnOutput(s, id, { value });

programs('websocket-api', 'program: what fills the stack `s`, which is called Stack. template: what the CDK makes of it; error: its refusal.', {
  'the least': (s) => new WebSocketApi(s, 'Api'),
  'name and description': (s) => new WebSocketApi(s, 'Api', { apiName: 'chat', description: 'Chats' }),
  'route selection expression': (s) => new WebSocketApi(s, 'Api', { routeSelectionExpression: '$request.body.type' }),
  'api key in a header': (s) => new WebSocketApi(s, 'Api', { apiKeySelectionExpression: WebSocketApiKeySelectionExpression.HEADER_X_API_KEY }),
  'api key from the authorizer': (s) => {
    new WebSocketApi(s, 'Api', { apiKeySelectionExpression: WebSocketApiKeySelectionExpression.AUTHORIZER_USAGE_IDENTIFIER_KEY });
  },
  'dual stack': (s) => new WebSocketApi(s, 'Api', { ipAddressType: IpAddressType.DUAL_STACK }),
  'IPv4': (s) => new WebSocketApi(s, 'Api', { ipAddressType: IpAddressType.IPV4 }),
  'no schema validation': (s) => new WebSocketApi(s, 'Api', { disableSchemaValidation: true }),
  'API below another construct': (s) => new WebSocketApi(new Construct(s, 'Group'), 'Api'),
  'imported API': (s) => {
    const api = WebSocketApi.fromWebSocketApiAttributes(s, 'Api', { webSocketId: 'a1b2c3', apiEndpoint: 'wss://a1b2c3.example.com' });
    output(s, 'Id', api.apiId);
    output(s, 'Endpoint', api.apiEndpoint);
  },
  'imported API without endpoint': (s) => {
    const api = WebSocketApi.fromWebSocketApiAttributes(s, 'Api', { webSocketId: 'a1b2c3' });
    output(s, 'Endpoint', api.apiEndpoint);
  },
  'id, endpoint and ARN for calls': (s) => {
    const api = small(s);
    output(s, 'Id', api.apiId);
    output(s, 'Endpoint', api.apiEndpoint);
    output(s, 'All', api.arnForExecuteApiV2());
    output(s, 'One', api.arnForExecuteApiV2('$connect', 'prod'));
  },
  // Routes.
  'three routes of AWS': (s) => {
    new WebSocketApi(s, 'Api', {
      connectRouteOptions: { integration: answer(s, 'Connect', 'OnConnect') },
      disconnectRouteOptions: { integration: answer(s, 'Disconnect', 'OnDisconnect') },
      defaultRouteOptions: { integration: answer(s, 'Message', 'OnMessage') },
    });
  },
  'routes added one by one': (s) => {
    const api = new WebSocketApi(s, 'Api');
    api.addRoute('$connect', { integration: answer(s, 'Connect', 'OnConnect') });
    api.addRoute('sendMessage', { integration: answer(s, 'Send', 'OnMessage') });
  },
  'one function, several integrations': (s) => {
    const api = new WebSocketApi(s, 'Api');
    const fn = handler(s);
    for (const key of ['$connect', '$disconnect', 'join']) api.addRoute(key, { integration: new WebSocketLambdaIntegration('Integration', fn) });
  },
  'one integration for several routes': (s) => {
    const api = new WebSocketApi(s, 'Api');
    const integration = answer(s);
    for (const key of ['join', 'leave']) api.addRoute(key, { integration });
  },
  'one integration for two APIs': (s) => {
    const integration = answer(s);
    for (const id of ['One', 'Two']) new WebSocketApi(s, id).addRoute('join', { integration });
  },
  'one function for two APIs': (s) => {
    const fn = handler(s);
    for (const id of ['One', 'Two']) new WebSocketApi(s, id).addRoute('join', { integration: new WebSocketLambdaIntegration('Integration', fn) });
  },
  'route with an answer': (s) => new WebSocketApi(s, 'Api').addRoute('ask', { integration: answer(s), returnResponse: true }),
  'connect with an answer': (s) => {
    new WebSocketApi(s, 'Api', { connectRouteOptions: { integration: answer(s), returnResponse: true } });
  },
  'route without an answer': (s) => new WebSocketApi(s, 'Api').addRoute('ask', { integration: answer(s), returnResponse: false }),
  'same route twice': (s) => {
    const api = small(s);
    api.addRoute('send', { integration: answer(s, 'Other', 'Other') });
  },
  'route with a slash': (s) => new WebSocketApi(s, 'Api').addRoute('chat/send', { integration: answer(s) }),
  'route in a scope of its own': (s) => {
    new v2.WebSocketRoute(s, 'Route', { webSocketApi: new WebSocketApi(s, 'Api'), routeKey: 'send', integration: answer(s) });
  },
  'connect that asks for a key': (s) => {
    new v2.WebSocketRoute(s, 'Route', {
      webSocketApi: new WebSocketApi(s, 'Api'), routeKey: '$connect', integration: answer(s), apiKeyRequired: true,
    });
  },
  'same route in two scopes': (s) => {
    const api = small(s);
    new v2.WebSocketRoute(s, 'Route', { webSocketApi: api, routeKey: 'send', integration: answer(s, 'Other', 'Other') });
  },
  'route of an imported API': (s) => {
    const api = WebSocketApi.fromWebSocketApiAttributes(s, 'Api', { webSocketId: 'a1b2c3' });
    new v2.WebSocketRoute(s, 'Route', { webSocketApi: api, routeKey: 'send', integration: new WebSocketMockIntegration('Mock') });
  },
  // Integrations.
  'integration: timeout and conversion': (s) => {
    const props = { timeout: cdk.Duration.seconds(10), contentHandling: ContentHandling.CONVERT_TO_TEXT };
    new WebSocketApi(s, 'Api').addRoute('send', { integration: answer(s, 'Integration', 'Handler', props) });
  },
  'integration: timeout too short': (s) => {
    new WebSocketApi(s, 'Api').addRoute('send', { integration: answer(s, 'Integration', 'Handler', { timeout: cdk.Duration.millis(49) }) });
  },
  'integration: timeout too long': (s) => {
    new WebSocketApi(s, 'Api').addRoute('send', { integration: answer(s, 'Integration', 'Handler', { timeout: cdk.Duration.millis(29001) }) });
  },
  'integration: shortest and longest timeout': (s) => {
    const api = new WebSocketApi(s, 'Api');
    api.addRoute('a', { integration: answer(s, 'Integration', 'A', { timeout: cdk.Duration.millis(50) }) });
    api.addRoute('b', { integration: answer(s, 'Integration', 'B', { timeout: cdk.Duration.seconds(29) }) });
  },
  'integration: mock': (s) => new WebSocketApi(s, 'Api').addRoute('ping', { integration: new WebSocketMockIntegration('Mock') }),
  'integration: mock with templates': (s) => {
    new WebSocketApi(s, 'Api').addRoute('ping', {
      integration: new WebSocketMockIntegration('Mock', { requestTemplates: { 200: '{"statusCode": 200}' }, templateSelectionExpression: '200' }),
      returnResponse: true,
    });
  },
  'integration: AWS': (s) => {
    new WebSocketApi(s, 'Api').addRoute('store', {
      integration: new WebSocketAwsIntegration('Store', {
        integrationUri: 'arn:aws:apigateway:us-east-1:dynamodb:action/PutItem', integrationMethod: 'POST',
      }),
    });
  },
  'integration: AWS action': (s) => {
    new WebSocketApi(s, 'Api').addRoute('store', {
      integration: new WebSocketAwsIntegration('Store', {
        integrationUri: cdk.Fn.join('', ['arn:', cdk.Aws.PARTITION, ':apigateway:', cdk.Aws.REGION, ':dynamodb:action/PutItem']),
        integrationMethod: 'POST',
      }),
    });
  },
  'integration: AWS with everything': (s) => {
    new WebSocketApi(s, 'Api').addRoute('store', {
      integration: new WebSocketAwsIntegration('Store', {
        integrationUri: 'arn:aws:apigateway:us-east-1:sqs:path/111122223333/queue',
        integrationMethod: 'PUT',
        contentHandling: ContentHandling.CONVERT_TO_BINARY,
        credentialsRole: role(s),
        passthroughBehavior: PassthroughBehavior.NEVER,
        requestParameters: { 'integration.request.header.Content-Type': "'application/x-www-form-urlencoded'" },
        requestTemplates: { $default: 'Action=SendMessage&MessageBody=$input.body' },
        templateSelectionExpression: '\\$default',
        timeout: cdk.Duration.seconds(5),
      }),
    });
  },
  'integration: in a scope of its own': (s) => {
    new v2.WebSocketIntegration(s, 'Integration', {
      webSocketApi: new WebSocketApi(s, 'Api'), integrationType: v2.WebSocketIntegrationType.AWS,
      integrationUri: 'arn:aws:apigateway:us-east-1:dynamodb:action/PutItem', integrationMethod: 'POST',
      passthroughBehavior: PassthroughBehavior.WHEN_NO_TEMPLATES,
    });
  },
  // Authorizers.
  'authorizer: Lambda': (s) => {
    new WebSocketApi(s, 'Api', {
      connectRouteOptions: { integration: answer(s), authorizer: new WebSocketLambdaAuthorizer('Authorizer', handler(s, 'Check')) },
    });
  },
  'authorizer: Lambda with a name and sources': (s) => {
    new WebSocketApi(s, 'Api', {
      connectRouteOptions: {
        integration: answer(s),
        authorizer: new WebSocketLambdaAuthorizer('Authorizer', handler(s, 'Check'), {
          authorizerName: 'tokens',
          identitySource: ['route.request.querystring.token', 'route.request.header.Origin', 'stageVariables.tenant', 'context.identity.sourceIp'],
        }),
      },
    });
  },
  'authorizer: the function that answers, too': (s) => {
    const fn = handler(s);
    new WebSocketApi(s, 'Api', {
      connectRouteOptions: { integration: new WebSocketLambdaIntegration('Integration', fn), authorizer: new WebSocketLambdaAuthorizer('Authorizer', fn) },
    });
  },
  'authorizer: IAM': (s) => {
    new WebSocketApi(s, 'Api', { connectRouteOptions: { integration: answer(s), authorizer: new WebSocketIamAuthorizer() } });
  },
  'authorizer: none': (s) => {
    new WebSocketApi(s, 'Api', { connectRouteOptions: { integration: answer(s), authorizer: new v2.WebSocketNoneAuthorizer() } });
  },
  'authorizer: on another route': (s) => new WebSocketApi(s, 'Api').addRoute('send', { integration: answer(s), authorizer: new WebSocketIamAuthorizer() }),
  'authorizer: imported': (s) => {
    const authorizer = v2.WebSocketAuthorizer.fromWebSocketAuthorizerAttributes(s, 'Authorizer', { authorizerId: 'a1', authorizerType: 'CUSTOM' });
    new WebSocketApi(s, 'Api', { connectRouteOptions: { integration: answer(s), authorizer } });
  },
  'authorizer: one for two APIs': (s) => {
    const authorizer = new WebSocketLambdaAuthorizer('Authorizer', handler(s, 'Check'));
    for (const id of ['One', 'Two']) {
      new WebSocketApi(s, id, { connectRouteOptions: { integration: new WebSocketMockIntegration('Mock'), authorizer } });
    }
  },
  // Stages.
  'stage: the least': (s) => stage(s),
  'stage: deployed with each change': (s) => stage(s, { autoDeploy: true }),
  'stage: name with a dash': (s) => stage(s, { stageName: 'my-stage', autoDeploy: true }),
  'stage: description': (s) => stage(s, { autoDeploy: true, description: 'Live' }),
  'stage: throttling': (s) => stage(s, { autoDeploy: true, throttle: { rateLimit: 100, burstLimit: 200 } }),
  'stage: metrics of each route': (s) => stage(s, { autoDeploy: true, detailedMetricsEnabled: true }),
  'stage: variables': (s) => stage(s, { autoDeploy: true, stageVariables: { b: '2', a: '1' } }),
  'stage: access log': (s) => {
    stage(s, { autoDeploy: true, accessLogSettings: { destination: new v2.LogGroupLogDestination(new logs.LogGroup(s, 'Access')) } });
  },
  'stage: access log in a format': (s) => {
    const format = apigateway.AccessLogFormat.custom('$context.requestId $context.connectionId');
    stage(s, { autoDeploy: true, accessLogSettings: { destination: new v2.LogGroupLogDestination(new logs.LogGroup(s, 'Access')), format } });
  },
  'stage: access log without an id': (s) => {
    const format = apigateway.AccessLogFormat.custom('$context.connectionId');
    stage(s, { autoDeploy: true, accessLogSettings: { destination: new v2.LogGroupLogDestination(new logs.LogGroup(s, 'Access')), format } });
  },
  'stage: addresses': (s) => {
    const prod = stage(s, { autoDeploy: true });
    output(s, 'Url', prod.url);
    output(s, 'CallbackUrl', prod.callbackUrl);
  },
  'stage: two of one API': (s) => {
    const api = small(s);
    for (const name of ['dev', 'prod']) new WebSocketStage(s, name, { webSocketApi: api, stageName: name, autoDeploy: true });
  },
  'stage: imported': (s) => {
    const imported = WebSocketStage.fromWebSocketStageAttributes(s, 'Stage', { api: small(s), stageName: 'prod' });
    output(s, 'Url', imported.url);
  },
  'stage: domain': (s) => {
    const domainName = new v2.DomainName(s, 'Domain', {
      domainName: 'chat.example.com',
      certificate: require('aws-cdk-lib/aws-certificatemanager').Certificate.fromCertificateArn(s, 'Certificate', 'arn:aws:acm:us-east-1:111122223333:certificate/c'),
    });
    stage(s, { autoDeploy: true, domainMapping: { domainName, mappingKey: 'v1' } });
  },
  // Grants.
  'grant: connections of the API': (s) => small(s).grantManageConnections(grantee(s)),
  'grant: connections of a stage': (s) => stage(s, { autoDeploy: true }).grantManagementApiAccess(grantee(s)),
  'grant: connections to a function of the API': (s) => {
    const fn = new lambda.Function(s, 'Fn', { runtime: lambda.Runtime.NODEJS_22_X, handler: 'index.handler', code: lambda.Code.fromInline('x') });
    const api = new WebSocketApi(s, 'Api', { connectRouteOptions: { integration: new WebSocketLambdaIntegration('Connect', fn) } });
    const prod = new WebSocketStage(s, 'Stage', { webSocketApi: api, stageName: 'prod', autoDeploy: true });
    fn.addEnvironment('CALLBACK_URL', prod.callbackUrl);
    prod.grantManagementApiAccess(fn);
  },
  // Keys and plans.
  'key': (s) => new v2.ApiKey(s, 'Key', { apiKeyName: 'partner', description: 'Partner', value: 'a-value-of-twenty-letters' }),
  'plan of a stage': (s) => {
    const prod = stage(s, { autoDeploy: true });
    new v2.UsagePlan(s, 'Plan', {
      usagePlanName: 'basic', apiStages: [{ api: prod.api, stage: prod }],
      throttle: { rateLimit: 10, burstLimit: 2 }, quota: { limit: 1000, period: v2.Period.MONTH },
    });
  },
  'key in a plan': (s) => {
    const prod = stage(s, { autoDeploy: true });
    const plan = new v2.UsagePlan(s, 'Plan');
    plan.addApiStage({ api: prod.api, stage: prod });
    plan.addApiKey(new v2.ApiKey(s, 'Key'));
  },
  'key with limits of its own': (s) => {
    const prod = stage(s, { autoDeploy: true });
    new v2.RateLimitedApiKey(s, 'Key', { apiStages: [{ api: prod.api, stage: prod }], quota: { limit: 10, period: v2.Period.DAY } });
  },
});

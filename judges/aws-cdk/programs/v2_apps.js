// Whole apps with HTTP and WebSocket APIs, written for the real CDK as one would write them there; what it makes of them is the reference.
'use strict';

const { cdk } = require('../lib');
const { certificate, handler, references, stack, table, zone } = require('./apps/shared');
const apigateway = require('aws-cdk-lib/aws-apigateway');
const apigatewayv2 = require('aws-cdk-lib/aws-apigatewayv2');
const authorizers = require('aws-cdk-lib/aws-apigatewayv2-authorizers');
const integrations = require('aws-cdk-lib/aws-apigatewayv2-integrations');
const cognito = require('aws-cdk-lib/aws-cognito');
const ec2 = require('aws-cdk-lib/aws-ec2');
const elbv2 = require('aws-cdk-lib/aws-elasticloadbalancingv2');
const events = require('aws-cdk-lib/aws-events');
const iam = require('aws-cdk-lib/aws-iam');
const logs = require('aws-cdk-lib/aws-logs');
const route53 = require('aws-cdk-lib/aws-route53');
const targets = require('aws-cdk-lib/aws-route53-targets');
const sqs = require('aws-cdk-lib/aws-sqs');
const sfn = require('aws-cdk-lib/aws-stepfunctions');

const { HttpMethod, MappingValue } = apigatewayv2;
const call = (id, fn, options = {}) => new integrations.HttpLambdaIntegration(id, fn, { scopePermissionToRoute: false, ...options });

/** Who may call: tokens of an issuer and of a user pool, a function, IAM; two stages, a domain. */
function httpAuthorizers(theApp) {
  const s = stack(theApp, 'Orders');
  const fn = handler(s, 'Handler');
  const check = handler(s, 'Check');
  const pool = new cognito.CfnUserPool(s, 'Pool', { userPoolName: 'orders' });
  const client = new cognito.CfnUserPoolClient(s, 'Client', { userPoolId: pool.ref });
  const domain = new apigatewayv2.DomainName(s, 'Domain', { domainName: 'orders.example.com', certificate: certificate(s) });
  const api = new apigatewayv2.HttpApi(s, 'Api', {
    apiName: 'orders',
    description: 'Orders',
    corsPreflight: {
      allowOrigins: ['https://example.com'],
      allowMethods: [apigatewayv2.CorsHttpMethod.GET, apigatewayv2.CorsHttpMethod.POST],
      allowHeaders: ['authorization', 'content-type'],
      allowCredentials: true,
      exposeHeaders: ['x-request-id'],
      maxAge: cdk.Duration.hours(1),
    },
    disableExecuteApiEndpoint: true,
    defaultDomainMapping: { domainName: domain, mappingKey: 'v1' },
  });
  const integration = call('Call', fn);
  const users = new authorizers.HttpUserPoolAuthorizer('Users', cognito.UserPool.fromUserPoolId(s, 'PoolById', pool.ref), {
    userPoolClients: [cognito.UserPoolClient.fromUserPoolClientId(s, 'ClientById', client.ref)],
  });
  const issuer = new authorizers.HttpJwtAuthorizer('Issuer', 'https://login.example.com', { jwtAudience: ['orders', 'admin'] });
  const ask = new authorizers.HttpLambdaAuthorizer('Ask', check, {
    responseTypes: [authorizers.HttpLambdaResponseType.SIMPLE],
    identitySource: ['$request.header.X-Tenant'],
    resultsCacheTtl: cdk.Duration.minutes(1),
  });
  api.addRoutes({ path: '/orders', methods: [HttpMethod.GET, HttpMethod.POST], integration, authorizer: users, authorizationScopes: ['orders/read'] });
  api.addRoutes({ path: '/orders/{id}', methods: [HttpMethod.GET], integration, authorizer: issuer });
  api.addRoutes({ path: '/orders/{id}', methods: [HttpMethod.PUT], integration, authorizer: ask });
  const [remove] = api.addRoutes({ path: '/orders/{id}', methods: [HttpMethod.DELETE], integration, authorizer: new authorizers.HttpIamAuthorizer() });
  api.addRoutes({ path: '/health', integration });
  const admin = new iam.Role(s, 'Admin', { assumedBy: new iam.AccountPrincipal('111122223333') });
  remove.grantInvoke(admin);
  const beta = api.addStage('Beta', {
    stageName: 'beta',
    autoDeploy: true,
    throttle: { rateLimit: 10, burstLimit: 20 },
    stageVariables: { color: 'green' },
    detailedMetricsEnabled: true,
  });
  new apigatewayv2.ApiMapping(s, 'BetaMapping', { api, domainName: domain, stage: beta, apiMappingKey: 'beta' });
  new route53.ARecord(s, 'Alias', {
    zone: zone(s),
    recordName: 'orders',
    target: route53.RecordTarget.fromAlias(new targets.ApiGatewayv2DomainProperties(domain.regionalDomainName, domain.regionalHostedZoneId)),
  });
  new cdk.CfnOutput(s, 'Url', { value: api.defaultStage.domainUrl });
}

/** No function behind it: queue, bus, state machine, load balancer, another site, with parameters mapped. */
function httpIntegrations(theApp) {
  const s = stack(theApp, 'Gate');
  const api = new apigatewayv2.HttpApi(s, 'Api', { createDefaultStage: false });
  const access = new logs.LogGroup(s, 'Access', { retention: logs.RetentionDays.ONE_MONTH, removalPolicy: cdk.RemovalPolicy.DESTROY });
  new apigatewayv2.HttpStage(s, 'Stage', {
    httpApi: api,
    stageName: 'prod',
    autoDeploy: true,
    accessLogSettings: {
      destination: new apigatewayv2.LogGroupLogDestination(access),
      format: apigateway.AccessLogFormat.custom(JSON.stringify({ requestId: '$context.requestId', status: '$context.status' })),
    },
  });
  const queue = new sqs.Queue(s, 'Work');
  const bus = new events.EventBus(s, 'Bus');
  const machine = (id) => new sfn.StateMachine(s, id, {
    stateMachineType: sfn.StateMachineType.EXPRESS,
    role: iam.Role.fromRoleArn(s, `${id}Role`, 'arn:aws:iam::111122223333:role/machine', { mutable: false }),
    definitionBody: sfn.DefinitionBody.fromString('{"StartAt":"Done","States":{"Done":{"Type":"Succeed"}}}'),
  });
  api.addRoutes({ path: '/work', methods: [HttpMethod.POST], integration: new integrations.HttpSqsIntegration('Send', { queue }) });
  api.addRoutes({
    path: '/events',
    methods: [HttpMethod.POST],
    integration: new integrations.HttpEventBridgeIntegration('Put', {
      eventBusRef: bus.eventBusRef,
      parameterMapping: new apigatewayv2.ParameterMapping()
        .custom('Source', 'gate').custom('DetailType', '$request.header.X-Type').custom('Detail', '$request.body').custom('EventBusName', bus.eventBusArn),
    }),
  });
  api.addRoutes({ path: '/jobs', methods: [HttpMethod.POST], integration: new integrations.HttpStepFunctionsIntegration('Start', { stateMachine: machine('Later') }) });
  api.addRoutes({
    path: '/ask',
    methods: [HttpMethod.POST],
    integration: new integrations.HttpStepFunctionsIntegration('Ask', {
      stateMachine: machine('Now'),
      subtype: apigatewayv2.HttpIntegrationSubtype.STEPFUNCTIONS_START_SYNC_EXECUTION,
    }),
  });
  cdk.Annotations.of(s).acknowledgeWarning('@aws-cdk/aws-ec2:noSubnetRouteTableId');
  const vpc = ec2.Vpc.fromVpcAttributes(s, 'Vpc', {
    vpcId: 'vpc-12345678',
    availabilityZones: ['eu-west-1a', 'eu-west-1b'],
    privateSubnetIds: ['subnet-12345678', 'subnet-87654321'],
  });
  const group = ec2.SecurityGroup.fromSecurityGroupId(s, 'Group', 'sg-12345678', { mutable: false });
  const listener = elbv2.ApplicationListener.fromApplicationListenerAttributes(s, 'Listener', {
    listenerArn: 'arn:aws:elasticloadbalancing:eu-west-1:111122223333:listener/app/inner/1234567890123456/1234567890123456',
    securityGroup: group,
  });
  const link = new apigatewayv2.VpcLink(s, 'Link', { vpc, vpcLinkName: 'inner', securityGroups: [group] });
  api.addRoutes({
    path: '/inner/{proxy+}',
    methods: [HttpMethod.ANY],
    integration: new integrations.HttpAlbIntegration('Inner', listener, {
      vpcLink: link,
      parameterMapping: new apigatewayv2.ParameterMapping()
        .appendHeader('x-tenant', MappingValue.contextVariable('authorizer.tenant'))
        .overwritePath(MappingValue.requestPathParam('proxy'))
        .removeQueryString('debug'),
    }),
  });
  api.addRoutes({
    path: '/site',
    methods: [HttpMethod.GET],
    integration: new integrations.HttpUrlIntegration('Site', 'https://example.com/site', { timeout: cdk.Duration.seconds(5) }),
  });
}

/** One function behind everything, with the payload of REST APIs. */
function httpDefault(theApp) {
  const s = stack(theApp, 'Site');
  const users = table(s, 'Users');
  const fn = handler(s, 'Handler', { USERS: users.tableName });
  users.grantReadData(fn);
  const api = new apigatewayv2.HttpApi(s, 'Api', {
    defaultIntegration: call('Call', fn, { payloadFormatVersion: apigatewayv2.PayloadFormatVersion.VERSION_1_0, timeout: cdk.Duration.seconds(10) }),
  });
  api.addRoutes({ path: '/users', methods: [HttpMethod.GET], integration: call('Users', fn) });
  new cdk.CfnOutput(s, 'Url', { value: api.url });
}

/** A chat: connections in a table, messages pushed to them; a key for each client. */
function chat(theApp) {
  const s = stack(theApp, 'Chat');
  const connections = table(s, 'Connections');
  const on = (id) => {
    const fn = handler(s, id, { CONNECTIONS: connections.tableName });
    connections.grantReadWriteData(fn);
    return fn;
  };
  const connect = on('Connect');
  const message = on('Message');
  const check = handler(s, 'Check');
  const api = new apigatewayv2.WebSocketApi(s, 'Api', {
    apiName: 'chat',
    routeSelectionExpression: '$request.body.action',
    apiKeySelectionExpression: apigatewayv2.WebSocketApiKeySelectionExpression.HEADER_X_API_KEY,
    disconnectRouteOptions: { integration: new integrations.WebSocketLambdaIntegration('OnDisconnect', connect) },
    defaultRouteOptions: { integration: new integrations.WebSocketMockIntegration('Otherwise'), returnResponse: true },
  });
  api.addRoute('send', { integration: new integrations.WebSocketLambdaIntegration('Send', message), returnResponse: true });
  new apigatewayv2.WebSocketRoute(s, 'Entrance', {
    webSocketApi: api,
    routeKey: '$connect',
    integration: new integrations.WebSocketLambdaIntegration('OnConnect', connect),
    authorizer: new authorizers.WebSocketLambdaAuthorizer('Check', check, { identitySource: ['route.request.querystring.token'] }),
    apiKeyRequired: true,
  });
  const stage = new apigatewayv2.WebSocketStage(s, 'Stage', { webSocketApi: api, stageName: 'prod', autoDeploy: true, throttle: { rateLimit: 100, burstLimit: 50 } });
  stage.grantManagementApiAccess(message);
  const key = new apigatewayv2.ApiKey(s, 'Key', { description: 'The first client' });
  const plan = new apigatewayv2.UsagePlan(s, 'Plan', {
    usagePlanName: 'basic',
    throttle: { rateLimit: 10, burstLimit: 20 },
    quota: { limit: 1000, period: apigatewayv2.Period.DAY },
    apiStages: [{ api, stage }],
  });
  plan.addApiKey(key);
  new cdk.CfnOutput(s, 'Url', { value: stage.url });
  new cdk.CfnOutput(s, 'Callback', { value: stage.callbackUrl });
}

references([['http-authorizers', httpAuthorizers], ['http-integrations', httpIntegrations], ['http-default', httpDefault], ['websocket-chat', chat]]);

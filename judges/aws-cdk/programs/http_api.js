// Variants of an HTTP API, each a small program of its own. A program sees the names below and its stack `s`.
'use strict';

const { cdk, programs } = require('../lib');
const { Construct } = require('constructs');
const v2 = require('aws-cdk-lib/aws-apigatewayv2');
const authorizers = require('aws-cdk-lib/aws-apigatewayv2-authorizers');
const integrations = require('aws-cdk-lib/aws-apigatewayv2-integrations');
const acm = require('aws-cdk-lib/aws-certificatemanager');
const apigateway = require('aws-cdk-lib/aws-apigateway');
const cloudwatch = require('aws-cdk-lib/aws-cloudwatch');
const cognito = require('aws-cdk-lib/aws-cognito');
const ec2 = require('aws-cdk-lib/aws-ec2');
const elbv2 = require('aws-cdk-lib/aws-elasticloadbalancingv2');
const events = require('aws-cdk-lib/aws-events');
const iam = require('aws-cdk-lib/aws-iam');
const lambda = require('aws-cdk-lib/aws-lambda');
const logs = require('aws-cdk-lib/aws-logs');
const s3 = require('aws-cdk-lib/aws-s3');
const servicediscovery = require('aws-cdk-lib/aws-servicediscovery');
const sqs = require('aws-cdk-lib/aws-sqs');
const sfn = require('aws-cdk-lib/aws-stepfunctions');

const { CorsHttpMethod, HttpApi, HttpMethod, HttpRouteKey, MappingValue, ParameterMapping } = v2;
const { HttpIamAuthorizer, HttpJwtAuthorizer, HttpLambdaAuthorizer, HttpLambdaResponseType, HttpUserPoolAuthorizer } = authorizers;
const { HttpLambdaIntegration, HttpUrlIntegration } = integrations;

/** A function that adds nothing to the template, so that the vectors hold the API alone. */
const handler = (s, id = 'Handler') => lambda.Function.fromFunctionAttributes(s, id, {
  functionArn: `arn:aws:lambda:us-east-1:111122223333:function:${id}`,
  sameEnvironment: true,
});
/** The integration with one permission for an API and a function, which is what construct-lib does. */
const answer = (s, id = 'Integration', fn = 'Handler', props = {}) => (
  new HttpLambdaIntegration(id, handler(s, fn), { scopePermissionToRoute: false, ...props })
);
const url = (id = 'Website', props) => new HttpUrlIntegration(id, 'https://example.com', props);
/** An API with one route. */
const small = (s, props) => {
  const api = new HttpApi(s, 'Api', props);
  api.addRoutes({ path: '/users', methods: [HttpMethod.GET], integration: url() });
  return api;
};
/** An API of which one route is answered by `integration`. */
const answered = (s, integration, props) => {
  new HttpApi(s, 'Api').addRoutes({ path: '/users', methods: [HttpMethod.POST], integration, ...props });
};
/** An API of which one route is guarded by `authorizer`. */
const guarded = (s, authorizer, props) => {
  const api = new HttpApi(s, 'Api');
  api.addRoutes({ path: '/users', methods: [HttpMethod.GET], integration: url(), authorizer, ...props });
  return api;
};
const jwt = (props) => new HttpJwtAuthorizer('Jwt', 'https://issuer.example.com', { jwtAudience: ['users'], ...props });
const vpc = (s) => ec2.Vpc.fromVpcAttributes(s, 'Vpc', {
  vpcId: 'vpc-1', availabilityZones: ['a', 'b'], privateSubnetIds: ['subnet-1', 'subnet-2'], privateSubnetRouteTableIds: ['rtb-1', 'rtb-2'],
});
const vpcLink = (s) => v2.VpcLink.fromVpcLinkAttributes(s, 'Link', { vpcLinkId: 'abc123', vpc: vpc(s) });
const alb = (s, props) => new integrations.HttpAlbIntegration('Alb', elbv2.ApplicationListener.fromApplicationListenerAttributes(s, 'Listener', {
  listenerArn: 'arn:aws:elasticloadbalancing:us-east-1:111122223333:listener/app/a/1/2',
  securityGroup: ec2.SecurityGroup.fromSecurityGroupId(s, 'Group', 'sg-1'),
}), { vpcLink: vpcLink(s), ...props });
const nlb = (s, props) => new integrations.HttpNlbIntegration('Nlb', elbv2.NetworkListener.fromNetworkListenerArn(
  s, 'Listener', 'arn:aws:elasticloadbalancing:us-east-1:111122223333:listener/net/a/1/2',
), { vpcLink: vpcLink(s), ...props });
const cloudMap = (s, props) => new integrations.HttpServiceDiscoveryIntegration('Map', servicediscovery.Service.fromServiceAttributes(s, 'Service', {
  namespace: servicediscovery.PrivateDnsNamespace.fromPrivateDnsNamespaceAttributes(s, 'Space', {
    namespaceArn: 'arn:aws:servicediscovery:us-east-1:111122223333:namespace/ns-1', namespaceId: 'ns-1', namespaceName: 'n',
  }),
  serviceName: 'users', serviceId: 'srv-1', serviceArn: 'arn:aws:servicediscovery:us-east-1:111122223333:service/srv-1',
  dnsRecordType: servicediscovery.DnsRecordType.A, routingPolicy: servicediscovery.RoutingPolicy.MULTIVALUE,
}), { vpcLink: vpcLink(s), ...props });
const queue = (s, subtype, parameterMapping) => new integrations.HttpSqsIntegration('Queue', {
  subtype, parameterMapping,
  queue: sqs.Queue.fromQueueAttributes(s, 'Q', {
    queueArn: 'arn:aws:sqs:us-east-1:111122223333:jobs', queueUrl: 'https://sqs.us-east-1.amazonaws.com/111122223333/jobs',
  }),
});
const machine = (s, subtype, parameterMapping) => new integrations.HttpStepFunctionsIntegration('Machine', {
  subtype, parameterMapping,
  stateMachine: sfn.StateMachine.fromStateMachineArn(s, 'M', 'arn:aws:states:us-east-1:111122223333:stateMachine:orders'),
});
const certificate = (s, id = 'Certificate') => acm.Certificate.fromCertificateArn(s, id, `arn:aws:acm:us-east-1:111122223333:certificate/${id}`);
const domain = (s, props) => new v2.DomainName(s, 'Domain', { domainName: 'api.example.com', certificate: certificate(s), ...props });
const grantee = (s) => new iam.Role(s, 'Grantee', { assumedBy: new iam.ServicePrincipal('ec2.amazonaws.com') });
const output = (s, id, value) => new cdk.CfnOutput(s, id, { value });
const alarm = (s, id, metric) => new cloudwatch.Alarm(s, id, { metric, threshold: 1, evaluationPeriods: 1 });

programs('http-api', 'program: what fills the stack `s`, which is called Stack. template: what the CDK makes of it; error: its refusal.', {
  'the least': (s) => new HttpApi(s, 'Api'),
  'name and description': (s) => new HttpApi(s, 'Api', { apiName: 'users', description: 'Users' }),
  'no default stage': (s) => small(s, { createDefaultStage: false }),
  'no endpoint of its own': (s) => small(s, { disableExecuteApiEndpoint: true }),
  'endpoint of its own, without one': (s) => output(s, 'Endpoint', small(s, { disableExecuteApiEndpoint: true }).apiEndpoint),
  'route selection expression': (s) => small(s, { routeSelectionExpression: true }),
  'dual stack': (s) => small(s, { ipAddressType: v2.IpAddressType.DUAL_STACK }),
  'IPv4': (s) => small(s, { ipAddressType: v2.IpAddressType.IPV4 }),
  'API below another construct': (s) => small(new Construct(s, 'Group')),
  'id, endpoint and addresses': (s) => {
    const api = small(s);
    output(s, 'Id', api.apiId);
    output(s, 'Endpoint', api.apiEndpoint);
    output(s, 'Url', api.url);
    output(s, 'StageUrl', api.addStage('Beta', { stageName: 'beta' }).url);
  },
  'ARN for calls': (s) => {
    const api = small(s);
    output(s, 'All', api.arnForExecuteApi());
    output(s, 'One', api.arnForExecuteApi('POST', '/users', 'prod'));
    output(s, 'Any', api.arnForExecuteApi('ANY', '/users'));
  },
  'imported API': (s) => {
    const api = HttpApi.fromHttpApiAttributes(s, 'Api', { httpApiId: 'a1b2c3', apiEndpoint: 'https://a1b2c3.example.com' });
    output(s, 'Id', api.apiId);
    output(s, 'Endpoint', api.apiEndpoint);
    new v2.HttpRoute(s, 'Route', { httpApi: api, routeKey: HttpRouteKey.DEFAULT, integration: url() });
  },
  'imported API without endpoint': (s) => {
    output(s, 'Endpoint', HttpApi.fromHttpApiAttributes(s, 'Api', { httpApiId: 'a1b2c3' }).apiEndpoint);
  },
  // Routes.
  'default integration': (s) => new HttpApi(s, 'Api', { defaultIntegration: answer(s) }),
  'several verbs': (s) => {
    new HttpApi(s, 'Api').addRoutes({ path: '/users', methods: [HttpMethod.GET, HttpMethod.POST, HttpMethod.DELETE], integration: answer(s) });
  },
  'every verb': (s) => new HttpApi(s, 'Api').addRoutes({ path: '/users', integration: answer(s) }),
  'root, parameter and rest of the path': (s) => {
    const api = new HttpApi(s, 'Api');
    const integration = answer(s);
    api.addRoutes({ path: '/', methods: [HttpMethod.GET], integration });
    api.addRoutes({ path: '/users/{id}', methods: [HttpMethod.GET], integration });
    api.addRoutes({ path: '/files/{proxy+}', integration });
  },
  'path that ends with a slash': (s) => new HttpApi(s, 'Api').addRoutes({ path: '/users/', integration: url() }),
  'path without a slash': (s) => new HttpApi(s, 'Api').addRoutes({ path: 'users', integration: url() }),
  'route by itself': (s) => {
    const httpApi = small(s);
    new v2.HttpRoute(s, 'Route', { httpApi, routeKey: HttpRouteKey.with('/orders', HttpMethod.PUT), integration: url() });
    new v2.HttpRoute(s, 'Default', { httpApi, routeKey: HttpRouteKey.DEFAULT, integration: url() });
  },
  'same route twice': (s) => {
    small(s).addRoutes({ path: '/users', methods: [HttpMethod.GET], integration: url() });
  },
  'one integration for two APIs': (s) => {
    const integration = url();
    new HttpApi(s, 'One').addRoutes({ path: '/', integration });
    new HttpApi(s, 'Two').addRoutes({ path: '/', integration });
  },
  'two integrations of one id': (s) => {
    const api = new HttpApi(s, 'Api');
    api.addRoutes({ path: '/a', methods: [HttpMethod.GET], integration: url() });
    api.addRoutes({ path: '/b', methods: [HttpMethod.GET], integration: url() });
  },
  'two functions': (s) => {
    const api = new HttpApi(s, 'Api');
    api.addRoutes({ path: '/a', methods: [HttpMethod.GET], integration: answer(s, 'Read', 'Reader') });
    api.addRoutes({ path: '/b', methods: [HttpMethod.POST], integration: answer(s, 'Write', 'Writer') });
  },
  'permission for each route': (s) => {
    const integration = answer(s, 'Integration', 'Handler', { scopePermissionToRoute: true });
    const api = new HttpApi(s, 'Api', { defaultIntegration: integration });
    api.addRoutes({ path: '/users/{id}', methods: [HttpMethod.GET], integration });
    api.addRoutes({ path: '/', methods: [HttpMethod.GET], integration });
  },
  // Integrations.
  'function: payload 1.0 and timeout': (s) => answered(s, answer(s, 'Integration', 'Handler', {
    payloadFormatVersion: v2.PayloadFormatVersion.VERSION_1_0, timeout: cdk.Duration.seconds(20),
  })),
  'function: timeout of 29 seconds': (s) => answered(s, answer(s, 'Integration', 'Handler', { timeout: cdk.Duration.seconds(29) })),
  'function: timeout of 30 seconds': (s) => answered(s, answer(s, 'Integration', 'Handler', { timeout: cdk.Duration.seconds(30) })),
  'function: timeout of 49 milliseconds': (s) => answered(s, answer(s, 'Integration', 'Handler', { timeout: cdk.Duration.millis(49) })),
  'function: parameter mapping': (s) => answered(s, answer(s, 'Integration', 'Handler', {
    parameterMapping: new ParameterMapping()
      .appendHeader('x-a', MappingValue.requestHeader('b'))
      .overwriteHeader('x-c', MappingValue.requestQueryString('d'))
      .removeHeader('x-e')
      .appendQueryString('f', MappingValue.requestBody('g.h'))
      .overwriteQueryString('i', MappingValue.requestPathParam('j'))
      .removeQueryString('k')
      .overwritePath(MappingValue.requestPath()),
  })),
  'function: values of mappings': (s) => answered(s, answer(s, 'Integration', 'Handler', {
    parameterMapping: new ParameterMapping()
      .overwriteHeader('x-a', MappingValue.contextVariable('requestId'))
      .overwriteHeader('x-b', MappingValue.stageVariable('c'))
      .overwriteHeader('x-d', MappingValue.custom('e')),
  })),
  'URL': (s) => answered(s, url()),
  'URL: verb, mapping and timeout': (s) => answered(s, url('Website', {
    method: HttpMethod.PATCH, timeout: cdk.Duration.seconds(5),
    parameterMapping: new ParameterMapping().overwritePath(MappingValue.custom('/all')),
  })),
  'ALB': (s) => answered(s, alb(s)),
  'ALB: everything': (s) => answered(s, alb(s, {
    method: HttpMethod.GET, secureServerName: 'users.example.com', timeout: cdk.Duration.seconds(5),
    parameterMapping: new ParameterMapping().removeHeader('x-a'),
  })),
  'NLB': (s) => answered(s, nlb(s)),
  'Cloud Map': (s) => answered(s, cloudMap(s)),
  'Cloud Map without a link': (s) => answered(s, cloudMap(s, { vpcLink: undefined })),
  'Step Functions': (s) => answered(s, machine(s)),
  'Step Functions: start and wait': (s) => answered(s, machine(s, v2.HttpIntegrationSubtype.STEPFUNCTIONS_START_SYNC_EXECUTION)),
  'Step Functions: stop': (s) => answered(s, machine(
    s, v2.HttpIntegrationSubtype.STEPFUNCTIONS_STOP_EXECUTION,
    new ParameterMapping().custom('ExecutionArn', '$request.querystring.executionArn'),
  )),
  'Step Functions: mapping': (s) => answered(s, machine(
    s, v2.HttpIntegrationSubtype.STEPFUNCTIONS_START_EXECUTION,
    new ParameterMapping().custom('StateMachineArn', 'arn:aws:states:us-east-1:111122223333:stateMachine:orders').custom('Input', '$request.body'),
  )),
  'SQS': (s) => answered(s, queue(s)),
  'SQS: receive': (s) => answered(s, queue(s, v2.HttpIntegrationSubtype.SQS_RECEIVE_MESSAGE)),
  'SQS: delete': (s) => answered(s, queue(s, v2.HttpIntegrationSubtype.SQS_DELETE_MESSAGE)),
  'SQS: purge': (s) => answered(s, queue(s, v2.HttpIntegrationSubtype.SQS_PURGE_QUEUE)),
  'SQS: mapping': (s) => answered(s, queue(
    s, v2.HttpIntegrationSubtype.SQS_SEND_MESSAGE,
    new ParameterMapping().custom('QueueUrl', 'https://sqs.us-east-1.amazonaws.com/111122223333/jobs').custom('MessageBody', '$request.body'),
  )),
  'EventBridge': (s) => answered(s, new integrations.HttpEventBridgeIntegration('Bus', {
    eventBusRef: { eventBusName: 'orders', eventBusArn: 'arn:aws:events:us-east-1:111122223333:event-bus/orders' },
  })),
  'EventBridge: mapping': (s) => answered(s, new integrations.HttpEventBridgeIntegration('Bus', {
    eventBusRef: { eventBusName: 'orders', eventBusArn: 'arn:aws:events:us-east-1:111122223333:event-bus/orders' },
    parameterMapping: new ParameterMapping().custom('Detail', '$request.body').custom('DetailType', 'order').custom('Source', 'api'),
  })),
  'integration by itself': (s) => {
    const httpApi = new HttpApi(s, 'Api');
    const role = iam.Role.fromRoleArn(s, 'Role', 'arn:aws:iam::111122223333:role/gateway', { mutable: false });
    new v2.HttpIntegration(s, 'Records', {
      httpApi, integrationType: v2.HttpIntegrationType.AWS_PROXY, integrationSubtype: v2.HttpIntegrationSubtype.KINESIS_PUT_RECORD,
      credentials: v2.IntegrationCredentials.fromRole(role), payloadFormatVersion: v2.PayloadFormatVersion.VERSION_1_0,
      parameterMapping: new ParameterMapping().custom('StreamName', 'orders').custom('Data', '$request.body').custom('PartitionKey', 'a'),
      connectionType: v2.HttpConnectionType.INTERNET,
    });
  },
  'in the name of the caller': (s) => {
    const httpApi = new HttpApi(s, 'Api');
    new v2.HttpIntegration(s, 'Purge', {
      httpApi, integrationType: v2.HttpIntegrationType.AWS_PROXY, integrationSubtype: v2.HttpIntegrationSubtype.SQS_PURGE_QUEUE,
      credentials: v2.IntegrationCredentials.useCallerIdentity(), payloadFormatVersion: v2.PayloadFormatVersion.VERSION_1_0,
      parameterMapping: new ParameterMapping().custom('QueueUrl', 'https://sqs.us-east-1.amazonaws.com/111122223333/jobs'),
      connectionType: v2.HttpConnectionType.INTERNET,
    });
  },
  'VPC link': (s) => new v2.VpcLink(s, 'Link', { vpc: vpc(s) }),
  'VPC link: name and groups': (s) => new v2.VpcLink(s, 'Link', {
    vpc: vpc(s), vpcLinkName: 'users', securityGroups: [ec2.SecurityGroup.fromSecurityGroupId(s, 'Group', 'sg-1')],
  }),
  // Authorizers.
  'JWT': (s) => guarded(s, jwt()),
  'JWT: everything': (s) => guarded(s, jwt({ authorizerName: 'tokens', identitySource: ['$request.querystring.token'], jwtAudience: ['a', 'b'] })),
  'JWT: scopes': (s) => guarded(s, jwt(), { authorizationScopes: ['read', 'write'] }),
  'JWT for two routes': (s) => {
    const authorizer = jwt();
    guarded(s, authorizer).addRoutes({ path: '/orders', methods: [HttpMethod.GET], integration: url(), authorizer });
  },
  'user pool': (s) => guarded(s, new HttpUserPoolAuthorizer('Pool', cognito.UserPool.fromUserPoolId(s, 'UserPool', 'us-east-1_abc'), {
    userPoolClients: [cognito.UserPoolClient.fromUserPoolClientId(s, 'Client', 'client1')],
  })),
  'user pool: another region': (s) => guarded(s, new HttpUserPoolAuthorizer('Pool', cognito.UserPool.fromUserPoolId(s, 'UserPool', 'eu-west-1_abc'), {
    userPoolClients: ['client1', 'client2'].map((id) => cognito.UserPoolClient.fromUserPoolClientId(s, id, id)),
    userPoolRegion: 'eu-west-1', authorizerName: 'people', identitySource: ['$request.header.X-Token'],
  })),
  'function decides': (s) => guarded(s, new HttpLambdaAuthorizer('Lambda', handler(s, 'Check'))),
  'function decides: yes or no': (s) => guarded(s, new HttpLambdaAuthorizer('Lambda', handler(s, 'Check'), {
    responseTypes: [HttpLambdaResponseType.SIMPLE],
  })),
  'function decides: everything': (s) => guarded(s, new HttpLambdaAuthorizer('Lambda', handler(s, 'Check'), {
    authorizerName: 'check', identitySource: ['$request.header.A', '$context.path'], resultsCacheTtl: cdk.Duration.minutes(30),
    responseTypes: [HttpLambdaResponseType.SIMPLE, HttpLambdaResponseType.IAM],
  })),
  'function decides: no cache': (s) => guarded(s, new HttpLambdaAuthorizer('Lambda', handler(s, 'Check'), { resultsCacheTtl: cdk.Duration.seconds(0) })),
  'function decides: a role of yours': (s) => guarded(s, new HttpLambdaAuthorizer('Lambda', handler(s, 'Check'), {
    role: iam.Role.fromRoleArn(s, 'Role', 'arn:aws:iam::111122223333:role/gateway', { mutable: false }),
  })),
  'function decides and answers': (s) => {
    const integration = answer(s);
    new HttpApi(s, 'Api').addRoutes({
      path: '/users', methods: [HttpMethod.GET], integration, authorizer: new HttpLambdaAuthorizer('Lambda', s.node.findChild('Handler')),
    });
  },
  'IAM': (s) => guarded(s, new HttpIamAuthorizer()),
  'IAM: grants': (s) => {
    const api = new HttpApi(s, 'Api');
    const authorizer = new HttpIamAuthorizer();
    const [list] = api.addRoutes({ path: '/users', methods: [HttpMethod.GET], integration: url('A'), authorizer });
    const [files] = api.addRoutes({ path: '/files/{proxy+}', integration: url('B'), authorizer });
    list.grantInvoke(grantee(s));
    files.grantInvoke(s.node.findChild('Grantee'), { httpMethods: [HttpMethod.GET, HttpMethod.PUT] });
  },
  'IAM: grant of another verb': (s) => {
    const [list] = new HttpApi(s, 'Api').addRoutes({ path: '/users', methods: [HttpMethod.GET], integration: url(), authorizer: new HttpIamAuthorizer() });
    list.grantInvoke(grantee(s), { httpMethods: [HttpMethod.PUT] });
  },
  'grant without IAM': (s) => {
    const [list] = new HttpApi(s, 'Api').addRoutes({ path: '/users', methods: [HttpMethod.GET], integration: url() });
    list.grantInvoke(grantee(s));
  },
  'default authorizer and scopes': (s) => {
    const api = new HttpApi(s, 'Api', { defaultAuthorizer: jwt(), defaultAuthorizationScopes: ['read'], defaultIntegration: url('Rest') });
    api.addRoutes({ path: '/users', methods: [HttpMethod.GET], integration: url('A') });
    api.addRoutes({ path: '/users', methods: [HttpMethod.POST], integration: url('B'), authorizationScopes: ['write'] });
    api.addRoutes({ path: '/', methods: [HttpMethod.GET], integration: url('C'), authorizer: new v2.HttpNoneAuthorizer(), authorizationScopes: [] });
  },
  'imported authorizer': (s) => guarded(s, v2.HttpAuthorizer.fromHttpAuthorizerAttributes(s, 'Imported', { authorizerId: 'auth1', authorizerType: 'JWT' })),
  'authorizer by itself': (s) => {
    const httpApi = new HttpApi(s, 'Api');
    new v2.HttpAuthorizer(s, 'Tokens', {
      httpApi, type: v2.HttpAuthorizerType.JWT, identitySource: ['$request.header.Authorization'],
      jwtAudience: ['users'], jwtIssuer: 'https://issuer.example.com',
    });
  },
  'JWT without an audience': (s) => guarded(s, jwt({ jwtAudience: [] })),
  // CORS.
  'cors: all origins': (s) => small(s, { corsPreflight: { allowOrigins: ['*'] } }),
  'cors: everything': (s) => small(s, {
    corsPreflight: {
      allowOrigins: ['https://a.example', 'https://b.example'], allowMethods: [CorsHttpMethod.GET, CorsHttpMethod.PUT], allowHeaders: ['x-a', 'x-b'],
      exposeHeaders: ['etag'], allowCredentials: true, maxAge: cdk.Duration.hours(1),
    },
  }),
  'cors: every verb and header': (s) => small(s, { corsPreflight: { allowOrigins: ['*'], allowMethods: [CorsHttpMethod.ANY], allowHeaders: ['*'] } }),
  'cors: credentials from all origins': (s) => small(s, { corsPreflight: { allowOrigins: ['*'], allowCredentials: true } }),
  // Stages.
  'stage': (s) => new v2.HttpStage(s, 'Stage', { httpApi: small(s), stageName: 'beta' }),
  'stage: everything': (s) => new v2.HttpStage(s, 'Stage', {
    httpApi: small(s, { createDefaultStage: false }), stageName: 'beta', autoDeploy: true, description: 'Second', detailedMetricsEnabled: true,
    throttle: { burstLimit: 20, rateLimit: 10.5 }, stageVariables: { b: '2', a: '1' },
  }),
  'stage: default by itself': (s) => new v2.HttpStage(s, 'Stage', { httpApi: small(s, { createDefaultStage: false }), autoDeploy: true }),
  'stage: access log': (s) => small(s).addStage('Beta', {
    stageName: 'beta', autoDeploy: true,
    accessLogSettings: {
      destination: new v2.LogGroupLogDestination(new logs.LogGroup(s, 'Access')),
      format: apigateway.AccessLogFormat.custom('$context.requestId $context.status'),
    },
  }),
  'stage: access log without the id of the request': (s) => small(s).addStage('Beta', {
    stageName: 'beta', accessLogSettings: {
      destination: new v2.LogGroupLogDestination(new logs.LogGroup(s, 'Access')), format: apigateway.AccessLogFormat.custom('$context.status'),
    },
  }),
  'stage: imported': (s) => {
    const api = small(s);
    const stage = v2.HttpStage.fromHttpStageAttributes(s, 'Stage', { api, stageName: 'beta' });
    new v2.ApiMapping(s, 'Mapping', { api, domainName: domain(s), stage, apiMappingKey: 'beta' });
  },
  // Domains.
  'domain': (s) => domain(s),
  'domain: everything': (s) => domain(s, {
    certificateName: 'first', endpointType: v2.EndpointType.REGIONAL, securityPolicy: v2.SecurityPolicy.TLS_1_2,
    ipAddressType: v2.IpAddressType.DUAL_STACK, ownershipCertificate: certificate(s, 'Owner'),
    mtls: { bucket: s3.Bucket.fromBucketName(s, 'Bucket', 'trust'), key: 'ca.pem', version: '1' },
  }),
  'domain: two endpoints': (s) => domain(s).addEndpoint({ certificate: certificate(s, 'Second'), endpointType: v2.EndpointType.EDGE }),
  'domain: two endpoints of one kind': (s) => domain(s).addEndpoint({ certificate: certificate(s, 'Second') }),
  'domain: ownership without mTLS': (s) => domain(s, { ownershipCertificate: certificate(s, 'Owner') }),
  'domain: names': (s) => {
    const name = domain(s);
    output(s, 'Name', name.name);
    output(s, 'Regional', name.regionalDomainName);
    output(s, 'Zone', name.regionalHostedZoneId);
  },
  'domain: imported': (s) => {
    const domainName = v2.DomainName.fromDomainNameAttributes(s, 'Domain', {
      name: 'api.example.com', regionalDomainName: 'd-1.execute-api.us-east-1.amazonaws.com', regionalHostedZoneId: 'Z1',
    });
    new v2.ApiMapping(s, 'Mapping', { api: small(s), domainName });
  },
  'mapping': (s) => {
    const mapping = new v2.ApiMapping(s, 'Mapping', { api: small(s), domainName: domain(s), apiMappingKey: 'v1/users' });
    output(s, 'Url', mapping.domainUrl);
  },
  'mapping of the default stage': (s) => {
    const api = small(s, { defaultDomainMapping: { domainName: domain(s), mappingKey: 'users' } });
    output(s, 'Url', api.defaultStage.domainUrl);
  },
  'mapping of the default stage at the root': (s) => small(s, { defaultDomainMapping: { domainName: domain(s) } }),
  'mapping of a stage': (s) => {
    const stage = small(s).addStage('Beta', { stageName: 'beta', autoDeploy: true, domainMapping: { domainName: domain(s), mappingKey: 'beta' } });
    output(s, 'Url', stage.domainUrl);
  },
  'mapping with an empty key': (s) => new v2.ApiMapping(s, 'Mapping', { api: small(s), domainName: domain(s), apiMappingKey: '' }),
  'address without a mapping': (s) => output(s, 'Url', small(s).defaultStage.domainUrl),
  // Metrics.
  'metrics of an API': (s) => {
    const api = small(s);
    alarm(s, 'ClientError', api.metricClientError());
    alarm(s, 'ServerError', api.metricServerError());
    alarm(s, 'DataProcessed', api.metricDataProcessed());
    alarm(s, 'Count', api.metricCount());
    alarm(s, 'IntegrationLatency', api.metricIntegrationLatency());
    alarm(s, 'Latency', api.metricLatency());
  },
  'metrics of a stage': (s) => {
    const stage = small(s).defaultStage;
    alarm(s, 'ClientError', stage.metricClientError());
    alarm(s, 'Latency', stage.metricLatency());
    alarm(s, 'Other', stage.metric('Other'));
  },
});

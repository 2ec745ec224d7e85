// Whole apps with a REST API, written for the real CDK as one would write them there; what it makes of them is the reference.
// Functions are called by one permission for an API (`scopePermissionToMethod: false`), which is what construct-lib writes.
'use strict';

const fs = require('fs');
const path = require('path');
const { cdk } = require('../lib');
const { certificate, handler, references, stack, table, zone } = require('./apps/shared');
const apigateway = require('aws-cdk-lib/aws-apigateway');
const cognito = require('aws-cdk-lib/aws-cognito');
const ec2 = require('aws-cdk-lib/aws-ec2');
const elbv2 = require('aws-cdk-lib/aws-elasticloadbalancingv2');
const iam = require('aws-cdk-lib/aws-iam');
const logs = require('aws-cdk-lib/aws-logs');
const route53 = require('aws-cdk-lib/aws-route53');
const targets = require('aws-cdk-lib/aws-route53-targets');
const s3 = require('aws-cdk-lib/aws-s3');
const sfn = require('aws-cdk-lib/aws-stepfunctions');
const wafv2 = require('aws-cdk-lib/aws-wafv2');

const regional = { endpointConfiguration: { types: [apigateway.EndpointType.REGIONAL] } };
const call = (fn, options = {}) => new apigateway.LambdaIntegration(fn, { scopePermissionToMethod: false, ...options });

/** Users that are created, read and deleted: models, validators, keys, errors, CORS. */
function crud(theApp) {
  const s = stack(theApp, 'Users');
  const users = table(s, 'UserTable');
  const fn = handler(s, 'Handler', { USERS: users.tableName });
  users.grantReadWriteData(fn);
  const api = new apigateway.RestApi(s, 'Api', {
    ...regional,
    description: 'Users',
    deployOptions: { stageName: 'prod', throttlingRateLimit: 100, throttlingBurstLimit: 200 },
    defaultCorsPreflightOptions: { allowOrigins: ['https://example.com'], allowMethods: ['GET', 'PUT', 'POST', 'DELETE'], maxAge: cdk.Duration.hours(1) },
  });
  const user = api.addModel('User', {
    modelName: 'User',
    schema: {
      type: apigateway.JsonSchemaType.OBJECT,
      properties: {
        email: { type: apigateway.JsonSchemaType.STRING, minLength: 3 },
        name: { type: apigateway.JsonSchemaType.STRING },
        age: { type: apigateway.JsonSchemaType.INTEGER, minimum: 0 },
        roles: { type: apigateway.JsonSchemaType.ARRAY, items: { type: apigateway.JsonSchemaType.STRING } },
      },
      required: ['email', 'name'],
    },
  });
  const problem = api.addModel('Problem', {
    modelName: 'Problem',
    schema: { type: apigateway.JsonSchemaType.OBJECT, properties: { message: { type: apigateway.JsonSchemaType.STRING } } },
  });
  const body = api.addRequestValidator('Body', { validateRequestBody: true });
  const all = api.addRequestValidator('All', { requestValidatorName: 'all', validateRequestBody: true, validateRequestParameters: true });
  const integration = call(fn);
  const withKey = { apiKeyRequired: true };
  const answers = { methodResponses: [{ statusCode: '200', responseModels: { 'application/json': user } }, { statusCode: '404', responseModels: { 'application/json': problem } }] };
  const collection = api.root.addResource('users');
  collection.addMethod('POST', integration, { ...withKey, operationName: 'createUser', requestModels: { 'application/json': user }, requestValidator: body });
  collection.addMethod('GET', integration, { ...withKey, requestParameters: { 'method.request.querystring.limit': true, 'method.request.header.X-Trace': false }, requestValidator: all });
  const item = collection.addResource('{id}');
  item.addMethod('GET', integration, { ...withKey, ...answers });
  item.addMethod('PUT', integration, { ...withKey, requestModels: { 'application/json': user }, requestValidator: all });
  item.addMethod('DELETE', integration, withKey);
  api.addGatewayResponse('BadBody', {
    type: apigateway.ResponseType.BAD_REQUEST_BODY,
    statusCode: '422',
    templates: { 'application/json': '{"message":$context.error.messageString}' },
  });
  api.addGatewayResponse('Default4xx', { type: apigateway.ResponseType.DEFAULT_4XX, responseHeaders: { 'Access-Control-Allow-Origin': "'https://example.com'" } });
  const plan = api.addUsagePlan('Plan', {
    name: 'basic',
    throttle: { rateLimit: 10, burstLimit: 20 },
    quota: { limit: 10000, period: apigateway.Period.MONTH },
    apiStages: [{ api, stage: api.deploymentStage, throttle: [{ method: collection.node.findChild('GET'), throttle: { rateLimit: 5, burstLimit: 5 } }] }],
  });
  plan.addApiKey(api.addApiKey('Key', { description: 'The first client' }));
  new cdk.CfnOutput(s, 'Url', { value: api.urlForPath('/users') });
}

/** Who may call: every kind of authorizer, and IAM. */
function authorizers(theApp) {
  const s = stack(theApp, 'Orders');
  const fn = handler(s, 'Handler');
  const check = handler(s, 'Check');
  const guard = handler(s, 'Guard');
  const pool = new cognito.CfnUserPool(s, 'Pool', { userPoolName: 'orders' });
  const api = new apigateway.RestApi(s, 'Api', { ...regional, apiKeySourceType: apigateway.ApiKeySourceType.AUTHORIZER });
  const integration = call(fn);
  const users = new apigateway.CognitoUserPoolsAuthorizer(s, 'Users', {
    cognitoUserPools: [cognito.UserPool.fromUserPoolArn(s, 'PoolByArn', pool.attrArn)],
    resultsCacheTtl: cdk.Duration.minutes(10),
  });
  const token = new apigateway.TokenAuthorizer(s, 'Token', { handler: check, validationRegex: '^Bearer .+$', resultsCacheTtl: cdk.Duration.minutes(1) });
  const request = new apigateway.RequestAuthorizer(s, 'Request', {
    handler: guard,
    identitySources: [apigateway.IdentitySource.header('X-Tenant'), apigateway.IdentitySource.queryString('key')],
    resultsCacheTtl: cdk.Duration.seconds(0),
    authorizerName: 'by-request',
  });
  const orders = api.root.addResource('orders', { defaultIntegration: integration });
  orders.addMethod('GET', integration, { authorizer: users, authorizationScopes: ['orders/read'] });
  orders.addMethod('POST', integration, { authorizer: token });
  const order = orders.addResource('{id}');
  order.addMethod('GET', integration, { authorizer: request });
  order.addMethod('DELETE', integration, { authorizationType: apigateway.AuthorizationType.IAM });
  const open = api.root.addResource('health').addMethod('GET', integration);
  const admin = new iam.Role(s, 'Admin', { assumedBy: new iam.AccountPrincipal('111122223333') });
  admin.addToPolicy(new iam.PolicyStatement({ actions: ['execute-api:Invoke'], resources: [api.arnForExecuteApi('DELETE', '/orders/*', 'prod')] }));
  order.node.findChild('DELETE').grantExecute(admin);
  new cdk.CfnOutput(s, 'Health', { value: open.methodArn });
}

/** A stage with all that a stage can have, on its own domain. */
function stageInFull(theApp) {
  const s = stack(theApp, 'Shop', { env: { account: '111122223333', region: 'eu-west-1' } });
  const fn = handler(s, 'Handler');
  const logGroup = new logs.LogGroup(s, 'Access', { retention: logs.RetentionDays.ONE_MONTH, removalPolicy: cdk.RemovalPolicy.DESTROY });
  const api = new apigateway.RestApi(s, 'Api', {
    ...regional,
    cloudWatchRole: true,
    disableExecuteApiEndpoint: true,
    deployOptions: {
      stageName: 'live',
      accessLogDestination: new apigateway.LogGroupLogDestination(logGroup),
      accessLogFormat: apigateway.AccessLogFormat.jsonWithStandardFields(),
      loggingLevel: apigateway.MethodLoggingLevel.ERROR,
      metricsEnabled: true,
      tracingEnabled: true,
      cacheClusterEnabled: true,
      cacheClusterSize: '0.5',
      cachingEnabled: true,
      cacheTtl: cdk.Duration.minutes(5),
      cacheDataEncrypted: true,
      throttlingRateLimit: 50,
      throttlingBurstLimit: 100,
      variables: { color: 'blue' },
      methodOptions: {
        '/products/GET': { cachingEnabled: true, cacheTtl: cdk.Duration.hours(1) },
        '/products/{id}/GET': { cachingEnabled: false, throttlingRateLimit: 5, throttlingBurstLimit: 5 },
      },
    },
  });
  const products = api.root.addResource('products');
  products.addMethod('GET', call(fn));
  products.addResource('{id}').addMethod('GET', call(fn));
  api.deploymentStage.node.defaultChild.canarySetting = { percentTraffic: 10, useStageCache: false, stageVariableOverrides: { color: 'green' } };
  const domain = new apigateway.DomainName(s, 'Domain', {
    domainName: 'api.example.com',
    certificate: certificate(s),
    endpointType: apigateway.EndpointType.REGIONAL,
    securityPolicy: apigateway.SecurityPolicy.TLS_1_2,
    mtls: { bucket: s3.Bucket.fromBucketName(s, 'Trust', 'trust-bucket'), key: 'truststore.pem', version: '1' },
  });
  domain.addBasePathMapping(api, { basePath: 'shop', stage: api.deploymentStage });
  new route53.ARecord(s, 'Alias', { zone: zone(s), recordName: 'api', target: route53.RecordTarget.fromAlias(new targets.ApiGatewayDomain(domain)) });
  const acl = new wafv2.CfnWebACL(s, 'Acl', { scope: 'REGIONAL', defaultAction: { allow: {} }, visibilityConfig: { cloudWatchMetricsEnabled: true, metricName: 'shop', sampledRequestsEnabled: true } });
  new wafv2.CfnWebACLAssociation(s, 'Association', { resourceArn: api.deploymentStage.stageArn, webAclArn: acl.attrArn });
}

/** No function behind it but one that streams: HTTP, mock, DynamoDB, Step Functions, a VPC link. */
function integrations(theApp) {
  const s = stack(theApp, 'Gate');
  const items = table(s, 'Items');
  const stream = handler(s, 'Stream');
  const api = new apigateway.RestApi(s, 'Api', regional);
  const json = { 'application/json': apigateway.Model.EMPTY_MODEL };
  api.root.addMethod('GET', new apigateway.MockIntegration({
    requestTemplates: { 'application/json': '{"statusCode":200}' },
    integrationResponses: [{ statusCode: '200', responseTemplates: { 'application/json': '{"ok":true}' } }],
  }), { methodResponses: [{ statusCode: '200', responseModels: json }] });
  api.root.addResource('proxy').addMethod('GET', new apigateway.HttpIntegration('https://example.com/v1', { options: { timeout: cdk.Duration.seconds(5) } }));
  api.root.addResource('fetch').addResource('{id}').addMethod('GET', new apigateway.HttpIntegration('https://example.com/items/{id}', {
    proxy: false,
    httpMethod: 'GET',
    options: {
      requestParameters: { 'integration.request.path.id': 'method.request.path.id' },
      cacheKeyParameters: ['method.request.path.id'],
      cacheNamespace: 'items',
      integrationResponses: [{ statusCode: '200' }, { statusCode: '502', selectionPattern: '5\\d{2}', responseTemplates: { 'application/json': '{"message":"upstream"}' } }],
    },
  }), { requestParameters: { 'method.request.path.id': true }, methodResponses: [{ statusCode: '200' }, { statusCode: '502' }] });
  const put = new iam.Role(s, 'PutRole', { assumedBy: new iam.ServicePrincipal('apigateway.amazonaws.com') });
  put.addToPolicy(new iam.PolicyStatement({ actions: ['dynamodb:PutItem'], resources: [items.tableArn] }));
  api.root.addResource('items').addMethod('POST', new apigateway.AwsIntegration({
    service: 'dynamodb',
    action: 'PutItem',
    options: {
      credentialsRole: put,
      passthroughBehavior: apigateway.PassthroughBehavior.NEVER,
      requestTemplates: { 'application/json': s.toJsonString({ TableName: items.tableName, Item: { id: { S: "$input.path('$.id')" } } }) },
      integrationResponses: [{ statusCode: '201', responseParameters: { 'method.response.header.Location': "'/items'" } }, { statusCode: '400', selectionPattern: '4\\d{2}' }],
    },
  }), { methodResponses: [{ statusCode: '201', responseParameters: { 'method.response.header.Location': true } }, { statusCode: '400' }] });
  const machine = new sfn.StateMachine(s, 'Machine', {
    stateMachineType: sfn.StateMachineType.EXPRESS,
    role: iam.Role.fromRoleArn(s, 'MachineRole', 'arn:aws:iam::111122223333:role/machine', { mutable: false }),
    definitionBody: sfn.DefinitionBody.fromString('{"StartAt":"Done","States":{"Done":{"Type":"Succeed"}}}'),
  });
  api.root.addResource('jobs').addMethod('POST', apigateway.StepFunctionsIntegration.startExecution(machine, { requestContext: { requestId: true, httpMethod: true }, headers: true }));
  const link = new apigateway.VpcLink(s, 'Link', {
    targets: [elbv2.NetworkLoadBalancer.fromNetworkLoadBalancerAttributes(s, 'Balancer', {
      loadBalancerArn: 'arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/net/inner/1234567890123456',
      loadBalancerDnsName: 'inner.elb.eu-west-1.amazonaws.com',
    })],
  });
  api.root.addResource('inner').addMethod('ANY', new apigateway.Integration({
    type: apigateway.IntegrationType.HTTP_PROXY,
    integrationHttpMethod: 'ANY',
    uri: 'http://inner.elb.eu-west-1.amazonaws.com',
    options: { connectionType: apigateway.ConnectionType.VPC_LINK, vpcLink: link },
  }));
  api.root.addResource('stream').addMethod('GET', call(stream, { responseTransferMode: apigateway.ResponseTransferMode.STREAM, timeout: cdk.Duration.minutes(5) }));
}

/** An API made of a document, whose text names the function. */
function fromDocument(theApp) {
  const s = stack(theApp, 'Books');
  const fn = handler(s, 'Handler');
  const document = JSON.parse(fs.readFileSync(path.join(__dirname, 'apps/books.json'), 'utf8'));
  const uri = `arn:${cdk.Aws.PARTITION}:apigateway:${cdk.Aws.REGION}:lambda:path/2015-03-31/functions/${fn.functionArn}/invocations`;
  for (const operations of Object.values(document.paths)) {
    for (const operation of Object.values(operations)) {
      operation['x-amazon-apigateway-integration'] = { type: 'aws_proxy', httpMethod: 'POST', uri };
    }
  }
  const api = new apigateway.SpecRestApi(s, 'Api', {
    apiDefinition: apigateway.ApiDefinition.fromInline(document),
    endpointTypes: [apigateway.EndpointType.REGIONAL],
    deployOptions: { stageName: 'v1', tracingEnabled: true },
  });
  // Where `LambdaIntegration` would put it.
  const id = `ApiPermission.ApiScoped.${cdk.Names.nodeUniqueId(fn.node)}.${cdk.Names.nodeUniqueId(api.node)}`;
  fn.addPermission(id, { scope: api, principal: new iam.ServicePrincipal('apigateway.amazonaws.com'), sourceArn: api.arnForExecuteApi() });
  api.addGatewayResponse('Missing', { type: apigateway.ResponseType.MISSING_AUTHENTICATION_TOKEN, statusCode: '404' });
  new cdk.CfnOutput(s, 'Url', { value: api.urlForPath('/books') });
}

/** An API that only a VPC reaches, by one endpoint. */
function privateApi(theApp) {
  const s = stack(theApp, 'Inner', { env: { account: '111122223333', region: 'eu-west-1' } });
  const fn = handler(s, 'Handler');
  const endpoint = new ec2.CfnVPCEndpoint(s, 'Endpoint', {
    vpcId: 'vpc-12345678',
    serviceName: 'com.amazonaws.eu-west-1.execute-api',
    vpcEndpointType: 'Interface',
    privateDnsEnabled: true,
    subnetIds: ['subnet-12345678', 'subnet-87654321'],
    securityGroupIds: ['sg-12345678'],
  });
  const gate = ec2.InterfaceVpcEndpoint.fromInterfaceVpcEndpointAttributes(s, 'Gate', { vpcEndpointId: endpoint.ref, port: 443 });
  const api = new apigateway.RestApi(s, 'Api', {
    endpointConfiguration: { types: [apigateway.EndpointType.PRIVATE], vpcEndpoints: [gate] },
    policy: new iam.PolicyDocument({
      statements: [
        new iam.PolicyStatement({ effect: iam.Effect.ALLOW, principals: [new iam.AnyPrincipal()], actions: ['execute-api:Invoke'], resources: ['execute-api:/*'] }),
        new iam.PolicyStatement({
          effect: iam.Effect.DENY,
          principals: [new iam.AnyPrincipal()],
          actions: ['execute-api:Invoke'],
          resources: ['execute-api:/*'],
          conditions: { StringNotEquals: { 'aws:SourceVpce': endpoint.ref } },
        }),
      ],
    }),
  });
  api.root.addProxy({ defaultIntegration: call(fn) });
}

references([
  ['rest-crud', crud], ['rest-authorizers', authorizers], ['rest-stage', stageInFull], ['rest-integrations', integrations],
  ['rest-document', fromDocument], ['rest-private', privateApi],
]);

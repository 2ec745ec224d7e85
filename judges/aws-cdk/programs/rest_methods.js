// Resources, methods, integrations and models of a REST API, each a small program of its own. A program sees the names
// below and its stack `s`.
'use strict';

const { cdk, programs } = require('../lib');
const apigateway = require('aws-cdk-lib/aws-apigateway');
const elb = require('aws-cdk-lib/aws-elasticloadbalancingv2');
const iam = require('aws-cdk-lib/aws-iam');
const lambda = require('aws-cdk-lib/aws-lambda');
const sfn = require('aws-cdk-lib/aws-stepfunctions');

const {
  AwsIntegration, ContentHandling, HttpIntegration, JsonSchemaType, LambdaIntegration, LambdaRestApi, MockIntegration, Model,
  PassthroughBehavior, ResponseTransferMode, RestApi, SagemakerIntegration, StepFunctionsIntegration, StepFunctionsRestApi, VpcLink,
} = apigateway;

/** A function that adds nothing to the template, so that the vectors hold the API alone. */
const handler = (s, id = 'Handler') => lambda.Function.fromFunctionAttributes(s, id, {
  functionArn: `arn:aws:lambda:us-east-1:111122223333:function:${id}`,
  sameEnvironment: true,
});
/** The integration with one permission for an API and a function, which is what construct-lib does. */
const scoped = (fn, options = {}) => new LambdaIntegration(fn, { scopePermissionToMethod: false, ...options });
const api = (s, props) => new RestApi(s, 'Api', props);
/** An API whose root answers GET. */
const get = (s, integration, options) => api(s).root.addMethod('GET', integration, options);
/** A role of the account, which adds nothing to the template but what is granted to it. */
const role = (s) => iam.Role.fromRoleArn(s, 'Role', 'arn:aws:iam::111122223333:role/caller', { mutable: false });
const machineArn = 'arn:aws:states:us-east-1:111122223333:stateMachine:order';
const machine = (s) => sfn.StateMachine.fromStateMachineArn(s, 'Machine', machineArn);
/** An endpoint of SageMaker, as its construct library would give it. */
const endpoint = () => {
  const endpointArn = 'arn:aws:sagemaker:us-east-1:111122223333:endpoint/prices';
  return {
    endpointName: 'prices',
    endpointArn,
    grantInvoke: (grantee) => iam.Grant.addToPrincipal({ grantee, actions: ['sagemaker:InvokeEndpoint'], resourceArns: [endpointArn] }),
  };
};
const balancerArn = 'arn:aws:elasticloadbalancing:us-east-1:111122223333:loadbalancer/net/shop/1234567890abcdef';
const balancer = (s) => elb.NetworkLoadBalancer.fromNetworkLoadBalancerAttributes(s, 'Balancer', {
  loadBalancerArn: balancerArn, loadBalancerDnsName: 'shop.example.com',
});
const json = 'application/json';

programs('rest-methods', 'program: what fills the stack `s`, which is called Stack. template: what the CDK makes of it; error: its refusal.', {
  // Defaults, and where they are taken from.
  'defaults: integration of a resource': (s) => {
    const users = api(s).root.addResource('users', { defaultIntegration: scoped(handler(s)) });
    users.addMethod('GET');
    users.addResource('{id}').addMethod('DELETE');
  },
  'defaults: a resource takes the place of the API': (s) => {
    const root = api(s, { defaultIntegration: scoped(handler(s)) }).root;
    root.addMethod('GET');
    root.addResource('users', { defaultIntegration: new HttpIntegration('https://users.example.com') }).addMethod('GET');
  },
  'defaults: options of methods': (s) => {
    const root = api(s, {
      defaultMethodOptions: { apiKeyRequired: true, authorizationType: apigateway.AuthorizationType.IAM, operationName: 'Call' },
    }).root;
    root.addMethod('GET', scoped(handler(s)));
    root.addResource('users').addMethod('POST', scoped(s.node.findChild('Handler')), { apiKeyRequired: false, operationName: 'AddUser' });
  },
  'defaults: options of a resource add to those of the API': (s) => {
    const root = api(s, { defaultMethodOptions: { apiKeyRequired: true } }).root;
    const users = root.addResource('users', { defaultMethodOptions: { authorizationType: apigateway.AuthorizationType.IAM } });
    users.addMethod('GET', scoped(handler(s)));
  },
  'defaults: NONE beside IAM': (s) => {
    const root = api(s, { defaultMethodOptions: { authorizationType: apigateway.AuthorizationType.IAM } }).root;
    root.addMethod('GET', scoped(handler(s)), { authorizationType: apigateway.AuthorizationType.NONE });
  },
  'defaults: request parameters and answers': (s) => {
    const root = api(s, {
      defaultMethodOptions: {
        requestParameters: { 'method.request.header.X-Customer': false },
        methodResponses: [{ statusCode: '200' }],
      },
    }).root;
    root.addMethod('GET', scoped(handler(s)));
  },
  'defaults: preflight of a resource': (s) => {
    const root = api(s).root;
    root.addMethod('GET', scoped(handler(s)));
    root.addResource('users', { defaultCorsPreflightOptions: { allowOrigins: ['https://a.example'] } }).addResource('{id}');
  },
  'defaults: preflight beside ANY': (s) => {
    const users = api(s).root.addResource('users');
    users.addMethod('ANY', scoped(handler(s)));
    users.addCorsPreflight({ allowOrigins: ['*'] });
  },
  'preflight: guarded by IAM otherwise': (s) => {
    const root = api(s, {
      defaultMethodOptions: { authorizationType: apigateway.AuthorizationType.IAM, apiKeyRequired: true },
      defaultCorsPreflightOptions: { allowOrigins: ['*'] },
    }).root;
    root.addMethod('GET', scoped(handler(s)));
  },
  'preflight: patterns of ports': (s) => {
    get(s, scoped(handler(s)));
    s.node.findChild('Api').root.addCorsPreflight({ allowOrigins: ['http://localhost:3000', 'http://localhost:5173'], allowMethods: ['GET'], statusCode: 200 });
  },
  // Resources.
  'resource: an existing one': (s) => {
    const restApi = api(s);
    restApi.root.addMethod('GET', scoped(handler(s)));
    const users = apigateway.Resource.fromResourceAttributes(s, 'Users', { restApi, resourceId: 'a1b2c3', path: '/users' });
    users.addMethod('GET', new MockIntegration());
    users.addResource('{id}').addMethod('GET', new MockIntegration());
  },
  'proxy of a function for the API': (s) => {
    api(s, { defaultIntegration: scoped(handler(s)) }).root.addProxy();
  },
  'proxy below another with its own options': (s) => {
    api(s).root.addResource('files').addProxy({ defaultIntegration: scoped(handler(s)), defaultMethodOptions: { apiKeyRequired: true } });
  },
  'proxy without ANY below another': (s) => {
    const proxy = api(s).root.addResource('files').addProxy({ anyMethod: false });
    proxy.addMethod('GET', scoped(handler(s)));
  },
  // Methods.
  'method: ARNs': (s) => {
    const method = api(s).root.addResource('users').addResource('{id}').addMethod('GET', scoped(handler(s)));
    new cdk.CfnOutput(s, 'Arn', { value: method.methodArn });
    new cdk.CfnOutput(s, 'Test', { value: method.testMethodArn });
  },
  'method: ARN of ANY without a stage': (s) => {
    const method = api(s, { deploy: false }).root.addMethod('ANY', scoped(handler(s)));
    new cdk.CfnOutput(s, 'Arn', { value: method.methodArn });
  },
  'method: grant': (s) => {
    const caller = new iam.Role(s, 'Caller', { assumedBy: new iam.AccountRootPrincipal() });
    const method = api(s).root.addResource('users').addMethod('POST', scoped(handler(s)), { authorizationType: apigateway.AuthorizationType.IAM });
    method.grantExecute(caller);
  },
  'method: answers': (s) => get(s, scoped(handler(s)), {
    methodResponses: [
      { statusCode: '200', responseParameters: { 'method.response.header.ETag': true, 'method.response.header.Age': false }, responseModels: { [json]: Model.EMPTY_MODEL } },
      { statusCode: '404', responseModels: { [json]: Model.ERROR_MODEL } },
    ],
  }),
  'method: answer added later': (s) => get(s, scoped(handler(s)), { methodResponses: [{ statusCode: '200' }] })
    .addMethodResponse({ statusCode: '500', responseModels: { [json]: Model.ERROR_MODEL } }),
  'method: request parameters': (s) => {
    api(s).root.addResource('{id}').addMethod('GET', scoped(handler(s)), {
      requestParameters: {
        'method.request.path.id': true, 'method.request.querystring.q': true, 'method.request.header.X-Id': false,
        'method.request.multivaluequerystring.tag': false, 'method.request.multivalueheader.Accept': false,
      },
    });
  },
  'method: validator of its own': (s) => get(s, scoped(handler(s)), {
    requestParameters: { 'method.request.querystring.q': true },
    requestValidatorOptions: { requestValidatorName: 'query', validateRequestParameters: true },
  }),
  'method: validators of their own': (s) => {
    const users = api(s).root.addResource('users');
    const requestValidatorOptions = { validateRequestBody: true, validateRequestParameters: true };
    users.addMethod('POST', scoped(handler(s)), { requestValidatorOptions });
    users.addMethod('PUT', scoped(s.node.findChild('Handler')), { requestValidatorOptions });
  },
  'method: two kinds of validator': (s) => {
    const restApi = api(s);
    restApi.root.addMethod('GET', scoped(handler(s)), {
      requestValidator: restApi.addRequestValidator('Validator', {}), requestValidatorOptions: { validateRequestBody: true },
    });
  },
  'method: validator that exists': (s) => get(s, scoped(handler(s)), {
    requestValidator: apigateway.RequestValidator.fromRequestValidatorId(s, 'Validator', 'a1b2c3'),
  }),
  // Models.
  'model: everything': (s) => {
    const restApi = api(s);
    restApi.root.addMethod('POST', scoped(handler(s)), {
      requestModels: {
        [json]: restApi.addModel('Order', {
          contentType: json, modelName: 'Order', description: 'An order',
          schema: {
            title: 'Order', type: JsonSchemaType.OBJECT, required: ['id', 'items'],
            properties: {
              id: { type: JsonSchemaType.STRING, minLength: 1 },
              items: { type: JsonSchemaType.ARRAY, minItems: 1, items: { type: JsonSchemaType.STRING } },
              total: { type: JsonSchemaType.NUMBER, minimum: 0 },
            },
          },
        }),
      },
      requestValidator: restApi.addRequestValidator('Body', { validateRequestBody: true }),
    });
  },
  'model: of another content type, by its class': (s) => {
    const restApi = api(s);
    const model = new Model(s, 'Text', { restApi, contentType: 'text/plain', schema: { type: JsonSchemaType.STRING } });
    restApi.root.addMethod('GET', scoped(handler(s)), { methodResponses: [{ statusCode: '200', responseModels: { 'text/plain': model } }] });
  },
  'model: one that exists': (s) => get(s, scoped(handler(s)), {
    methodResponses: [{ statusCode: '200', responseModels: { [json]: Model.fromModelName(s, 'Order', 'Order') } }],
  }),
  'model: name with a dash': (s) => {
    const restApi = api(s);
    restApi.addModel('Order', { modelName: 'my-order', schema: { type: JsonSchemaType.OBJECT } });
    restApi.root.addMethod('GET', scoped(handler(s)));
  },
  // Functions.
  'lambda: streaming': (s) => get(s, scoped(handler(s), { responseTransferMode: ResponseTransferMode.STREAM, timeout: cdk.Duration.minutes(15) })),
  'lambda: buffered in so many words': (s) => get(s, scoped(handler(s), { responseTransferMode: ResponseTransferMode.BUFFERED })),
  'lambda: streaming without proxy': (s) => get(s, scoped(handler(s), { proxy: false, responseTransferMode: ResponseTransferMode.STREAM })),
  'lambda: cache by declared parameters': (s) => {
    api(s).root.addResource('{id}').addMethod('GET', scoped(handler(s), { cacheKeyParameters: ['method.request.path.id', 'method.request.querystring.page'], cacheNamespace: 'users' }), {
      requestParameters: { 'method.request.path.id': true, 'method.request.querystring.page': false },
    });
  },
  'lambda: as the caller': (s) => get(s, scoped(handler(s), { credentialsPassthrough: true })),
  'lambda: as a role and as the caller': (s) => get(s, scoped(handler(s), { credentialsPassthrough: true, credentialsRole: role(s) })),
  'lambda: templates and answers': (s) => get(s, scoped(handler(s), {
    proxy: false, passthroughBehavior: PassthroughBehavior.WHEN_NO_TEMPLATES, contentHandling: ContentHandling.CONVERT_TO_TEXT,
    requestTemplates: { [json]: '{ "id": 1 }', 'text/plain': '"$input.body"' },
    integrationResponses: [
      {
        statusCode: '200', contentHandling: ContentHandling.CONVERT_TO_BINARY,
        responseParameters: { 'method.response.header.ETag': 'integration.response.header.ETag', 'method.response.header.Vary': "'Origin'" },
        responseTemplates: { [json]: "$input.json('$')" },
      },
      { statusCode: '404', selectionPattern: 'not found.*', responseParameters: { 'method.response.header.X-Id': 'context.requestId' } },
    ],
  }), {
    methodResponses: [
      { statusCode: '200', responseParameters: { 'method.response.header.ETag': true, 'method.response.header.Vary': true } },
      { statusCode: '404', responseParameters: { 'method.response.header.X-Id': true } },
    ],
  }),
  // HTTP.
  'http: proxy': (s) => get(s, new HttpIntegration('https://users.example.com/')),
  'http: verb, timeout and stream': (s) => get(s, new HttpIntegration('https://users.example.com/', {
    httpMethod: 'POST', options: { timeout: cdk.Duration.seconds(3), responseTransferMode: ResponseTransferMode.STREAM },
  })),
  'http: placeholders': (s) => {
    api(s).root.addResource('{proxy+}').addMethod('ANY', new HttpIntegration('https://users.example.com/{proxy}', {
      httpMethod: 'ANY', options: { requestParameters: { 'integration.request.path.proxy': 'method.request.path.proxy' } },
    }), { requestParameters: { 'method.request.path.proxy': true } });
  },
  'http: mapped parameters': (s) => {
    get(s, new HttpIntegration('https://users.example.com/', {
      options: {
        requestParameters: {
          'integration.request.querystring.customer': 'method.request.header.X-Customer',
          'integration.request.header.X-From': 'context.identity.sourceIp',
          'integration.request.header.X-Stage': 'stageVariables.name',
          'integration.request.header.X-Via': "'api'",
          'integration.request.header.X-Body': 'method.request.body.id',
        },
      },
    }), { requestParameters: { 'method.request.header.X-Customer': false } });
  },
  'http: without proxy': (s) => get(s, new HttpIntegration('https://users.example.com/', {
    proxy: false, options: { integrationResponses: [{ statusCode: '200' }, { statusCode: '500', selectionPattern: '5\\d{2}' }] },
  }), { methodResponses: [{ statusCode: '200' }, { statusCode: '500' }] }),
  'http: through a link': (s) => {
    const vpcLink = new VpcLink(s, 'Link', { targets: [balancer(s)] });
    get(s, new HttpIntegration('http://shop.example.com/', { options: { vpcLink, connectionType: apigateway.ConnectionType.VPC_LINK } }));
  },
  'link: name, description, target added later': (s) => {
    const vpcLink = new VpcLink(s, 'Link', { vpcLinkName: 'shop', description: 'To the shop' });
    vpcLink.addTargets(balancer(s));
    get(s, new HttpIntegration('http://shop.example.com/', { options: { vpcLink } }));
  },
  'link: without a target': (s) => {
    get(s, new HttpIntegration('http://shop.example.com/', { options: { vpcLink: new VpcLink(s, 'Link') } }));
  },
  'link: one that exists': (s) => {
    get(s, new HttpIntegration('http://shop.example.com/', { options: { vpcLink: VpcLink.fromVpcLinkId(s, 'Link', 'a1b2c3') } }));
  },
  'link: without saying it': (s) => get(s, new HttpIntegration('http://shop.example.com/', { options: { connectionType: apigateway.ConnectionType.VPC_LINK } })),
  // Services of AWS.
  'aws: action': (s) => get(s, new AwsIntegration({
    service: 'dynamodb', action: 'GetItem',
    options: {
      credentialsRole: role(s), requestTemplates: { [json]: '{ "TableName": "users" }' }, integrationResponses: [{ statusCode: '200' }],
    },
  }), { methodResponses: [{ statusCode: '200' }] }),
  'aws: action with parameters': (s) => get(s, new AwsIntegration({
    service: 'sns', action: 'ListTopics', actionParameters: { Version: '2010-03-31', Name: 'a b&c' }, integrationHttpMethod: 'GET',
  })),
  'aws: path, subdomain and region': (s) => get(s, new AwsIntegration({
    service: 's3', subdomain: 'orders', path: 'today.json', region: 'eu-west-1', integrationHttpMethod: 'GET', options: { credentialsPassthrough: true },
  })),
  'aws: path and action': (s) => get(s, new AwsIntegration({ service: 's3', path: 'today.json', action: 'GetObject' })),
  'aws: neither path nor action': (s) => get(s, new AwsIntegration({ service: 's3' })),
  'mock: chosen answers': (s) => get(s, new MockIntegration({
    requestTemplates: { [json]: '{ "statusCode": 404 }' },
    integrationResponses: [
      { statusCode: '200', responseTemplates: { [json]: '{ "ok": true }' } },
      { statusCode: '404', selectionPattern: '404' },
    ],
  }), { methodResponses: [{ statusCode: '200' }, { statusCode: '404' }] }),
  'mock: nothing': (s) => get(s, new MockIntegration()),
  'integration: type and no verb': (s) => get(s, new apigateway.Integration({ type: apigateway.IntegrationType.HTTP, uri: 'https://users.example.com' })),
  // Machines and models.
  'machine: started': (s) => get(s, StepFunctionsIntegration.startExecution(machine(s))),
  'machine: everything': (s) => get(s, StepFunctionsIntegration.startExecution(machine(s), {
    headers: true, querystring: false, path: false, authorizer: true, requestContext: { sourceIp: true, requestId: true },
    timeout: cdk.Duration.seconds(10),
  })),
  'machine: answers of its own': (s) => get(s, StepFunctionsIntegration.startExecution(machine(s), {
    useDefaultMethodResponses: false, integrationResponses: [{ statusCode: '202' }],
  }), { methodResponses: [{ statusCode: '202' }] }),
  'machine: as a role': (s) => get(s, StepFunctionsIntegration.startExecution(machine(s), { credentialsRole: new iam.Role(s, 'Caller', { assumedBy: new iam.ServicePrincipal('apigateway.amazonaws.com') }) })),
  'machine: API': (s) => {
    const definitionBody = sfn.DefinitionBody.fromString('{"StartAt":"A","States":{"A":{"Type":"Pass","End":true}}}');
    const express = new sfn.StateMachine(s, 'Machine', {
      definitionBody, stateMachineType: sfn.StateMachineType.EXPRESS, role: role(s),
    });
    new StepFunctionsRestApi(s, 'Api', { stateMachine: express });
  },
  'sagemaker: endpoint': (s) => get(s, new SagemakerIntegration(endpoint())),
  'sagemaker: as a role': (s) => get(s, new SagemakerIntegration(endpoint(), {
    credentialsRole: new iam.Role(s, 'Caller', { assumedBy: new iam.ServicePrincipal('apigateway.amazonaws.com') }),
    requestTemplates: { 'text/csv': '$input.body' },
  })),
  // APIs of one function.
  'function: proxy': (s) => new LambdaRestApi(s, 'Api', { handler: handler(s), integrationOptions: { scopePermissionToMethod: false } }),
  'function: with options': (s) => new LambdaRestApi(s, 'Api', {
    handler: handler(s), integrationOptions: { scopePermissionToMethod: false, timeout: cdk.Duration.seconds(5) },
    restApiName: 'users', deployOptions: { stageName: 'dev' }, defaultCorsPreflightOptions: { allowOrigins: ['*'] },
  }),
  'function: without proxy': (s) => {
    const users = new LambdaRestApi(s, 'Api', { handler: handler(s), proxy: false, integrationOptions: { scopePermissionToMethod: false } }).root.addResource('users');
    users.addMethod('GET');
    users.addMethod('POST');
  },
  'function: resource beside the proxy': (s) => new LambdaRestApi(s, 'Api', { handler: handler(s) }).root.addResource('users'),
  'function: another default integration': (s) => new LambdaRestApi(s, 'Api', { handler: handler(s), defaultIntegration: new MockIntegration() }),
});

// A REST API and one edit at a time: does the Deployment get a new logical id, and on what does it depend?
'use strict';

const { cdk, app, paths, source, stack, templates, vectors } = require('../lib');
const apigateway = require('aws-cdk-lib/aws-apigateway');
const iam = require('aws-cdk-lib/aws-iam');
const lambda = require('aws-cdk-lib/aws-lambda');
const s3 = require('aws-cdk-lib/aws-s3');

const options = () => ({ api: {}, handler: {}, integration: { scopePermissionToMethod: false }, method: {}, key: 'one.zip', after: () => {} });

/** The API that is edited: GET on /users, with a function of the same stack. */
function build(s, { api, handler, integration, method, key, after }) {
  const fn = new lambda.Function(s, 'Handler', {
    runtime: lambda.Runtime.PROVIDED_AL2023,
    handler: 'bootstrap',
    code: lambda.Code.fromBucket(s3.Bucket.fromBucketName(s, 'Code', 'code'), key),
    ...handler,
  });
  const rest = new apigateway.RestApi(s, 'Api', api);
  const users = rest.root.addResource('users');
  const get = users.addMethod('GET', new apigateway.LambdaIntegration(fn, integration), method);
  after({ s, fn, rest, users, get });
}

const edits = {
  'nothing': () => {},
  'description of the API': (o) => { o.api.description = 'Users'; },
  'name of the API': (o) => { o.api.restApiName = 'users'; },
  'endpoint type': (o) => { o.api.endpointTypes = [apigateway.EndpointType.REGIONAL]; },
  'binary types': (o) => { o.api.binaryMediaTypes = ['*/*']; },
  'policy of the API': (o) => {
    o.api.policy = new iam.PolicyDocument({
      statements: [new iam.PolicyStatement({ actions: ['execute-api:Invoke'], resources: ['execute-api:/*'], principals: [new iam.AnyPrincipal()] })],
    });
  },
  'tag on the stack': (o) => { o.after = ({ s }) => cdk.Tags.of(s).add('team', 'a'); },
  'tag on the API': (o) => { o.after = ({ rest }) => cdk.Tags.of(rest).add('team', 'a'); },
  'stage name': (o) => { o.api.deployOptions = { stageName: 'dev' }; },
  'stage variables': (o) => { o.api.deployOptions = { variables: { a: '1' } }; },
  'stage throttling': (o) => { o.api.deployOptions = { throttlingRateLimit: 1 }; },
  'description of the deployment': (o) => { o.api.deployOptions = { description: 'Second' }; },
  'retained deployments': (o) => { o.api.retainDeployments = true; },
  'another resource': (o) => { o.after = ({ rest }) => rest.root.addResource('orders'); },
  'another method': (o) => { o.after = ({ users, fn }) => users.addMethod('POST', new apigateway.LambdaIntegration(fn, { scopePermissionToMethod: false })); },
  'CORS': (o) => { o.api.defaultCorsPreflightOptions = { allowOrigins: ['*'] }; },
  'integration timeout': (o) => { o.integration.timeout = cdk.Duration.seconds(5); },
  'permission for each method': (o) => { o.integration.scopePermissionToMethod = true; },
  'key required': (o) => { o.method.apiKeyRequired = true; },
  'operation name': (o) => { o.method.operationName = 'List'; },
  'authorization': (o) => { o.method.authorizationType = apigateway.AuthorizationType.IAM; },
  'model that no method uses': (o) => { o.after = ({ rest }) => rest.addModel('User', { schema: { type: apigateway.JsonSchemaType.OBJECT } }); },
  'validator that no method uses': (o) => { o.after = ({ rest }) => rest.addRequestValidator('Body', { validateRequestBody: true }); },
  'authorizer that a method uses': (o) => {
    o.after = ({ s, fn, users }) => users.addMethod('PUT', new apigateway.LambdaIntegration(fn, { scopePermissionToMethod: false }), {
      authorizer: new apigateway.TokenAuthorizer(s, 'Authorizer', { handler: fn }),
    });
  },
  'gateway response': (o) => { o.after = ({ rest }) => rest.addGatewayResponse('Denied', { type: apigateway.ResponseType.ACCESS_DENIED }); },
  'usage plan and key': (o) => {
    o.after = ({ rest }) => rest.addUsagePlan('Plan', { apiStages: [{ api: rest, stage: rest.deploymentStage }] }).addApiKey(rest.addApiKey('Key'));
  },
  'escape hatch on the method': (o) => { o.after = ({ get }) => get.node.defaultChild.addPropertyOverride('OperationName', 'List'); },
  'escape hatch on the API': (o) => { o.after = ({ rest }) => rest.node.defaultChild.addPropertyOverride('Description', 'Users'); },
  'code of the function': (o) => { o.key = 'two.zip'; },
  'memory of the function': (o) => { o.handler.memorySize = 512; },
  'environment of the function': (o) => { o.handler.environment = { A: '1' }; },
  'architecture of the function': (o) => { o.handler.architecture = lambda.Architecture.ARM_64; },
  'name of the function': (o) => { o.handler.functionName = 'users'; },
  'something else in the stack': (o) => { o.after = ({ s }) => new iam.Role(s, 'Other', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') }); },
  'addToLogicalId': (o) => { o.after = ({ rest }) => rest.latestDeployment.addToLogicalId({ any: 'thing' }); },
};

function compute(edit) {
  const theApp = app();
  const theStack = stack(theApp, 'Stack');
  const changed = options();
  edit(changed);
  build(theStack, changed);
  const { Resources } = templates(theApp).Stack;
  const where = paths(theStack);
  const [id, deployment] = Object.entries(Resources).find(([, resource]) => resource.Type === 'AWS::ApiGateway::Deployment');
  return { id, depends_on: deployment.DependsOn.map((other) => where[other].replace('Stack/', '')) };
}

const before = compute(() => {}).id;

vectors(
  'deployments',
  'base: the API before an edit. edit: what changes in its options. replaced: whether the Deployment gets another logical id; '
    + 'depends_on: paths below the stack of what the Deployment then depends on, in the order of the template.',
  Object.entries(edits).map(([name, edit]) => {
    const { id, depends_on } = compute(edit);
    return { name, edit: source(edit), replaced: id !== before, depends_on };
  }),
  { base: source(build) },
);

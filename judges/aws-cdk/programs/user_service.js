// The sample service, written for the real CDK as one would write it there; its template is the reference.
'use strict';

const { cdk, app, paths, stack, templates, write } = require('../lib');
const apigateway = require('aws-cdk-lib/aws-apigateway');
const dynamodb = require('aws-cdk-lib/aws-dynamodb');
const lambda = require('aws-cdk-lib/aws-lambda');
const s3 = require('aws-cdk-lib/aws-s3');

function userService(scope, apiProps, integrationProps) {
  const service = stack(scope, 'UserService');

  const users = new dynamodb.Table(service, 'UserTable', {
    partitionKey: { name: 'id', type: dynamodb.AttributeType.STRING },
    billingMode: dynamodb.BillingMode.PAY_PER_REQUEST,
    removalPolicy: cdk.RemovalPolicy.RETAIN,
  });
  users.addGlobalSecondaryIndex({
    indexName: 'by-email',
    partitionKey: { name: 'email', type: dynamodb.AttributeType.STRING },
  });

  const handler = new lambda.Function(service, 'UserHandler', {
    runtime: lambda.Runtime.PROVIDED_AL2023,
    architecture: lambda.Architecture.X86_64,
    handler: 'bootstrap',
    // A bucket and a key, so that no hash of a build lands in the reference.
    code: lambda.Code.fromBucket(s3.Bucket.fromBucketName(service, 'CodeBucket', 'code-bucket'), 'user-handler.zip'),
    memorySize: 256,
    timeout: cdk.Duration.seconds(10),
    environment: { USERS: users.tableName },
  });
  users.grantReadWriteData(handler);

  const api = new apigateway.RestApi(service, 'UserApi', {
    endpointConfiguration: { types: [apigateway.EndpointType.REGIONAL] },
    ...apiProps,
  });
  const integration = new apigateway.LambdaIntegration(handler, integrationProps);
  const collection = api.root.addResource('users');
  collection.addMethod('GET', integration);
  collection.addMethod('POST', integration);
  const item = collection.addResource('{id}');
  item.addMethod('GET', integration);
  item.addMethod('PUT', integration);
  item.addMethod('DELETE', integration);
  return service;
}

const cors = {
  defaultCorsPreflightOptions: { allowOrigins: apigateway.Cors.ALL_ORIGINS, allowMethods: apigateway.Cors.ALL_METHODS },
};
const scoped = { scopePermissionToMethod: false };

for (const [name, apiProps, integrationProps] of [
  ['user-service', {}, {}],
  ['user-service-cors', cors, {}],
  // One permission for the whole API in place of two a method: the closest to what construct-lib writes.
  ['user-service-api-scoped', {}, scoped],
  ['user-service-api-scoped-cors', cors, scoped],
]) {
  const theApp = app();
  const theStack = userService(theApp, apiProps, integrationProps);
  write(`reference/${name}.json`, templates(theApp).UserService);
  write(`reference/${name}.paths.json`, paths(theStack));
}

// REST APIs made of documents, and models with schemas: each a small program of its own.
'use strict';

const { cdk, programs } = require('../lib');
const apigateway = require('aws-cdk-lib/aws-apigateway');
const iam = require('aws-cdk-lib/aws-iam');
const s3 = require('aws-cdk-lib/aws-s3');

const { ApiDefinition, EndpointType, JsonSchemaType, MockIntegration, RestApi, RestApiMode, SpecRestApi } = apigateway;

const document = {
  openapi: '3.0.2',
  info: { version: '1.0.0', title: 'Shop' },
  paths: {
    '/pets/{id}': {
      get: {
        operationId: 'getPet',
        parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }],
        responses: { 200: { description: 'One pet', content: { 'application/json': { schema: { $ref: '#/components/schemas/Pet' } } } } },
        'x-amazon-apigateway-integration': { type: 'http_proxy', httpMethod: 'GET', uri: 'https://example.com/{id}' },
      },
    },
  },
  components: { schemas: { Pet: { type: 'object', required: ['id'], properties: { id: { type: 'string' } } } } },
};
const inline = ApiDefinition.fromInline(document);
/** An API of the document. */
const spec = (s, props = {}) => new SpecRestApi(s, 'Api', { apiDefinition: inline, ...props });
/** An API with one method, whose model has this schema. */
const model = (s, schema, options = {}) => {
  const api = new RestApi(s, 'Api', { deploy: false });
  api.root.addMethod('GET', new MockIntegration({ requestTemplates: { 'application/json': '{ statusCode: 200 }' }, integrationResponses: [{ statusCode: '200' }] }), { methodResponses: [{ statusCode: '200' }] });
  api.addModel('Model', { schema, ...options });
};
const { ARRAY, BOOLEAN, INTEGER, NULL, NUMBER, OBJECT, STRING } = JsonSchemaType;

programs('openapi', 'program: what fills the stack `s`, which is called Stack. template: what the CDK makes of it; error: its refusal.', {
  'a document': (s) => spec(s),
  'an empty document': (s) => spec(s, { apiDefinition: ApiDefinition.fromInline({}) }),
  'a document in a bucket': (s) => spec(s, { apiDefinition: ApiDefinition.fromBucket(s3.Bucket.fromBucketName(s, 'Bucket', 'documents'), 'shop.json') }),
  'a version of a document in a bucket': (s) => spec(s, { apiDefinition: ApiDefinition.fromBucket(s3.Bucket.fromBucketName(s, 'Bucket', 'documents'), 'shop.json', '3') }),
  'name': (s) => spec(s, { restApiName: 'shop' }),
  'description': (s) => spec(s, { description: 'Shop' }),
  'description of the deployment': (s) => spec(s, { description: 'Shop', deployOptions: { description: 'First' } }),
  'no deployment': (s) => spec(s, { deploy: false }),
  'name of the stage': (s) => spec(s, { deployOptions: { stageName: 'live' } }),
  'retained deployments': (s) => spec(s, { retainDeployments: true }),
  'overwrite': (s) => spec(s, { mode: RestApiMode.OVERWRITE }),
  'merge': (s) => spec(s, { mode: RestApiMode.MERGE }),
  'fail on warnings': (s) => spec(s, { failOnWarnings: true }),
  'binary types and compression': (s) => spec(s, { binaryMediaTypes: ['image/png'], minCompressionSize: cdk.Size.kibibytes(1) }),
  'no endpoint of its own': (s) => spec(s, { disableExecuteApiEndpoint: true }),
  'edge': (s) => spec(s, { endpointTypes: [EndpointType.EDGE] }),
  'private with a policy': (s) => spec(s, {
    endpointTypes: [EndpointType.PRIVATE],
    policy: new iam.PolicyDocument({
      statements: [new iam.PolicyStatement({ actions: ['execute-api:Invoke'], resources: ['execute-api:/*'], principals: [new iam.AnyPrincipal()] })],
    }),
  }),
  'export of the endpoint': (s) => spec(s, { endpointExportName: 'Endpoint' }),
  'parameters': (s) => spec(s, { parameters: { basepath: 'prepend' } }),
  'a method beside the document': (s) => spec(s).root.addResource('health').addMethod('GET', new apigateway.HttpIntegration('https://example.com/health')),
  'address of a path': (s) => new cdk.CfnOutput(s, 'Out', { value: spec(s).urlForPath('/pets') }),
  'ARN of calls': (s) => new cdk.CfnOutput(s, 'Out', { value: spec(s).arnForExecuteApi('GET', '/pets', 'prod') }),
  // Schemas.
  'schema: object': (s) => model(s, { type: OBJECT, properties: { id: { type: STRING }, count: { type: INTEGER } }, required: ['id'], additionalProperties: false }),
  'schema: model name, description and type': (s) => model(s, { type: OBJECT }, { modelName: 'Order', description: 'An order', contentType: 'application/xml' }),
  'schema: every keyword of numbers and texts': (s) => model(s, {
    schema: apigateway.JsonSchemaVersion.DRAFT4,
    id: 'https://example.com/order',
    title: 'Order',
    description: 'An order',
    type: OBJECT,
    properties: {
      text: { type: STRING, minLength: 1, maxLength: 9, pattern: '^[a-z]+$', format: 'hostname', enum: ['a', 'b'], default: 'a' },
      number: { type: NUMBER, minimum: 1, exclusiveMinimum: true, maximum: 9.5, exclusiveMaximum: true, multipleOf: 0.5 },
      several: { type: [STRING, NULL] },
    },
  }),
  'schema: every keyword of lists': (s) => model(s, {
    type: ARRAY,
    items: [{ type: STRING }, { type: BOOLEAN }],
    additionalItems: { type: NUMBER },
    minItems: 1,
    maxItems: 9,
    uniqueItems: true,
  }),
  'schema: every keyword of objects': (s) => model(s, {
    type: OBJECT,
    minProperties: 1,
    maxProperties: 9,
    patternProperties: { '^x-': { type: STRING } },
    additionalProperties: { type: STRING },
    dependencies: { a: { type: OBJECT }, b: ['a'] },
  }),
  'schema: alternatives': (s) => model(s, {
    allOf: [{ type: OBJECT }], anyOf: [{ type: OBJECT }, { type: NULL }], oneOf: [{ type: OBJECT }], not: { type: STRING },
  }),
  'schema: definitions and references': (s) => model(s, {
    definitions: { Line: { type: OBJECT, properties: { next: { ref: '#/definitions/Line' } } } },
    type: ARRAY,
    items: { ref: '#/definitions/Line' },
  }),
  'schema: properties that are called as keywords': (s) => model(s, { type: OBJECT, properties: { ref: { type: STRING }, schema: { type: STRING } } }),
  'schema: draft 7': (s) => model(s, { schema: apigateway.JsonSchemaVersion.DRAFT7, type: ARRAY, contains: { type: STRING } }),
  'schema: names of properties': (s) => model(s, { type: OBJECT, propertyNames: { pattern: '^[a-z]+$' } }),
});

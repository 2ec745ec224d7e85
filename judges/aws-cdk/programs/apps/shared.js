// What the whole apps share: stacks with assets, tables, functions, and resources of other services that APIs need.
'use strict';

const { app, assembly, cdk, write } = require('../../lib');
const acm = require('aws-cdk-lib/aws-certificatemanager');
const dynamodb = require('aws-cdk-lib/aws-dynamodb');
const lambda = require('aws-cdk-lib/aws-lambda');
const route53 = require('aws-cdk-lib/aws-route53');
const s3 = require('aws-cdk-lib/aws-s3');

/** A stack with assets, but without the parameter and the rule of the bootstrap version. */
function stack(scope, id, props = {}) {
  const result = new cdk.Stack(scope, id, { synthesizer: new cdk.DefaultStackSynthesizer({ generateBootstrapVersionRule: false }), ...props });
  cdk.Annotations.of(result).acknowledgeWarning('@aws-cdk/aws-lambda:codeFromBucketObjectVersionNotSpecified');
  return result;
}

function table(scope, id = 'Table') {
  return new dynamodb.Table(scope, id, { partitionKey: { name: 'id', type: dynamodb.AttributeType.STRING }, billingMode: dynamodb.BillingMode.PAY_PER_REQUEST });
}

function handler(scope, id, environment) {
  return new lambda.Function(scope, id, {
    runtime: lambda.Runtime.PROVIDED_AL2023,
    handler: 'bootstrap',
    code: lambda.Code.fromBucket(s3.Bucket.fromBucketName(scope, `${id}Code`, 'code-bucket'), 'handler.zip'),
    environment,
  });
}

/** A certificate and a hosted zone that exist already. */
const certificate = (scope) => acm.Certificate.fromCertificateArn(scope, 'Certificate', 'arn:aws:acm:eu-west-1:111122223333:certificate/12345678-1234-1234-1234-123456789012');
const zone = (scope) => route53.HostedZone.fromHostedZoneAttributes(scope, 'Zone', { hostedZoneId: 'Z0123456789ABCDEFGHIJ', zoneName: 'example.com' });

/** Writes the reference of each app: its name, the program, and context. */
function references(programs, context = {}) {
  for (const [name, program, own = {}] of programs) {
    const theApp = app({ ...context, ...own });
    program(theApp);
    write(`reference/apps/${name}.json`, assembly(theApp));
  }
}

module.exports = { certificate, handler, references, stack, table, zone };

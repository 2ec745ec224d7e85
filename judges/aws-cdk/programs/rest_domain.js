// Domains in front of REST APIs, each a small program of its own. A program sees the names below and its stack `s`.
'use strict';

const { cdk, programs } = require('../lib');
const apigateway = require('aws-cdk-lib/aws-apigateway');
const acm = require('aws-cdk-lib/aws-certificatemanager');
const lambda = require('aws-cdk-lib/aws-lambda');
const route53 = require('aws-cdk-lib/aws-route53');
const targets = require('aws-cdk-lib/aws-route53-targets');
const s3 = require('aws-cdk-lib/aws-s3');

const { BasePathMapping, DomainName, EndpointAccessMode, EndpointType, RestApi, SecurityPolicy } = apigateway;

/** An API with one method, which is the least that the CDK accepts. */
const api = (s, props, id = 'Api') => {
  const made = new RestApi(s, id, props);
  const handler = s.node.tryFindChild('Handler') ?? lambda.Function.fromFunctionAttributes(s, 'Handler', {
    functionArn: 'arn:aws:lambda:us-east-1:111122223333:function:Handler', sameEnvironment: true,
  });
  made.root.addMethod('GET', new apigateway.LambdaIntegration(handler, { scopePermissionToMethod: false }));
  return made;
};
/** What every domain is given; construct-lib always writes which TLS it takes. */
const options = (s, props) => ({
  certificate: acm.Certificate.fromCertificateArn(s, 'Certificate', 'arn:aws:acm:us-east-1:111122223333:certificate/1234'),
  domainName: 'api.example.com', securityPolicy: SecurityPolicy.TLS_1_2, ...props,
});
const domain = (s, props) => new DomainName(s, 'Domain', options(s, props));
const zone = (s) => route53.HostedZone.fromHostedZoneAttributes(s, 'Zone', { hostedZoneId: 'Z0123456789ABCDEFGHIJ', zoneName: 'example.com' });
const alias = (of) => route53.RecordTarget.fromAlias(new targets.ApiGatewayDomain(of));
const outputs = (s, values) => Object.entries(values).forEach(([id, value]) => new cdk.CfnOutput(s, id, { value }));
const policy = (securityPolicy, props) => (s) => domain(s, { securityPolicy, endpointAccessMode: EndpointAccessMode.STRICT, ...props });
const mapped = (basePath) => (s) => domain(s).addBasePathMapping(api(s), { basePath });

programs('rest-domain', 'program: what fills the stack `s`, which is called Stack. template: what the CDK makes of it; error: its refusal.', {
  'the least': (s) => domain(s),
  'edge': (s) => domain(s, { endpointType: EndpointType.EDGE }),
  'TLS 1.3': policy(SecurityPolicy.TLS13_1_3_2025_09),
  'TLS 1.3 of FIPS': policy(SecurityPolicy.TLS13_1_3_FIPS_2025_09),
  'TLS against quantum computers': policy(SecurityPolicy.TLS13_1_2_PQ_2025_09),
  'TLS with keys for each session': policy(SecurityPolicy.TLS13_1_2_PFS_PQ_2025_09, { endpointAccessMode: EndpointAccessMode.BASIC }),
  'TLS 1.3 at the edge': policy(SecurityPolicy.TLS13_2025_EDGE, { endpointType: EndpointType.EDGE }),
  'TLS 1.2 at the edge': policy(SecurityPolicy.TLS12_2018_EDGE, { endpointType: EndpointType.EDGE }),
  'keys for each session at the edge': policy(SecurityPolicy.TLS12_PFS_2025_EDGE, { endpointType: EndpointType.EDGE }),
  'a policy of regions at the edge': policy(SecurityPolicy.TLS13_1_3_2025_09, { endpointType: EndpointType.EDGE }),
  'a policy without access mode': policy(SecurityPolicy.TLS13_1_3_2025_09, { endpointAccessMode: undefined }),
  'an access mode without policy': policy(SecurityPolicy.TLS_1_2),
  'upper case': (s) => domain(s, { domainName: 'Api.example.com' }),
  'certificates of clients': (s) => domain(s, { mtls: { bucket: s3.Bucket.fromBucketName(s, 'Bucket', 'truststore'), key: 'ca.pem', version: '7' } }),
  'certificates of clients with a policy': policy(SecurityPolicy.TLS13_1_3_2025_09, { mtls: { bucket: { s3UrlForObject: () => 's3://b/k' }, key: 'k' } }),
  'mapping: root': mapped(),
  'mapping: a path': mapped('orders'),
  'mapping: a path with marks': mapped('v1.0_$-'),
  'mapping: slash at the begin': mapped('/orders'),
  'mapping: slash at the end': mapped('orders/'),
  'mapping: an odd letter': mapped('a b'),
  'mapping: two parts': mapped('orders/v1'),
  'mapping: the same path twice': (s) => {
    const made = domain(s);
    const target = api(s);
    made.addBasePathMapping(target, { basePath: 'orders' });
    made.addBasePathMapping(target, { basePath: 'orders' });
  },
  'mapping: two APIs': (s) => {
    const made = domain(s);
    made.addBasePathMapping(api(s), { basePath: 'one' });
    made.addBasePathMapping(api(s, {}, 'Other'), { basePath: 'two' });
  },
  'mapping: another stage': (s) => {
    const target = api(s);
    const stage = new apigateway.Stage(s, 'Beta', { deployment: target.latestDeployment, stageName: 'beta' });
    domain(s).addBasePathMapping(target, { stage });
  },
  'mapping: any stage': (s) => domain(s).addBasePathMapping(api(s), { attachToStage: false }),
  'mapping: an API without a stage': (s) => domain(s).addBasePathMapping(api(s, { deploy: false }), { basePath: 'orders' }),
  'mapping: of its own': (s) => new BasePathMapping(s, 'Mapping', { domainName: domain(s), restApi: api(s), basePath: 'orders' }),
  'API mapping: several parts': (s) => domain(s).addApiMapping(api(s).deploymentStage, { basePath: 'orders/v1/eu' }),
  'API mapping: one part': (s) => domain(s).addApiMapping(api(s).deploymentStage, { basePath: 'orders' }),
  'API mapping: root': (s) => domain(s).addApiMapping(api(s).deploymentStage),
  'API mapping: several parts at the edge': (s) => domain(s, { endpointType: EndpointType.EDGE }).addApiMapping(api(s).deploymentStage, { basePath: 'a/b' }),
  'of an API': (s) => api(s, { domainName: options(s) }),
  'of an API: a path': (s) => api(s, { domainName: options(s, { basePath: 'orders' }) }),
  'of an API: several parts': (s) => api(s, { domainName: options(s, { basePath: 'orders/v1' }) }),
  'of an API: added': (s) => api(s).addDomainName('Domain', options(s)),
  'names of a domain': (s) => {
    const made = domain(s);
    outputs(s, { Name: made.domainName, Target: made.domainNameAliasDomainName, TargetZone: made.domainNameAliasHostedZoneId });
  },
  'names of a domain at the edge': (s) => {
    const made = domain(s, { endpointType: EndpointType.EDGE });
    outputs(s, { Target: made.domainNameAliasDomainName, TargetZone: made.domainNameAliasHostedZoneId });
  },
  'an imported domain': (s) => {
    const made = DomainName.fromDomainNameAttributes(s, 'Domain', {
      domainName: 'api.example.com', domainNameAliasTarget: 'd-abc.execute-api.us-east-1.amazonaws.com', domainNameAliasHostedZoneId: 'Z1UJRXOUMOOFQ8',
    });
    new BasePathMapping(s, 'Mapping', { domainName: made, restApi: api(s) });
    new route53.ARecord(s, 'Alias', { zone: zone(s), recordName: 'api.example.com', target: alias(made) });
  },
  'record: IPv4': (s) => new route53.ARecord(s, 'Alias', { zone: zone(s), recordName: 'api', target: alias(domain(s)) }),
  'record: IPv6 at the edge': (s) => new route53.AaaaRecord(s, 'Alias', { zone: zone(s), recordName: 'api.example.com', target: alias(domain(s, { endpointType: EndpointType.EDGE })) }),
  'record: the zone itself': (s) => new route53.ARecord(s, 'Alias', { zone: zone(s), target: alias(domain(s, { domainName: 'example.com' })) }),
  'record: all names': (s) => new route53.ARecord(s, 'Alias', { zone: zone(s), recordName: '*', target: alias(domain(s, { domainName: '*.example.com' })) }),
});

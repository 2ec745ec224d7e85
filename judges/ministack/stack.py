"""A deployed stack, seen through the AWS CLI, and its API, called by HTTP."""

import json
import subprocess
import urllib.error
import urllib.request
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from urllib.parse import quote

CALL_LIMIT = 60


class CommandError(Exception):
    """A command that did not succeed, with all that it said."""


@dataclass
class Shell:
    """Runs commands against the emulator, in the repository's root as a person would."""

    env: dict
    folder: Path

    def run(self, script, limit=600):
        """Runs lines of bash, stops at the first that fails, and returns the exit code with all output."""
        done = subprocess.run(
            ["bash", "-euo", "pipefail", "-c", script],
            env=self.env,
            cwd=self.folder,
            timeout=limit,
            text=True,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
        )
        return done.returncode, done.stdout

    def aws(self, *arguments, limit=CALL_LIMIT):
        """One call of the AWS CLI and its JSON answer."""
        done = subprocess.run(
            ["aws", *arguments, "--output", "json"],
            env=self.env,
            cwd=self.folder,
            timeout=limit,
            text=True,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
        )
        if done.returncode != 0:
            raise CommandError(f"aws {' '.join(arguments)}\n{done.stdout}{done.stderr}".strip())
        return json.loads(done.stdout) if done.stdout.strip() else None

    def deploy(self, template, stack):
        """Deploys a template that is packaged already; returns what the CLI said."""
        code, output = self.run(
            f"aws cloudformation deploy --template-file '{template}' --stack-name {stack} "
            "--capabilities CAPABILITY_IAM CAPABILITY_NAMED_IAM"
        )
        if code != 0:
            raise CommandError(output)
        return output

    def delete(self, stack):
        """Deletes a stack and waits for its end."""
        self.aws("cloudformation", "delete-stack", "--stack-name", stack)
        self.aws("cloudformation", "wait", "stack-delete-complete", "--stack-name", stack, limit=180)

    def inventory(self):
        """All that a stack of the sample or of an example may leave behind, by kind.

        Asked of botocore itself: starting the AWS CLI a dozen times would cost more than all else.
        """
        stacks = self.client("cloudformation").list_stacks()["StackSummaries"]
        gateway, others, iam = (self.client(name) for name in ("apigateway", "apigatewayv2", "iam"))
        found = {
            "stacks": [stack["StackName"] for stack in stacks if stack["StackStatus"] != "DELETE_COMPLETE"],
            "tables": self.client("dynamodb").list_tables()["TableNames"],
            "functions": [one["FunctionName"] for one in self.client("lambda").list_functions()["Functions"]],
            "REST APIs": [one["id"] for one in gateway.get_rest_apis()["items"]],
            "other APIs": [one["ApiId"] for one in others.get_apis()["Items"]],
            "API keys": [one["id"] for one in gateway.get_api_keys()["items"]],
            "usage plans": [one["id"] for one in gateway.get_usage_plans()["items"]],
            "alarms": [one["AlarmName"] for one in self.client("cloudwatch").describe_alarms()["MetricAlarms"]],
            "user pools": [one["Id"] for one in self.client("cognito-idp").list_user_pools(MaxResults=60)["UserPools"]],
            "roles": [one["RoleName"] for one in iam.list_roles()["Roles"]],
            "policies": [one["PolicyName"] for one in iam.list_policies(Scope="Local")["Policies"]],
            "log groups": [one["logGroupName"] for one in self.client("logs").describe_log_groups()["logGroups"]],
        }
        return {kind: sorted(names) for kind, names in found.items()}

    def client(self, service):
        """A client of botocore, which the AWS CLI brings."""
        import botocore.session

        return botocore.session.Session().create_client(
            service,
            region_name=self.env["AWS_REGION"],
            endpoint_url=self.env["AWS_ENDPOINT_URL"],
            aws_access_key_id=self.env["AWS_ACCESS_KEY_ID"],
            aws_secret_access_key=self.env["AWS_SECRET_ACCESS_KEY"],
        )

    def why(self, stack):
        """The events of a stack that failed."""
        query = "StackEvents[?contains(ResourceStatus,'FAILED')].[LogicalResourceId,ResourceStatusReason]"
        try:
            return json.dumps(
                self.aws("cloudformation", "describe-stack-events", "--stack-name", stack, "--query", query)
            )
        except CommandError as error:
            return str(error)


class Deployed:
    """A stack of the sample or of an example, and where its parts are."""

    def __init__(self, shell, name):
        self.shell = shell
        self.name = name
        query = "StackResources[].{type: ResourceType, id: PhysicalResourceId, status: ResourceStatus, name: LogicalResourceId}"
        self.resources = shell.aws("cloudformation", "describe-stack-resources", "--stack-name", name, "--query", query)
        self.outputs = (
            shell.aws("cloudformation", "describe-stacks", "--stack-name", name, "--query", "Stacks[0].Outputs") or []
        )

    table = cached_property(lambda self: self.one("AWS::DynamoDB::Table"))
    function = cached_property(lambda self: self.one("AWS::Lambda::Function"))
    api = cached_property(lambda self: self.one("AWS::ApiGateway::RestApi", "AWS::ApiGatewayV2::Api"))
    stage = cached_property(lambda self: self.one("AWS::ApiGateway::Stage", "AWS::ApiGatewayV2::Stage"))

    @cached_property
    def log_group(self):
        """Where its only function writes."""
        query = "LoggingConfig.LogGroup"
        return self.shell.aws("lambda", "get-function-configuration", "--function-name", self.function, "--query", query)

    def ids(self, *kinds):
        """The physical ids of the resources of these types, by their logical ids."""
        return {resource["name"]: resource["id"] for resource in self.resources if resource["type"] in kinds}

    def one(self, *kinds):
        """The physical id of the only resource of these types."""
        found = list(self.ids(*kinds).values())
        if len(found) != 1:
            raise CommandError(f"{self.name} has {len(found)} resources of type {' or '.join(kinds)}, not one")
        return found[0]

    def output(self, start):
        """The value of the output whose key begins so."""
        (value,) = [output["OutputValue"] for output in self.outputs if output["OutputKey"].startswith(start)]
        return value

    @property
    def base(self):
        """Where the emulator serves the API, whose own address no machine but AWS has."""
        stage = "" if self.stage == "$default" else f"/{self.stage}"
        return f"{self.shell.env['AWS_ENDPOINT_URL']}/_aws/execute-api/{self.api}{stage}"

    def items(self):
        """Everything in the table."""
        return self.shell.aws("dynamodb", "scan", "--table-name", self.table, "--query", "Items")

    def item(self, key):
        """One item by its key."""
        document = json.dumps({"id": {"S": key}})
        found = self.shell.aws(
            "dynamodb", "get-item", "--table-name", self.table, "--key", document, "--consistent-read"
        )
        return (found or {}).get("Item")

    def logs(self):
        """What the function wrote."""
        return self.shell.aws(
            "logs", "filter-log-events", "--log-group-name", self.log_group, "--query", "events[].message"
        )

    def call(self, method, path, body=None, headers=None, raw=None):
        """An HTTP request through the API."""
        data = raw if raw is not None else None if body is None else json.dumps(body).encode()
        headers = {**({"content-type": "application/json"} if data is not None else {}), **(headers or {})}
        request = urllib.request.Request(self.base + quote(path, safe="/?=&%"), data=data, method=method, headers=headers)
        # No proxy of the machine stands between this process and a loopback address.
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        try:
            with opener.open(request, timeout=CALL_LIMIT) as answer:
                return Reply(answer.status, dict(answer.headers), answer.read())
        except urllib.error.HTTPError as error:
            with error:
                return Reply(error.code, dict(error.headers), error.read())


class Reply:
    """The answer to a request."""

    def __init__(self, status, headers, body):
        self.status = status
        self.headers = {name.lower(): value for name, value in headers.items()}
        self.text = body.decode("utf-8", errors="replace")

    @property
    def json(self):
        """The body, or an empty object when it is not JSON."""
        try:
            return json.loads(self.text)
        except ValueError:
            return {}

    def __str__(self):
        return f"{self.status} {self.text[:300]}"

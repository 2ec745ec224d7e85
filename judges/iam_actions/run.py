#!/usr/bin/env python3
"""Asks for every action that a template grants: does AWS have it, and does it act on a resource of its statement?

    python3 judges/iam_actions/run.py [FILE or FOLDER ...]

Without arguments: every snapshot of a template in the repository. Prints one line for each template, the findings below it,
and at last `N passed, N failed`. What is looked up is cfn-lint's copy of AWS's service reference, which construct-lib does
not use.

Exit codes: 0 nothing found, 1 findings, 2 or 3 as judges/setup.py.
"""

import json
import re
import sys
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path

JUDGES = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(JUDGES))
sys.path.insert(0, str(JUDGES / "cfn_lint"))

import run as cfn_lint  # noqa: E402
import setup  # noqa: E402

ALLOWED = json.loads((Path(__file__).parent / "allowed.json").read_text(encoding="utf-8"))["allowed"]
# What stands for one name that is not known, and for anything at all. No ARN holds them.
NAME, ANY = "\x01", "\x02"


@cache
def reference():
    """The services by prefix: their actions in lower case, and the forms of the ARNs of their resource types."""
    import cfnlint

    data = Path(cfnlint.__file__).parent / "data" / "AdditionalSpecs" / "Policies.json"
    return json.loads(data.read_text(encoding="utf-8"))


def statements(value, place=""):
    """Every statement of a policy document, wherever it stands, with its place."""
    if isinstance(value, dict):
        found = value.get("Statement")
        if found is not None and ("Version" in value or isinstance(found, list)):
            for at, one in enumerate(found if isinstance(found, list) else [found]):
                if isinstance(one, dict) and "Effect" in one:
                    yield f"{place}/Statement/{at}", one
            return
        for name, inner in value.items():
            yield from statements(inner, f"{place}/{name}")
    elif isinstance(value, list):
        for at, inner in enumerate(value):
            yield from statements(inner, f"{place}/{at}")


def listed(value):
    """The items of an element that is one value or a list."""
    return value if isinstance(value, list) else [] if value is None else [value]


# The prefixes of the services of resource types, where `Fn::GetAtt` of `Arn` says which service an ARN is of.
PREFIXES = {
    "AWS::DynamoDB::": "dynamodb",
    "AWS::IAM::": "iam",
    "AWS::KMS::": "kms",
    "AWS::Kinesis::": "kinesis",
    "AWS::Lambda::": "lambda",
    "AWS::Logs::": "logs",
    "AWS::S3::": "s3",
    "AWS::SQS::": "sqs",
    "AWS::StepFunctions::": "states",
}


def text_of(value, types):
    """What is known of a text; `types` has the resource types by logical id."""
    if isinstance(value, str):
        return re.sub(r"\$\{[^}]*\}", ANY, value)
    if not isinstance(value, dict) or len(value) != 1:
        return ANY
    ((name, argument),) = value.items()
    if name == "Ref":
        return NAME if argument in ("AWS::Partition", "AWS::Region", "AWS::AccountId") else ANY
    if name == "Fn::Join" and isinstance(argument[1], list):
        return argument[0].join(text_of(part, types) for part in argument[1])
    if name == "Fn::GetAtt":
        target, attribute = argument.split(".", 1) if isinstance(argument, str) else argument
        prefix = next((p for start, p in PREFIXES.items() if types.get(target, "").startswith(start)), None)
        return f"arn:{NAME}:{prefix}:{NAME}:{NAME}:{ANY}" if prefix and attribute == "Arn" else ANY
    if name == "Fn::Sub":
        text, given = argument if isinstance(argument, list) else (argument, {})
        known = ("AWS::Partition", "AWS::Region", "AWS::AccountId")
        fill = lambda m: NAME if m[1] in known else text_of(given[m[1]], types) if m[1] in given else ANY  # noqa: E731
        return re.sub(r"\$\{([^}]*)\}", fill, text)
    return ANY


@cache
def meets(form, pattern):
    """Whether an ARN of this form may be one that the pattern matches.

    Field by field: only what is behind the fifth colon may hold more of them. A pattern whose first fields hold wildcards that
    reach over colons may be anything of its service.
    """
    if pattern in ("*", ANY) or not pattern.startswith(("arn:", ANY, "*")):
        return True
    if pattern.count(":") < 5 or form.count(":") < 5:
        return True
    ours, theirs = pattern.split(":", 5), form.split(":", 5)
    for at in (1, 2, 3, 4):
        if any(mark in ours[at] for mark in ("*", "?", ANY, NAME)) or theirs[at].startswith("${"):
            continue
        if ours[at] != theirs[at]:
            return False
    return rest_meets(ours[5], theirs[5])


def rest_meets(ours, theirs):
    """The same behind the fifth colon, where cfn-lint writes `.*` for a name: what stands before a wildcard must agree."""
    a, b = (re.split(r"[*?\x01\x02]|\.\*|\$\{", text)[0] for text in (ours, theirs))
    if a == ours:
        return ours == theirs if b == theirs else ours.startswith(b)
    return b.startswith(a) or (b != theirs and a.startswith(b))


def complaints(statement, types):
    """What is wrong with the actions of a statement."""
    resources = [text_of(one, types) for one in listed(statement.get("Resource"))]
    for name in listed(statement.get("Action")) + listed(statement.get("NotAction")):
        if not isinstance(name, str) or name == "*" or "${" in name:
            continue
        prefix, _, action = name.lower().partition(":")
        service = reference().get(prefix)
        if service is None:
            yield f"no service has the prefix of `{name}`"
            continue
        known = service["Actions"]
        meant = [facts for other, facts in known.items() if fnmatchcase(other, action.replace("[", "[[]"))]
        if not meant:
            yield f"`{name}` does not exist"
        elif resources and not any(applies(service, facts, resources) for facts in meant):
            yield f"`{name}` acts on none of {', '.join(map(shown, resources))}"


def applies(service, facts, resources):
    """Whether an action acts on one of the resources."""
    types = facts.get("Resources")
    if not types:
        return any(resource in ("*", ANY) for resource in resources)
    kinds = {name.lower(): kind for name, kind in service["Resources"].items()}
    forms = [form for name in types for form in kinds.get(name.lower(), {}).get("ARNFormats", ["*"])]
    return any(form == "*" or meets(form, resource) for form in forms for resource in resources)


def shown(resource):
    return f"`{resource.replace(NAME, '?').replace(ANY, '*')}`"


def judge(template):
    """The findings in a template, and how many actions were looked up."""
    count, found = 0, []
    types = {name: one.get("Type", "") for name, one in template.get("Resources", {}).items()}
    for place, statement in statements(template.get("Resources", {})):
        count += len(listed(statement.get("Action")))
        for complaint in complaints(statement, types):
            if not any(re.fullmatch(e["where"], place) and e["text"] in complaint for e in ALLOWED):
                found.append(f"{place}: {complaint}")
    return count, found


def main():
    setup.enter(__file__)
    passed = failed = looked = 0
    for path in cfn_lint.files(sys.argv[1:]):
        try:
            for name, text, _ in cfn_lint.templates(path):
                count, found = judge(json.loads(text))
                looked += count
                passed += not found
                failed += bool(found)
                print(f"{'FAIL' if found else 'ok  '} {name}: {count} actions")
                for finding in found:
                    print(f"     {finding}")
        except (OSError, ValueError, AttributeError) as error:
            failed += 1
            print(f"FAIL {path}\n     not a template: {error}")
    print(f"{looked} actions looked up")
    print(f"{passed} passed, {failed} failed")
    # Templates that grant nothing must not look like success.
    return 1 if failed or not looked else 0


if __name__ == "__main__":
    sys.exit(main())

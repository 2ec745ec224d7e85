#!/usr/bin/env python3
"""Validates OpenAPI documents with openapi-spec-validator.

    python3 judges/openapi/run.py [FILE ...]

Without arguments: every document among the snapshots, and the document of every API in every template of the snapshots.
A file is a document in JSON or YAML, or an insta snapshot that holds one. Before that the validator itself is asked about
documents with one mistake each: one that passes would make the judge worthless, and fails. Prints one line for each document
and at last `N passed, N failed`.

Exit codes: 0 all are valid, 1 one is not, 2 or 3 as judges/setup.py.
"""

import copy
import json
import re
import subprocess
import sys
from pathlib import Path

JUDGES = Path(__file__).resolve().parent.parent
ROOT = JUDGES.parent
sys.path.insert(0, str(JUDGES))

import setup  # noqa: E402

DOCUMENTS = ROOT / "snapshots" / "openapi"
PRINTED = ROOT / "snapshots" / "cli"
HEADER = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)

# A document to make mistakes in.
RIGHT = {
    "openapi": "3.1.0",
    "info": {"title": "Orders", "version": "1.0.0"},
    "servers": [{"url": "https://{id}.example.com", "variables": {"id": {"default": "a"}}}],
    "paths": {
        "/orders/{id}": {
            "get": {
                "operationId": "getOrder",
                "parameters": [{"name": "id", "in": "path", "required": True, "schema": {"type": "string"}}],
                "responses": {
                    "200": {
                        "description": "OK",
                        "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Order"}}},
                    }
                },
                "security": [{"api_key": []}],
            },
            "delete": {
                "operationId": "deleteOrder",
                "parameters": [{"name": "id", "in": "path", "required": True, "schema": {"type": "string"}}],
                "responses": {"204": {"description": "No content"}},
            },
        }
    },
    "components": {
        "schemas": {"Order": {"type": "object", "properties": {"id": {"type": ["string", "null"]}}}},
        "securitySchemes": {"api_key": {"type": "apiKey", "name": "x-api-key", "in": "header"}},
    },
}


def mistakes():
    """Documents with one mistake each: (what is wrong, the document)."""

    def wrong(what, change):
        document = copy.deepcopy(RIGHT)
        change(document)
        return what, document

    def operation(document):
        return document["paths"]["/orders/{id}"]["get"]

    def schema(document):
        return document["components"]["schemas"]["Order"]

    return [
        wrong("no version", lambda d: d["info"].pop("version")),
        wrong("no title", lambda d: d["info"].pop("title")),
        wrong("no server address", lambda d: d["servers"][0].pop("url")),
        wrong("variable without a default", lambda d: d["servers"][0]["variables"]["id"].pop("default")),
        wrong("path without a slash", lambda d: d["paths"].update(orders={})),
        wrong("parameter of the path is not declared", lambda d: operation(d).pop("parameters")),
        wrong("parameter of the path is optional", lambda d: operation(d)["parameters"][0].pop("required")),
        wrong("parameter without a schema", lambda d: operation(d)["parameters"][0].pop("schema")),
        wrong("two operations of one id", lambda d: operation(d).update(operationId="deleteOrder")),
        wrong("answer without a description", lambda d: operation(d)["responses"]["200"].pop("description")),
        wrong("status that is none", lambda d: operation(d)["responses"].update(ok={"description": "OK"})),
        wrong("reference to nothing", lambda d: d["components"]["schemas"].pop("Order")),
        wrong("unknown type", lambda d: schema(d).update(type="text")),
        wrong("bound of draft 4", lambda d: schema(d).update(minimum=1, exclusiveMinimum=True)),
        wrong("list of item schemas", lambda d: schema(d).update(items=[{"type": "string"}])),
        wrong("scheme of no kind", lambda d: d["components"]["securitySchemes"]["api_key"].update(type="key")),
        wrong("token without flows", lambda d: d["components"]["securitySchemes"].update(t={"type": "oauth2"})),
        wrong("name of a component", lambda d: d["components"]["schemas"].update({"a b": {}})),
    ]


def read(path):
    """The document of a file; the snapshot's header is left out."""
    import yaml

    text = path.read_text(encoding="utf-8")
    header = HEADER.match(text)
    return yaml.safe_load(text[header.end() :] if header else text)


def made():
    """The documents of the APIs in the templates of the snapshots: (name, document)."""
    from cfn_lint.run import files, templates

    found = [(name, text) for path in files([]) for name, text, _ in templates(path)]
    command = ["cargo", "run", "-q", "--locked", "-p", "construct-lib", "--features", "openapi,serde_json"]
    question = json.dumps([text for _, text in found]).encode()
    done = subprocess.run(
        [*command, "--example", "describe"], cwd=ROOT, input=question, stdout=subprocess.PIPE, check=False
    )
    if done.returncode:
        print("the crate could not be asked", file=sys.stderr)
        sys.exit(1)
    for (name, _), apis in zip(found, json.loads(done.stdout)):
        for api in apis:
            if api["document"] is None:
                print(f"none {name}: {api['id']}: {api['reason']}")
            else:
                yield f"{name}: {api['id']}", api["document"]


def snapshots():
    """The documents among the snapshots: (name, document)."""
    for path in sorted(DOCUMENTS.glob("*.snap")) + sorted(PRINTED.glob("openapi_document*.snap")):
        yield str(path.relative_to(ROOT)), read(path)


def problems(document):
    """What the validator finds in a document."""
    from openapi_spec_validator import OpenAPIV31SpecValidator
    from referencing.exceptions import Unresolvable

    if not isinstance(document, dict) or document.get("openapi") != "3.1.0":
        return ["it does not say that it is OpenAPI 3.1.0"]
    try:
        errors = list(OpenAPIV31SpecValidator(document).iter_errors())
    except Unresolvable as error:  # A reference to nothing ends the validation.
        return [str(error).splitlines()[0][:300]]
    return [f"{'/'.join(map(str, getattr(e, 'absolute_path', [])))}: {e}".splitlines()[0][:300] for e in errors]


class Judge:
    """Counts, and shows what is wrong."""

    def __init__(self):
        self.passed = self.failed = 0

    def note(self, is_right, name, details=()):
        self.passed += is_right
        self.failed += not is_right
        print(f"{'ok  ' if is_right else 'FAIL'} {name}")
        for detail in details:
            print(f"     {detail}")

    def validate(self, name, document):
        found = problems(document)
        self.note(not found, name, found)


def main():
    setup.enter(__file__)
    judge = Judge()
    given = [Path(argument) for argument in sys.argv[1:]]
    if given:
        for path in given:
            judge.validate(str(path), read(path))
    else:
        judge.validate("the document without a mistake", RIGHT)
        for what, document in mistakes():
            judge.note(bool(problems(document)), f"refused: {what}")
        before = judge.passed + judge.failed
        for name, document in [*snapshots(), *made()]:
            judge.validate(name, document)
        if judge.passed + judge.failed == before:
            judge.note(False, "there is no document to judge")
    print(f"{judge.passed} passed, {judge.failed} failed")
    return 1 if judge.failed or not judge.passed else 0


if __name__ == "__main__":
    sys.exit(main())

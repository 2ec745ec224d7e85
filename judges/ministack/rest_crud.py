"""What is asked of examples/rest-crud: a REST API with keys, models, CORS also of errors, and a table."""

import json
from concurrent.futures import ThreadPoolExecutor

from stack import CommandError

ORIGIN = "https://notes.example.com"
HOME = "/notebooks/home/notes"
MILK = {"title": "Milk", "text": "Two bottles"}


def judge(checks, stack):
    """Every method, with what must be refused, and by whom."""
    url = stack.output("ApiEndpoint")
    checks.that("an output has the API's address", url.startswith(f"https://{stack.api}.execute-api."), url)
    key = {"x-api-key": key_value(stack)}
    validate(checks, stack, key)
    refused(checks, stack, key)
    crud(checks, stack, key)
    preflight(checks, stack)
    broken(checks, stack, key)
    not_as_aws(checks, stack, key)
    throttled(checks, stack, key)


def key_value(stack):
    """The text of the only API key, which no output shows."""
    key = stack.one("AWS::ApiGateway::ApiKey")
    return stack.shell.aws("apigateway", "get-api-key", "--api-key", key, "--include-value", "--query", "value")


def validate(checks, stack, key):
    """MiniStack makes no validator of a template, and no method asks one: both are made by the calls that it understands."""
    forgotten = stack.call("POST", HOME, {"text": "Two bottles"}, key)
    checks.that(
        "MiniStack still asks no validator of a template",
        forgotten.status == 400 and "missing field `title`" in forgotten.text,
        forgotten,
    )
    query = "TemplateBody.Resources"
    resources = stack.shell.aws("cloudformation", "get-template", "--stack-name", stack.name, "--query", query)
    of_kind = lambda kind: {name: r["Properties"] for name, r in resources.items() if r["Type"] == kind}  # noqa: E731
    ((name, properties),) = of_kind("AWS::ApiGateway::RequestValidator").items()
    flag = "--validate-request-body" if properties.get("ValidateRequestBody") is True else "--no-validate-request-body"
    made = stack.shell.aws("apigateway", "create-request-validator", "--rest-api-id", stack.api, flag, "--query", "id")
    physical = stack.ids("AWS::ApiGateway::Method")
    for method, properties in of_kind("AWS::ApiGateway::Method").items():
        if properties.get("RequestValidatorId") == {"Ref": name}:
            api, resource, verb = physical[method].split("-")
            place = ["--rest-api-id", api, "--resource-id", resource, "--http-method", verb]
            change = f"op=replace,path=/requestValidatorId,value={made}"
            stack.shell.aws("apigateway", "update-method", *place, "--patch-operations", change)


def calls_of(stack):
    """How often the function was started: each call has its own line in the log."""
    try:
        return sum(line.startswith("START ") or '"platform.start"' in line for line in stack.logs())
    except CommandError:
        return 0  # No call, no stream.


def refused(checks, stack, key):
    """What API Gateway refuses by itself, so that no function is called."""
    before = calls_of(stack)
    without = stack.call("GET", HOME)
    checks.status("a request without a key", without, 403)
    readable(checks, "API Gateway's own error may be read by the page", without)
    checks.status("a request with a wrong key", stack.call("GET", HOME, headers={"x-api-key": "x" * 40}), 403)
    checks.status("a path that the API does not declare", stack.call("GET", "/orders", headers=key), 403)
    for what, body in {
        "no title": {"text": "Two bottles"},
        "an empty title": {**MILK, "title": ""},
        "a title that is too long": {**MILK, "title": "x" * 121},
        "a title that is no text": {**MILK, "title": 1},
        "an unknown field": {**MILK, "id": "1"},
    }.items():
        reply = stack.call("POST", HOME, body, key)
        checks.that(
            f"a note with {what} is refused by its model",
            reply.status == 400 and reply.json.get("message") == "Invalid request body",
            reply,
        )
        readable(checks, f"the page may read why ({what})", reply)
    checks.that("the function was not called for any of it", calls_of(stack) == before, stack.logs())


def readable(checks, what, reply):
    """CORS lets the page read an answer."""
    checks.that(what, reply.headers.get("access-control-allow-origin") == ORIGIN, f"{reply} {reply.headers}")


def item(stack, note):
    """A note as the table has it."""
    document = json.dumps({"notebook": {"S": "home"}, "id": {"S": note}})
    found = stack.shell.aws("dynamodb", "get-item", "--table-name", stack.table, "--key", document, "--consistent-read")
    return (found or {}).get("Item")


def crud(checks, stack, key):
    """The life of a note."""
    made = stack.call("POST", HOME, MILK, key)
    note = made.json.get("id", "")
    if not checks.status("POST", made, 201) or not note:
        return  # Nothing below means anything without a note.
    place = f"{HOME}/{note}"
    checks.that("POST answers with the place", made.headers.get("location") == f"/{stack.stage}{place}", made.headers)
    readable(checks, "the page may read the answer", made)
    stored = {"notebook": {"S": "home"}, "id": {"S": note}, "title": {"S": "Milk"}, "text": {"S": "Two bottles"}}
    checks.that("the note is in the table", item(stack, note) == stored, item(stack, note))
    read = stack.call("GET", place, headers=key)
    checks.that("GET answers with the note", read.status == 200 and read.json == made.json, read)
    stack.call("POST", HOME, {"title": "빵", "text": ""}, key)
    stack.call("POST", "/notebooks/office/notes", MILK, key)
    listed = stack.call("GET", HOME, headers=key)
    titles = [one["title"] for one in listed.json.get("notes", [])]
    checks.that("a list has the notes of one notebook in their order", titles == ["Milk", "빵"], listed)
    after = stack.call("GET", f"{HOME}?after={note}", headers=key)
    checks.that("a list goes on after a note", [one["title"] for one in after.json.get("notes", [])] == ["빵"], after)
    changed = stack.call("PUT", place, {**MILK, "text": "None"}, key)
    checks.that("PUT answers with the change", changed.status == 200 and changed.json.get("text") == "None", changed)
    checks.that("the change is in the table", (item(stack, note) or {}).get("text") == {"S": "None"}, item(stack, note))
    checks.status("PUT is validated, too", stack.call("PUT", place, {}, key), 400)
    checks.status("DELETE", stack.call("DELETE", place, headers=key), 204)
    checks.that("the note is gone from the table", item(stack, note) is None, item(stack, note))
    for method, body in (("GET", None), ("PUT", MILK), ("DELETE", None)):
        checks.status(f"{method} after DELETE", stack.call(method, place, body, key), 404)
    odd = stack.call("GET", "/notebooks/Home/notes", headers=key)
    checks.that("an error of the handler reaches the client", odd.status == 400 and "lower-case" in odd.text, odd)


def preflight(checks, stack):
    """What a browser asks before, without a key."""
    for path in (HOME, f"{HOME}/1"):
        asked = {"origin": ORIGIN, "access-control-request-method": "PUT", "access-control-request-headers": "x-api-key"}
        reply = stack.call("OPTIONS", path, headers=asked)
        readable(checks, f"the preflight of {path} needs no key", reply)
        allowed = reply.headers.get("access-control-allow-headers", "").lower().split(",")
        checks.that("it allows the key's header", reply.status == 204 and "x-api-key" in allowed, f"{reply} {allowed}")


def broken(checks, stack, key):
    """The table cannot be reached: the client is told nothing, the log all."""
    query = "Environment.Variables"
    function = ["--function-name", stack.function]
    before = stack.shell.aws("lambda", "get-function-configuration", *function, "--query", query)
    setting = json.dumps({"Variables": {**before, "NOTES": "another-table"}})
    stack.shell.aws("lambda", "update-function-configuration", *function, "--environment", setting)
    reply = stack.call("GET", HOME, headers=key)
    checks.that(
        "a failure of the table is a 500 without its reason",
        reply.status == 500 and reply.json == {"message": "the notes cannot be reached"},
        reply,
    )
    readable(checks, "the page may read that, too", reply)
    logged = [json.loads(line) for line in stack.logs() if line.startswith("{")]
    causes = [line.get("cause", "") for line in logged if line.get("level") == "ERROR"]
    checks.that("the log has the reason: the role may read no other table", any("AccessDenied" in c for c in causes), causes)
    setting = json.dumps({"Variables": before})
    stack.shell.aws("lambda", "update-function-configuration", *function, "--environment", setting)
    checks.status("with its own table it works again", stack.call("GET", HOME, headers=key), 200)


def not_as_aws(checks, stack, key):
    """What MiniStack does otherwise; when this fails, it has learned it, and more can be asked of it."""
    function = ["--function-name", stack.function]
    policy = json.loads(stack.shell.aws("lambda", "get-policy", *function, "--query", "Policy"))
    statements = policy["Statement"]
    checks.that("one permission lets the API call the function", len(statements) == 1, statements)
    for statement in statements:
        stack.shell.aws("lambda", "remove-permission", *function, "--statement-id", statement["Sid"])
    checks.status("MiniStack still calls a function without permission", stack.call("GET", HOME, headers=key), 200)
    counted = stack.shell.aws("cloudwatch", "list-metrics", "--namespace", "AWS/ApiGateway", "--query", "Metrics")
    checks.that("MiniStack still counts no requests, so that no alarm goes off", counted == [], counted)


def throttled(checks, stack, key):
    """The usage plan slows the owner of a key down, and API Gateway says so."""
    with ThreadPoolExecutor(8) as clients:
        replies = list(clients.map(lambda _: stack.call("GET", HOME, headers=key), range(80)))
    refused = [reply for reply in replies if reply.status == 429]
    checks.that("of too many requests with one key some are refused: 429", refused, {reply.status for reply in replies})
    if refused:
        readable(checks, "the page may read that it is to wait", refused[0])

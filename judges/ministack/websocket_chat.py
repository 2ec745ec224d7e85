"""What is asked of examples/websocket-chat: who is connected stands in a table, and messages come through @connections."""

import json
import time
from urllib.parse import quote

from websocket import Refused, WebSocket

SOON = 10  # Seconds within which something must have happened.


def judge(checks, stack):
    """Two people talk, move and leave."""
    url = stack.output("Url")
    checks.that("an output has the address", url == f"wss://{stack.api}.execute-api.us-east-1.amazonaws.com/{stack.stage}", url)
    point_here(stack)
    talk(checks, stack)
    refused(checks, stack)
    checks.that("in the end nobody is in the table", eventually(lambda: rows(stack) == {}), rows(stack))
    unwarranted(checks, stack)


def point_here(stack):
    """The address of the management API is one that only AWS has: the function is told the emulator's."""
    function = ["--function-name", stack.function]
    query = "Environment.Variables"
    variables = stack.shell.aws("lambda", "get-function-configuration", *function, "--query", query)
    setting = json.dumps({"Variables": {**variables, "CALLBACK_URL": stack.base}})
    stack.shell.aws("lambda", "update-function-configuration", *function, "--environment", setting)


def connect(stack, name):
    """A connection of this person, not yet open."""
    return WebSocket(f"{stack.base.replace('http://', 'ws://')}?name={quote(name)}")


def rows(stack):
    """The table: in which room each person is."""
    return {item["name"]["S"]: item["room"]["S"] for item in stack.items()}


def eventually(holds):
    """Whether it holds soon: what happens behind a closed connection is waited for by nobody."""
    deadline = time.monotonic() + SOON
    while time.monotonic() < deadline:
        if holds():
            return True
        time.sleep(0.2)
    return False


def heard(checks, what, client, **expected):
    """The next message that a client gets."""
    text = client.hear()
    checks.that(what, text is not None and json.loads(text) == expected, text)


def say(client, **message):
    """Sends a message as JSON."""
    client.say(json.dumps(message))


def talk(checks, stack):
    """Connect, message, push to the other connection, disconnect."""
    with connect(stack, "Ada") as ada:
        checks.that("a connection is in the table", rows(stack) == {"Ada": "lobby"}, rows(stack))
        with connect(stack, "밥") as bob:
            checks.that("a second one, too", rows(stack) == {"Ada": "lobby", "밥": "lobby"}, rows(stack))
            say(ada, action="sendMessage", text="Hello")
            hello = {"type": "message", "room": "lobby", "name": "Ada", "text": "Hello"}
            heard(checks, "the other connection gets a message", bob, **hello)
            heard(checks, "and so does who sent it", ada, **hello)

            say(bob, action="join", room="kitchen")
            heard(checks, "the old room hears who leaves", ada, type="left", room="lobby", name="밥")
            heard(checks, "the new room hears who comes", bob, type="joined", room="kitchen", name="밥")
            checks.that("the table follows", rows(stack) == {"Ada": "lobby", "밥": "kitchen"}, rows(stack))
            say(ada, action="sendMessage", text="Alone?")
            heard(checks, "a message stays in its room", ada, type="message", room="lobby", name="Ada", text="Alone?")
            say(bob, action="join", room="lobby")
            heard(checks, "nothing of it was sent elsewhere", bob, type="joined", room="lobby", name="밥")
            heard(checks, "the room hears who comes back", ada, type="joined", room="lobby", name="밥")
            errors(checks, ada)
        heard(checks, "the room hears of a disconnect", ada, type="left", room="lobby", name="밥")
        checks.that("the row of who left is gone", eventually(lambda: rows(stack) == {"Ada": "lobby"}), rows(stack))


def errors(checks, client):
    """What is not understood is answered."""
    for what, text in {
        "that is no JSON": "hello",
        "with an unknown action": json.dumps({"action": "dance"}),
        "without its text": json.dumps({"action": "sendMessage"}),
        "with an empty text": json.dumps({"action": "sendMessage", "text": " "}),
    }.items():
        client.say(text)
        answer = client.hear()
        checks.that(f"a message {what} is answered by an error", answer and json.loads(answer).get("type") == "error", answer)


def refused(checks, stack):
    """A connection that the handler refuses does not come about, and leaves no row."""
    try:
        with connect(stack, "x" * 33):
            status = 101
    except Refused as refusal:
        status = refusal.status
    checks.that("a name that is too long gets no connection", status != 101, status)
    checks.that("MiniStack still answers 403 to it, whatever the handler answered", status == 403, status)


def unwarranted(checks, stack):
    """Without the grant nothing is pushed: it was the grant that let the handler."""
    role = stack.shell.aws(
        "lambda", "get-function-configuration", "--function-name", stack.function, "--query", "Role"
    ).rsplit("/", 1)[1]
    names = stack.shell.aws("iam", "list-role-policies", "--role-name", role, "--query", "PolicyNames")
    taken = 0
    for name in names:
        policy = stack.shell.aws("iam", "get-role-policy", "--role-name", role, "--policy-name", name)["PolicyDocument"]
        kept = [s for s in policy["Statement"] if s["Action"] != "execute-api:ManageConnections"]
        taken += len(policy["Statement"]) - len(kept)
        document = json.dumps({**policy, "Statement": kept})
        put = ["--role-name", role, "--policy-name", name, "--policy-document", document]
        stack.shell.aws("iam", "put-role-policy", *put)
    checks.that("the role has one statement about connections", taken == 1, names)
    with connect(stack, "Eve") as eve:
        say(eve, action="sendMessage", text="Hello")
        silent = eve.hear(limit=5)
    checks.that("without the grant nobody hears anything", silent is None, silent)
    refusals = [line for line in stack.logs() if "AccessDenied" in line or "ForbiddenException" in line]
    checks.that("it was IAM that refused", refusals, stack.logs()[-5:])

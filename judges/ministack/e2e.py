#!/usr/bin/env python3
"""The sample end to end: synthesized, deployed with the printed commands, called by HTTP, and deleted.

    python3 judges/ministack/e2e.py [--app 'COMMAND']

The command (by default the sample's dev stage, by `cargo run`) synthesizes and prints the commands to paste; this program
runs exactly those against MiniStack, with IAM enforced and the handler that was really built. At last `N passed, N failed`.

Exit codes: 0 all passed, 1 a check failed or the run broke, 2 or 3 as judges/setup.py.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import traceback
from pathlib import Path

JUDGES = Path(__file__).resolve().parent.parent
ROOT = JUDGES.parent
sys.path[:0] = [str(JUDGES), str(JUDGES / "ministack")]

import setup  # noqa: E402
from commands import Commands  # noqa: E402
from server import MiniStack  # noqa: E402
from stack import CommandError, Deployed, Shell  # noqa: E402

SYNTH_LIMIT = 45 * 60  # It builds the handler and the AWS SDK below it.
WRITES = {f"dynamodb:{action}" for action in ("PutItem", "UpdateItem", "DeleteItem", "BatchWriteItem")}


class Checks:
    """Counts what was found and goes on, so that one run tells everything."""

    def __init__(self):
        self.passed = self.failed = 0

    def that(self, what, good, seen=""):
        """One fact; `seen` is shown when it does not hold."""
        self.passed += bool(good)
        self.failed += not good
        print(f"{'ok  ' if good else 'FAIL'} {what}" + ("" if good else f"\n     seen: {seen}"), flush=True)
        return good

    def status(self, what, reply, expected):
        """The status of an answer."""
        return self.that(f"{what}: {expected}", reply.status == expected, reply)


def printed(command):
    """Runs the app and returns what it printed."""
    print(f"$ {command}", flush=True)
    done = subprocess.run(
        ["bash", "-c", command],
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        text=True,
        check=False,
        timeout=SYNTH_LIMIT,
    )
    if done.returncode != 0:
        raise CommandError(f"`{command}` ended with {done.returncode}\n{done.stdout}")
    return done.stdout


def crud(checks, stack):
    """Every route of the API, with what must be refused."""
    first = stack.call("POST", "/users", {"email": "ada@example.com", "name": "Ada"})
    user = first.json.get("id", "")
    tag = first.headers.get("etag", "")
    if not checks.status("POST /users", first, 201) or not user:
        return  # Nothing below means anything without a user.
    checks.that(
        "POST answers with the user, its place and its version",
        tag
        and first.headers.get("location", "").endswith(f"/users/{user}")
        and first.json.get("email") == "ada@example.com",
        f"{first.headers} {first}",
    )
    item = stack.item(user) or {}
    checks.that(
        "the item is in the table",
        item.get("email") == {"S": "ada@example.com"} and item.get("name") == {"S": "Ada"},
        item,
    )
    second = stack.call("POST", "/users", {"email": "bob@example.com", "name": "밥"})
    checks.status("POST /users, a second one", second, 201)

    checks.status(
        "POST /users with an e-mail that is taken",
        stack.call("POST", "/users", {"email": "ada@example.com", "name": "X"}),
        409,
    )
    checks.status("POST /users with a body that is not JSON", stack.call("POST", "/users", raw=b"{"), 400)
    invalid = stack.call("POST", "/users", {"email": "nobody", "name": ""})
    checks.that(
        "POST /users with invalid fields: 4xx that names them",
        400 <= invalid.status < 500 and "email" in invalid.text and "name" in invalid.text,
        invalid,
    )
    checks.status(
        "POST /users without a type of content",
        stack.call("POST", "/users", raw=b"x", headers={"content-type": "text/plain"}),
        415,
    )

    read = stack.call("GET", f"/users/{user}")
    checks.status("GET /users/{id}", read, 200)
    checks.that(
        "GET answers with the user and the same ETag", read.json == first.json and read.headers.get("etag") == tag, read
    )
    checks.status(
        "GET /users/{id} with the ETag in If-None-Match",
        stack.call("GET", f"/users/{user}", headers={"if-none-match": tag}),
        304,
    )
    everybody = stack.call("GET", "/users")
    checks.status("GET /users", everybody, 200)
    checks.that(
        "GET /users has both",
        sorted(u["email"] for u in everybody.json.get("users", [])) == ["ada@example.com", "bob@example.com"],
        everybody,
    )
    page = stack.call("GET", "/users?limit=1")
    cursor = page.json.get("nextCursor", "")
    rest = stack.call("GET", f"/users?limit=1&cursor={cursor}")
    pages = [u["id"] for reply in (page, rest) for u in reply.json.get("users", [])]
    checks.that("GET /users in two pages has both", len(set(pages)) == 2, f"{page} {rest}")
    found = stack.call("GET", "/users?email=bob@example.com")
    checks.that(
        "GET /users?email= finds one through the index",
        [u["name"] for u in found.json.get("users", [])] == ["밥"],
        found,
    )
    checks.that(
        "GET /users?email= finds nobody", stack.call("GET", "/users?email=eve@example.com").json.get("users") == [], ""
    )

    change = {"email": "ada@example.com", "name": "Ada Lovelace"}
    checks.status("PUT without If-Match", stack.call("PUT", f"/users/{user}", change), 428)
    updated = stack.call("PUT", f"/users/{user}", change, {"if-match": tag})
    checks.status("PUT with the ETag in If-Match", updated, 200)
    new = updated.headers.get("etag", "")
    checks.that("PUT changes the ETag", new and new != tag, updated.headers)
    checks.status("PUT with the stale ETag", stack.call("PUT", f"/users/{user}", change, {"if-match": tag}), 412)
    checks.status(
        "PUT with an e-mail that is taken",
        stack.call("PUT", f"/users/{user}", {"email": "bob@example.com", "name": "A"}, {"if-match": new}),
        409,
    )
    moved = stack.call(
        "PUT", f"/users/{user}", {"email": "countess@example.com", "name": "Ada Lovelace"}, {"if-match": new}
    )
    checks.status("PUT with another e-mail", moved, 200)
    checks.that(
        "the old e-mail finds nobody", stack.call("GET", "/users?email=ada@example.com").json.get("users") == [], ""
    )
    checks.that(
        "the change is in the table",
        (stack.item(user) or {}).get("email") == {"S": "countess@example.com"},
        stack.item(user),
    )

    checks.status("DELETE with the stale ETag", stack.call("DELETE", f"/users/{user}", headers={"if-match": tag}), 412)
    checks.status("DELETE /users/{id}", stack.call("DELETE", f"/users/{user}"), 204)
    checks.status("GET after DELETE", stack.call("GET", f"/users/{user}"), 404)
    checks.status("DELETE after DELETE", stack.call("DELETE", f"/users/{user}"), 404)
    checks.that("the item is gone from the table", stack.item(user) is None, stack.item(user))
    checks.status(
        "POST /users with the e-mail that is free again",
        stack.call("POST", "/users", {"email": "countess@example.com", "name": "A"}),
        201,
    )

    checks.status("a verb that the API does not declare", stack.call("PATCH", "/users"), 403)
    checks.status("a path that the API does not declare", stack.call("GET", "/orders"), 403)
    logged = [json.loads(line) for line in stack.logs() if line.startswith("{")]
    checks.that(
        "the function logs JSON to its own group",
        any(line.get("route") == "/users" and line.get("status") == 201 for line in logged),
        logged[:3],
    )


def without_writes(template):
    """Takes the grant's write actions out of every policy; returns how many there were."""
    taken = 0
    for resource in template["Resources"].values():
        if resource["Type"] not in ("AWS::IAM::Policy", "AWS::IAM::ManagedPolicy"):
            continue
        for statement in resource["Properties"]["PolicyDocument"]["Statement"]:
            actions = statement["Action"] if isinstance(statement["Action"], list) else [statement["Action"]]
            statement["Action"] = [action for action in actions if action not in WRITES]
            taken += len(actions) - len(statement["Action"])
    return taken


def changed(folder, packaged, name, edit):
    """A copy of the packaged template with an edit."""
    template = json.loads(packaged.read_text(encoding="utf-8"))
    result = edit(template)
    path = folder / name
    path.write_text(json.dumps(template), encoding="utf-8")
    return path, result


def more_memory(template):
    """Gives every function 512 MB."""
    for resource in template["Resources"].values():
        if resource["Type"] == "AWS::Lambda::Function":
            resource["Properties"]["MemorySize"] = 512


def negative(checks, shell, folder, packaged, name):
    """The same stack without the grant: IAM, not luck, lets the handler write."""
    template, taken = changed(folder, packaged, "denied.json", without_writes)
    checks.that("the grant has the write actions", taken >= 3, f"{taken} were taken out")
    denied = f"{name}-denied"
    shell.deploy(template, denied)
    stack = Deployed(shell, denied)
    refused = stack.call("POST", "/users", {"email": "eve@example.com", "name": "Eve"})
    checks.that("without the grant POST fails: 5xx", refused.status >= 500, refused)
    checks.that("without the grant nothing is stored", stack.items() == [], stack.items())
    checks.status("without the grant GET still works", stack.call("GET", "/users"), 200)
    checks.that("it was IAM that refused", any("AccessDenied" in line for line in stack.logs()), stack.logs())
    shell.delete(denied)


def judge(checks, shell, folder, commands):
    """Deploys, uses, changes and deletes the stack."""
    before = shell.inventory()
    code, said = shell.run(commands.deploy)
    if not checks.that("the pasted commands deploy", code == 0, f"exit {code}\n{said}"):
        print(shell.why(commands.stack))
        return
    stack = Deployed(shell, commands.stack)
    unfinished = [resource for resource in stack.resources if resource["status"] != "CREATE_COMPLETE"]
    checks.that("every resource is created", not unfinished, unfinished)
    addresses = [output["OutputValue"] for output in stack.outputs]
    checks.that(
        "an output has the API's address",
        any(url.startswith(f"https://{stack.api}.") and f"/{stack.stage}/" in url for url in addresses),
        addresses,
    )
    crud(checks, stack)

    code, said = shell.run(commands.deploy)
    checks.that(
        "pasting them again changes nothing", code == 0 and "No changes to deploy" in said, f"exit {code}\n{said}"
    )
    packaged = commands.packaged(ROOT)
    template, _ = changed(folder, packaged, "memory.json", more_memory)
    shell.deploy(template, commands.stack)
    memory = shell.aws(
        "lambda", "get-function-configuration", "--function-name", stack.function, "--query", "MemorySize"
    )
    checks.that("an update changes the function's memory", memory == 512, memory)
    checks.status("the API answers after the update", stack.call("GET", "/users"), 200)

    negative(checks, shell, folder, packaged, commands.stack)
    code, said = shell.run(commands.delete)
    checks.that("the pasted commands delete", code == 0, f"exit {code}\n{said}")
    after = shell.inventory()
    checks.that("deleting leaves nothing", after == before, after)


def main():
    venv = setup.enter(__file__)
    folder = setup.default_target().resolve() / "ministack"
    output = os.path.relpath(folder / "cdk.out", ROOT)
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument(
        "--app",
        default=f"cargo run --quiet -- synth -c stage=dev --output '{output}'",
        help="what synthesizes and prints the commands (default: %(default)s)",
    )
    arguments = parser.parse_args()
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    checks = Checks()
    try:
        commands = Commands.parse(printed(arguments.app))
        with MiniStack(venv / "bin" / "ministack", folder) as server:
            shell = Shell({**server.env, "PATH": f"{venv / 'bin'}{os.pathsep}{os.environ['PATH']}"}, ROOT)
            try:
                judge(checks, shell, folder, commands)
            finally:
                if checks.failed or sys.exc_info()[0]:
                    print(f"--- the end of {server.log}\n{server.tail()}", file=sys.stderr)
    except Exception:  # A run that broke has judged nothing, and must say where.
        traceback.print_exc()
        checks.that("the run came to its end", False, "see above")
    print(f"{checks.passed} passed, {checks.failed} failed")
    return 0 if checks.passed and not checks.failed else 1


if __name__ == "__main__":
    sys.exit(main())

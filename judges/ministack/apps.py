#!/usr/bin/env python3
"""Several stacks end to end: values that cross between stacks and into nested stacks arrive, and hold what they should hold.

    python3 judges/ministack/apps.py [--app 'COMMAND']

The command (by default `judges/apps`, by `cargo run`) synthesizes and prints the commands to paste; this program runs exactly
those against MiniStack, in the printed order, and looks at what came of it. At last `N passed, N failed`.

Exit codes: 0 all passed, 1 a check failed or the run broke, 2 or 3 as judges/setup.py.
"""

import argparse
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
from e2e import Checks, printed  # noqa: E402
from server import MiniStack  # noqa: E402
from stack import Shell  # noqa: E402


def left(shell):
    """All that the stacks may leave behind, by kind."""
    running = "StackSummaries[?StackStatus!='DELETE_COMPLETE'].StackName"
    return {
        "stacks": shell.aws("cloudformation", "list-stacks", "--query", running) or [],
        "exports": shell.aws("cloudformation", "list-exports", "--query", "Exports[].Name") or [],
        "topics": shell.aws("sns", "list-topics", "--query", "Topics[].TopicArn") or [],
        "subscriptions": shell.aws("sns", "list-subscriptions", "--query", "Subscriptions[].SubscriptionArn") or [],
    }


def resources(shell, stack):
    """The physical id of each resource of a stack, by logical id."""
    query = "StackResources[].[LogicalResourceId, PhysicalResourceId]"
    return dict(shell.aws("cloudformation", "describe-stack-resources", "--stack-name", stack, "--query", query))


def only(ids, start):
    """The one whose logical id begins so."""
    (found,) = [value for name, value in ids.items() if name.startswith(start)]
    return found


def outputs(shell, stack):
    """The outputs of a stack."""
    query = "Stacks[0].Outputs[].[OutputKey, OutputValue]"
    return dict(shell.aws("cloudformation", "describe-stacks", "--stack-name", stack, "--query", query) or [])


def arrived(checks, shell):
    """What crossed between the stacks is what it was where it came from."""
    data, service, alarms = (resources(shell, name) for name in ("Data", "shared-service", "Dev-Alarms"))
    topic = only(data, "Topic")
    nested = only(data, "InnerNestedStack")
    inner = resources(shell, nested)
    arn_of = {arn.rsplit(":", 1)[1]: arn for arn in endpoints(shell).values()}
    checks.that("an import is the exporter's value", outputs(shell, "shared-service")["TopicArn"] == topic)
    work, late = only(data, "Work"), only(inner, "Late")
    subscribed = {(s["TopicArn"], s["Endpoint"].rsplit(":", 1)[1]) for s in subscriptions(shell)}
    name = lambda url: url.rsplit("/", 1)[1]  # noqa: E731
    checks.that("a weak reference is the queue's ARN", (topic, name(work)) in subscribed, subscribed)
    checks.that("a parameter reaches into the nested stack", (topic, name(late)) in subscribed, subscribed)
    checks.that("an output comes out of it", outputs(shell, "Data")["LateArn"] == arn_of.get(name(late)), outputs(shell, "Data"))
    deep = resources(shell, only(alarms, "InnerNestedStack"))
    checks.that("a stage's nested stack subscribes too", (only(alarms, "Topic"), name(only(deep, "Queue"))) in subscribed, subscribed)
    checks.that("the other stack is subscribed by its own resource", only(service, "ToWork"), service)


def subscriptions(shell):
    """All subscriptions."""
    return shell.aws("sns", "list-subscriptions", "--query", "Subscriptions")


def endpoints(shell):
    """The endpoint of each subscription."""
    return {s["SubscriptionArn"]: s["Endpoint"] for s in subscriptions(shell)}


def held(checks, shell, commands):
    """A strong reference holds what it refers to."""
    names = shell.aws("cloudformation", "list-exports", "--query", "Exports[].Name")
    checks.that("the exports are named after their stack", names and all(n.startswith("Data:") for n in names), names)
    importers = [i for n in names for i in shell.aws("cloudformation", "list-imports", "--export-name", n, "--query", "Imports")]
    checks.that("the reading stack imports them", set(importers) == {"shared-service"}, importers)
    code, said = shell.run(commands["Data"].delete)
    checks.that("the exporting stack cannot be deleted", code != 0 and "imported by" in said, f"exit {code}\n{said}")


def semantics(checks, output):
    """Our own rules find nothing in what was written."""
    command = ["cargo", "run", "--quiet", "-p", "template-semantics", "--", output]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    checks.that("the rules over several templates find nothing", done.returncode == 0, done.stdout + done.stderr)


def judge(checks, shell, commands):
    """Deploys all stacks in the printed order, looks, deploys again, and deletes in the reverse order."""
    before = left(shell)
    order = list(commands)
    checks.that("the exporting stack comes first", order.index("Data") < order.index("Service"), order)
    for name, block in commands.items():
        code, said = shell.run(block.deploy)
        if not checks.that(f"the pasted commands deploy {name}", code == 0, f"exit {code}\n{said}"):
            print(shell.why(block.stack))
            return
    arrived(checks, shell)
    held(checks, shell, commands)
    for name, block in commands.items():
        code, said = shell.run(block.deploy)
        checks.that(f"pasting them again changes nothing of {name}", code == 0 and "No changes to deploy" in said, said)
    for name in reversed(order):
        code, said = shell.run(commands[name].delete)
        checks.that(f"the pasted commands delete {name}", code == 0, f"exit {code}\n{said}")
    after = left(shell)
    checks.that("deleting leaves nothing", after == before, after)


def main():
    venv = setup.enter(__file__)
    folder = setup.default_target().resolve() / "ministack-apps"
    output = os.path.relpath(folder / "cdk.out", ROOT)
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument(
        "--app",
        default="cargo run --quiet -p judge-apps -- synth",
        help="what synthesizes and prints the commands, when `--output FOLDER` is added (default: %(default)s)",
    )
    arguments = parser.parse_args()
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    checks = Checks()
    try:
        commands = Commands.parse_all(printed(f"{arguments.app} --output '{output}'"))
        semantics(checks, output)
        with MiniStack(venv / "bin" / "ministack", folder) as server:
            shell = Shell({**server.env, "PATH": f"{venv / 'bin'}{os.pathsep}{os.environ['PATH']}"}, ROOT)
            try:
                judge(checks, shell, commands)
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

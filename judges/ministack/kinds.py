#!/usr/bin/env python3
"""The three kinds of API end to end: each example is synthesized, deployed with the printed commands, called, and deleted.

    python3 judges/ministack/kinds.py [rest-crud | http-jwt | websocket-chat ...]

Without arguments: all of them, one after the other, in one emulator. Each runs the handler that was really built. At last
`N passed, N failed`.

Exit codes: 0 all passed, 1 a check failed or the run broke, 2 or 3 as judges/setup.py.
"""

import argparse
import os
import shutil
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
from stack import Deployed, Shell  # noqa: E402


def examples():
    """What is asked of each example, in the order of their cost."""
    # They need the environment that `setup` makes.
    import http_jwt
    import rest_crud
    import websocket_chat

    return {"http-jwt": http_jwt.judge, "rest-crud": rest_crud.judge, "websocket-chat": websocket_chat.judge}


def run(checks, shell, name, judge, commands):
    """Deploys an example, asks it, deploys it again, and deletes it."""
    print(f"--- {name}", flush=True)
    code, said = shell.run(commands.deploy)
    if not checks.that(f"the pasted commands deploy {name}", code == 0, f"exit {code}\n{said}"):
        print(shell.why(commands.stack))
        return
    stack = Deployed(shell, commands.stack)
    unfinished = [resource for resource in stack.resources if resource["status"] != "CREATE_COMPLETE"]
    checks.that("every resource is created", not unfinished, unfinished)
    try:
        judge(checks, stack)
    except Exception:  # The next example can be judged all the same.
        traceback.print_exc()
        checks.that(f"{name} was judged to its end", False, "see above")
    code, said = shell.run(commands.deploy)
    checks.that("pasting them again changes nothing", code == 0 and "No changes to deploy" in said, f"exit {code}\n{said}")
    code, said = shell.run(commands.delete)
    checks.that("the pasted commands delete", code == 0, f"exit {code}\n{said}")


def main():
    venv = setup.enter(__file__)
    judges = examples()
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("examples", nargs="*", metavar="EXAMPLE", help=f"of {', '.join(judges)}; all of them by default")
    chosen = parser.parse_args().examples or list(judges)
    for name in chosen:
        if name not in judges:
            parser.error(f"there is no example `{name}` to judge, but {', '.join(judges)}")
    folder = setup.default_target().resolve() / "ministack-kinds"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    checks = Checks()
    try:
        commands = {}
        for name in chosen:
            output = os.path.relpath(folder / f"cdk.out-{name}", ROOT)
            synth = f"cargo run --quiet -p {name} -- synth -c stage=dev --output '{output}'"
            commands[name] = Commands.parse(printed(synth))
        with MiniStack(venv / "bin" / "ministack", folder) as server:
            shell = Shell({**server.env, "PATH": f"{venv / 'bin'}{os.pathsep}{os.environ['PATH']}"}, ROOT)
            try:
                before = shell.inventory()
                for name in chosen:
                    run(checks, shell, name, judges[name], commands[name])
                after = shell.inventory()
                checks.that("deleting leaves nothing", after == before, after)
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

#!/usr/bin/env python3
"""The official CDK CLI reads our assembly, runs our app, and deploys it.

    python3 judges/cdk_cli/run.py [--app 'COMMAND']

Synthesizes the sample, lets `cdk ls` and `cdk synth` read the folder, lets `cdk ls` run the app itself, and lets `cdk deploy`
and `cdk destroy` do their work against MiniStack. It reads the examples of an HTTP and of a WebSocket API, too, and lets the CLI
look a value up for an app that asks for it. It needs Node and npm; without them it is skipped loudly, and fails where `CI` is set. At last `N passed, N failed, N skipped`.

Exit codes: 0 all passed or skipped, 1 a check failed or the run broke, 2 or 3 as judges/setup.py.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import traceback
from pathlib import Path

JUDGES = Path(__file__).resolve().parent.parent
HERE = JUDGES / "cdk_cli"
ROOT = JUDGES.parent
sys.path[:0] = [str(JUDGES), str(JUDGES / "ministack")]

import setup  # noqa: E402
from apps import arrived, left  # noqa: E402
from server import MiniStack  # noqa: E402
from stack import Deployed, Shell  # noqa: E402

BUILD_LIMIT = 45 * 60


def skip(why):
    """No verdict: loud, and an error where every judge must speak."""
    bar = "=" * 78
    print(f"{bar}\nTHE CDK CLI DOES NOT JUDGE THIS RUN: {why}\n{bar}", file=sys.stderr)
    print("0 passed, 0 failed, 1 skipped")
    return 1 if os.environ.get("CI") else 0


def install(folder):
    """The pinned CLI below the target folder, installed when it is missing or another one is pinned."""
    lock = "package-lock.json"
    final = folder / "cli"
    with setup.Lock(folder / "install.lock"):
        if final.is_dir() and (final / lock).read_bytes() == (HERE / lock).read_bytes():
            return final / "node_modules" / ".bin" / "cdk"
        work = Path(tempfile.mkdtemp(prefix="cli-unfinished-", dir=folder))
        for name in ("package.json", lock):
            shutil.copy(HERE / name, work / name)
        done = subprocess.run(
            ["npm", "ci", "--prefix", str(work), "--ignore-scripts", "--no-audit", "--no-fund"],
            cwd=work,
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
        )
        if done.returncode != 0:
            shutil.rmtree(work, ignore_errors=True)
            setup.fail(setup.SetupError(2, f"npm could not install the CDK CLI:\n{done.stdout}"))
        shutil.copy(HERE / lock, work / lock)  # npm may write it in its own way.
        shutil.rmtree(final, ignore_errors=True)
        work.rename(final)
    return final / "node_modules" / ".bin" / "cdk"


def environment(folder):
    """The user's own, because cargo needs it, but no account, and no files of the CLI outside the target folder."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("AWS_", "CDK_"))}
    return {
        **kept,
        "CDK_HOME": str(folder / "home"),
        "CDK_DISABLE_CLI_TELEMETRY": "true",
        "AWS_EC2_METADATA_DISABLED": "true",
        "AWS_CONFIG_FILE": os.devnull,
        "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
        "AWS_REGION": "us-east-1",
    }


class Judge:
    """Runs programs and counts what holds."""

    def __init__(self, cdk, folder):
        self.cdk = cdk
        self.env = environment(folder)
        self.passed = self.failed = 0

    def that(self, what, good, seen=""):
        """One fact; `seen` is shown when it does not hold."""
        self.passed += bool(good)
        self.failed += not good
        print(f"{'ok  ' if good else 'FAIL'} {what}" + ("" if good else f"\n     seen: {seen}"), flush=True)

    def run(self, command, limit=BUILD_LIMIT, folder=ROOT):
        """Runs a program, in the repository's root unless told otherwise."""
        return subprocess.run(
            command,
            cwd=folder,
            env=self.env,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=limit,
            check=False,
        )

    def cli(self, *arguments, folder=ROOT):
        """Runs the CDK CLI."""
        command = [str(self.cdk), *arguments, "--no-notices", "--no-version-reporting"]
        return self.run(command, folder=folder)


def stacks(assembly):
    """The stacks of an assembly, those of its stages too: display name and template."""
    manifest = json.loads((assembly / "manifest.json").read_text(encoding="utf-8"))
    found = {}
    for key, artifact in manifest["artifacts"].items():
        if artifact["type"] == "aws:cloudformation:stack":
            template = json.loads((assembly / artifact["properties"]["templateFile"]).read_text(encoding="utf-8"))
            found[artifact.get("displayName", key)] = template
        elif artifact["type"] == "cdk:cloud-assembly":
            found |= stacks(assembly / artifact["properties"]["directoryName"])
    return found


def missing_assets(assembly):
    """Files that an asset manifest of the assembly names, but that are not there."""
    missing = []
    for path in assembly.rglob("*.assets.json"):
        for asset in json.loads(path.read_text(encoding="utf-8")).get("files", {}).values():
            source = asset["source"].get("path")
            if source and not (path.parent / source).exists():
                missing.append(source)
    return missing


def names(listed):
    """The display names that `cdk ls` shows; one that differs from the stack's name has that in brackets behind it."""
    return sorted(line.split(" (")[0] for line in listed.stdout.splitlines() if line.strip())


def read(judge, folder, app):
    """The CLI reads the assembly and runs the app; returns whether there is something to deploy."""
    assembly = folder / "cdk.out"
    shutil.rmtree(assembly, ignore_errors=True)
    done = judge.run(["bash", "-c", f"{app} --output '{os.path.relpath(assembly, ROOT)}'"])
    judge.that("the app synthesizes", done.returncode == 0, done.stderr)
    if done.returncode != 0:
        return False
    expected = stacks(assembly)
    judge.that("the assembly has a stack", expected, assembly)

    listed = judge.cli("ls", "--app", str(assembly))
    judge.that(
        "`cdk ls` reads the folder",
        listed.returncode == 0 and names(listed) == sorted(expected),
        listed,
    )
    everything = judge.cli("synth", "--app", str(assembly), "--quiet")
    judge.that("`cdk synth` accepts the folder", everything.returncode == 0, everything)
    for name, template in expected.items():
        one = judge.cli("synth", "--app", str(assembly), "--json", name)
        judge.that(
            f"`cdk synth {name}` prints the template as it is",
            one.returncode == 0 and json.loads(one.stdout) == template,
            one,
        )

    shutil.rmtree(folder / "run.out", ignore_errors=True)
    output = os.path.relpath(folder / "run.out", ROOT)
    ran = judge.cli("ls", "--app", app, "--output", output)
    judge.that("`cdk ls` runs the app", ran.returncode == 0 and names(ran) == sorted(expected), ran)
    if ran.returncode != 0:
        return False
    missing = missing_assets(folder / "run.out")
    judge.that("every asset that the CLI would publish is there", not missing, missing)
    return True


def deploy(judge, folder, app, venv):
    """The CLI bootstraps an account, deploys the sample's dev stage, and destroys it."""
    work = folder / "deploy"
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir()
    # Without IAM: MiniStack does not let the CLI see the bootstrap bucket through the role that publishes.
    with MiniStack(venv / "bin" / "ministack", work, iam=False) as server:
        shell = Shell({**server.env, "PATH": f"{venv / 'bin'}{os.pathsep}{os.environ['PATH']}"}, ROOT)
        # The home stays the user's, because cargo lives there.
        judge.env.update({name: value for name, value in server.env.items() if name.startswith("AWS_")})
        judge.env["AWS_ENDPOINT_URL_S3"] = server.endpoint
        ready = judge.cli("bootstrap", "aws://000000000000/us-east-1")
        judge.that("`cdk bootstrap` prepares the account", ready.returncode == 0, ready)
        before = shell.inventory()
        common = ["--app", app, "--context", "stage=dev", "--output", os.path.relpath(work / "cdk.out", ROOT), "--all"]
        done = judge.cli("deploy", *common, "--require-approval", "never")
        judge.that("`cdk deploy` publishes the handler and deploys", done.returncode == 0, done)
        if done.returncode != 0:
            return
        name = next(name for name in shell.inventory()["stacks"] if name not in before["stacks"])
        reply = Deployed(shell, name).call("POST", "/users", {"email": "ada@example.com", "name": "Ada"})
        judge.that("the API answers", reply.status == 201, reply)
        gone = judge.cli("destroy", *common, "--force")
        after = shell.inventory()
        judge.that("`cdk destroy` leaves nothing of it", gone.returncode == 0 and after == before, f"{gone} {after}")


def look_up(judge, folder, venv):
    """The CLI answers what an app looks up, keeps it, and runs the app again."""
    built = judge.run(["cargo", "build", "-q", "-p", "construct-toolkit", "--example", "described"])
    judge.that("the app that looks something up builds", built.returncode == 0, built)
    if built.returncode != 0:
        return
    program = setup.default_target().resolve().parent / "debug" / "examples" / "described"
    app = f"{program} synth -c region=us-east-1 -c account=000000000000 -c parameters=domain"
    work = folder / "look-up"
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir()
    with MiniStack(venv / "bin" / "ministack", work, iam=False) as server:
        shell = Shell({**server.env, "PATH": f"{venv / 'bin'}{os.pathsep}{os.environ['PATH']}"}, work)
        judge.env.update({name: value for name, value in server.env.items() if name.startswith("AWS_")})
        refused = judge.cli("synth", "--app", app, "--quiet", folder=work)
        judge.that(
            "what the CLI cannot look up is our error",
            refused.returncode == 1 and "error[lookup-failed]" in refused.stderr,
            refused,
        )
        shell.aws("ssm", "put-parameter", "--name", "domain", "--type", "String", "--value", "orders.example.com")
        done = judge.cli("synth", "--app", app, "--json", folder=work)
        judge.that("`cdk synth` gives the template what it looked up", "orders.example.com" in done.stdout, done)
    kept = work / "cdk.context.json"
    judge.that("the CLI keeps it", kept.is_file() and "orders.example.com" in kept.read_text(encoding="utf-8"), kept)
    # Our own command reads it then, without an account; the cargo that runs this judge does not count.
    judge.env.pop("CARGO_MANIFEST_DIR", None)
    (work / "Cargo.lock").write_text("", encoding="utf-8")
    alone = judge.run(app.split(), folder=work)
    template = work / "cdk.out" / "Orders.template.json"
    judge.that("our own `synth` reads what the CLI kept", alone.returncode == 0 and template.is_file(), alone)


def deploy_stages(judge, folder, app, venv):
    """The CLI deploys stacks that read each other, a stage and nested stacks, and destroys them."""
    work = folder / "deploy-stages"
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir()
    with MiniStack(venv / "bin" / "ministack", work, iam=False) as server:
        shell = Shell({**server.env, "PATH": f"{venv / 'bin'}{os.pathsep}{os.environ['PATH']}"}, ROOT)
        judge.env.update({name: value for name, value in server.env.items() if name.startswith("AWS_")})
        judge.env["AWS_ENDPOINT_URL_S3"] = server.endpoint
        ready = judge.cli("bootstrap", "aws://000000000000/us-east-1")
        judge.that("`cdk bootstrap` prepares another account", ready.returncode == 0, ready)
        before = left(shell)
        common = ["--app", app, "--output", os.path.relpath(work / "cdk.out", ROOT), "**"]
        done = judge.cli("deploy", *common, "--require-approval", "never")
        judge.that("`cdk deploy` publishes the nested templates and deploys stages", done.returncode == 0, done)
        if done.returncode != 0:
            return
        arrived(judge, shell)
        gone = judge.cli("destroy", *common, "--force")
        after = left(shell)
        judge.that("`cdk destroy` leaves nothing of the stages", gone.returncode == 0 and after == before, f"{gone} {after}")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--app", default="cargo run -q -- synth", help="what synthesizes (default: %(default)s)")
    parser.add_argument(
        "--examples", nargs="*", default=["http-jwt", "websocket-chat"], help="examples to synthesize (default: %(default)s)"
    )
    parser.add_argument(
        "--stages", default="cargo run -q -p judge-apps -- synth", help="what synthesizes several stacks (default: %(default)s)"
    )
    arguments = parser.parse_args()
    for program in ("node", "npm"):
        if shutil.which(program) is None:
            return skip(f"`{program}` is not installed")
    venv = setup.enter(__file__)
    folder = setup.default_target().resolve() / "cdk-cli"
    folder.mkdir(parents=True, exist_ok=True)
    judge = Judge(install(folder), folder)
    try:
        if read(judge, folder, arguments.stages):
            deploy_stages(judge, folder, arguments.stages, venv)
        if read(judge, folder, arguments.app):
            deploy(judge, folder, arguments.app, venv)
        for example in arguments.examples:
            print(f"--- {example}", flush=True)
            own = folder / example
            own.mkdir(exist_ok=True)
            read(judge, own, f"cargo run -q -p {example} -- synth")
        look_up(judge, folder, venv)
    except Exception:  # A run that broke has judged nothing, and must say where.
        traceback.print_exc()
        judge.that("the run came to its end", False, "see above")
    print(f"{judge.passed} passed, {judge.failed} failed, 0 skipped")
    return 1 if judge.failed else 0


if __name__ == "__main__":
    sys.exit(main())

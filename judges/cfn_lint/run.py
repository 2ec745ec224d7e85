#!/usr/bin/env python3
"""Lints templates with cfn-lint, all in one process: its rules cost seconds to load.

    python3 judges/cfn_lint/run.py [FILE or FOLDER ...]

Without arguments: every snapshot of a template in the repository. A file is a template in JSON, or an insta snapshot that
holds one. Prints one line for each template, the findings below it, and at last `N passed, N failed`.

Exit codes: 0 nothing found, 1 findings, 2 or 3 as judges/setup.py.
"""

import json
import re
import sys
from pathlib import Path

JUDGES = Path(__file__).resolve().parent.parent
ROOT = JUDGES.parent
sys.path.insert(0, str(JUDGES))

import setup  # noqa: E402

SNAPSHOTS = ROOT / "snapshots" / "templates"
REGIONS = ["us-east-1", "ap-northeast-2"]
ALLOWED = json.loads((JUDGES / "cfn_lint" / "allowed.json").read_text(encoding="utf-8"))["allowed"]
HEADER = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)


def files(arguments):
    """The files to lint, in a fixed order."""
    found = []
    for path in [Path(argument) for argument in arguments] or [SNAPSHOTS]:
        if path.is_dir() or path == SNAPSHOTS:
            found += sorted(f for f in path.rglob("*") if f.name.endswith((".snap", ".template.json")))
        else:
            found.append(path)
    return found


def templates(path):
    """The templates of a file with their names: (name, text, line at which the text begins)."""
    text = path.read_text(encoding="utf-8")
    header = HEADER.match(text)
    body = text[header.end() :] if header else text
    name = str(path.resolve().relative_to(ROOT)) if path.resolve().is_relative_to(ROOT) else str(path)
    parts = parts_of(json.loads(body))
    if parts is None:
        yield name, body, text[: len(text) - len(body)].count("\n")
        return
    for part, template in parts.items():
        yield f"{name} ({part})", json.dumps(template, indent=2), None


def parts_of(content):
    """The templates of a snapshot of a whole app, by stack or by file; none of a single template."""
    if isinstance(content.get("templates"), dict) and "manifests" in content:
        return content["templates"]  # Those of nested stacks and of stages, too.
    if "Resources" not in content and all(isinstance(part, dict) and "Resources" in part for part in content.values()):
        return content
    return None


def explained(match):
    """The entry of the allow-list that a finding falls under."""
    where = "/".join(str(part) for part in getattr(match, "path", None) or [])
    for entry in ALLOWED:
        if entry["rule"] == match.rule.id and re.fullmatch(entry["where"], where):
            return entry
    return None


def lint(runner, text):
    """The findings in a template."""
    from cfnlint.decode import decode_str

    template, errors = decode_str(text)
    return errors or list(runner.validate_template(template))


def main():
    setup.enter(__file__)
    from cfnlint.config import ConfigMixIn
    from cfnlint.runner.cli import Runner

    paths = files(sys.argv[1:])
    if not paths:
        print("no templates found: nothing was judged", file=sys.stderr)
    runner = Runner(ConfigMixIn([], regions=REGIONS))
    passed = failed = 0
    for path in paths:
        try:
            for name, text, line in templates(path):
                findings = [match for match in lint(runner, text) if not explained(match)]
                passed += not findings
                failed += bool(findings)
                print(f"{'FAIL' if findings else 'ok  '} {name}")
                for match in findings:
                    place = "/".join(str(part) for part in getattr(match, "path", None) or [])
                    at = "" if line is None else f":{match.linenumber + line}"
                    print(f"     {match.rule.id}{at} {place}: {match.message}")
        except (OSError, ValueError, AttributeError) as error:
            failed += 1
            print(f"FAIL {path}\n     not a template: {error}")
    print(f"{passed} passed, {failed} failed")
    # A folder that became empty must not look like success.
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main())

#!/usr/bin/env python3
"""Asks cfn-lint and construct-lib about templates with one defect each, and compares with the committed table.

    python3 judges/defects/run.py [--write]

`--write` renews results.md. Without it a difference fails: a case that was caught and no longer is, a base with a finding,
or a table that is not what both say now.

Exit codes: 0 as the table says, 1 a difference, 2 or 3 as judges/setup.py.
"""

import json
import os
import resource
import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
JUDGES = HERE.parent
ROOT = JUDGES.parent
sys.path.insert(0, str(JUDGES))

import setup  # noqa: E402

OUT = Path(os.environ.get("CARGO_TARGET_DIR") or ROOT / "target") / "judges" / "defects"
TABLE = HERE / "results.md"
REGIONS = ["us-east-1", "ap-northeast-2"]
NONE = "–"


def ours():
    """What construct-lib says, by template, and the CPU seconds that it took."""
    cargo = os.environ.get("CARGO", "cargo")
    build = [cargo, "build", "--quiet", "--locked", "-p", "defects"]
    subprocess.run(build, cwd=ROOT, check=True)
    target = Path(os.environ.get("CARGO_TARGET_DIR") or ROOT / "target")
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([str(target / "debug" / "defects"), str(OUT)], cwd=ROOT, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return json.loads((OUT / "construct-lib.json").read_text(encoding="utf-8")), seconds


def lint(names):
    """The rules of cfn-lint that find something, by template, and the CPU seconds that it took."""
    from cfnlint.config import ConfigMixIn
    from cfnlint.decode import decode_str
    from cfnlint.runner.cli import Runner

    runner = Runner(ConfigMixIn([], regions=REGIONS))
    found = {}
    begin = time.process_time()
    for name in names:
        text = (OUT / f"{name}.json").read_text(encoding="utf-8")
        try:
            template, errors = decode_str(text)
            found[name] = sorted({match.rule.id for match in errors or runner.validate_template(template)})
        except Exception as error:  # noqa: BLE001: a crash of the judge is its answer.
            found[name] = [f"crash:{type(error).__name__}"]
    return found, time.process_time() - begin


def render(what, lints, codes):
    """The committed table."""
    both = [n for n in what if lints[n] and codes[n]]
    only_lint = [n for n in what if lints[n] and not codes[n]]
    only_ours = [n for n in what if codes[n] and not lints[n]]
    neither = [n for n in what if not codes[n] and not lints[n]]
    lines = [
        "# Who finds which defect",
        "",
        "Written by `python3 judges/defects/run.py --write`. cfn-lint with errors and warnings, as it is by default.",
        "",
        "| | cases |",
        "|---|---|",
        f"| all | {len(what)} |",
        f"| found by both | {len(both)} |",
        f"| by construct-lib alone | {len(only_ours)} |",
        f"| by cfn-lint alone | {len(only_lint)} |",
        f"| by neither | {len(neither)} |",
        f"| cfn-lint in all | {len(both) + len(only_lint)} |",
        f"| construct-lib in all | {len(both) + len(only_ours)} |",
        "",
    ]
    for title, names in [("cfn-lint alone", only_lint), ("construct-lib alone", only_ours), ("neither", neither)]:
        if names:
            lines += [f"Found by {title}: " + ", ".join(f"`{n}`" for n in names) + ".", ""]
    lines += ["| case | what is wrong | cfn-lint | construct-lib |", "|---|---|---|---|"]
    cell = lambda items: " ".join(items) or NONE  # noqa: E731
    lines += [f"| `{n}` | {what[n].replace('|', '/')} | {cell(lints[n])} | {cell(codes[n])} |" for n in sorted(what)]
    return "\n".join(lines) + "\n"


def main():
    setup.enter(__file__)
    answers, our_seconds = ours()
    lints, lint_seconds = lint(sorted(answers))
    codes = {name: sorted({f["code"] for f in answer["found"]}) for name, answer in answers.items()}
    problems = []
    for name in sorted(answers):
        if name.startswith("base-"):
            problems += [f"{name}: valid, but construct-lib says {f['code']}: {f['text']}" for f in answers[name]["found"]]
            problems += [f"{name}: valid, but cfn-lint says {rule}" for rule in lints[name]]
    what = {name: answer["what"] for name, answer in answers.items() if not name.startswith("base-")}
    table = render(what, lints, codes)
    if "--write" in sys.argv[1:]:
        TABLE.write_text(table, encoding="utf-8")
    elif not TABLE.exists() or TABLE.read_text(encoding="utf-8") != table:
        now, then = table.splitlines(), TABLE.read_text(encoding="utf-8").splitlines() if TABLE.exists() else []
        problems += [f"not so any more: {line}" for line in then if line not in now]
        problems += [f"now:             {line}" for line in now if line not in then]
    print("\n".join(problems + table.splitlines()[4:13]))
    print(f"CPU seconds for {len(answers)} templates: cfn-lint {lint_seconds:.1f}, construct-lib (not optimised) {our_seconds:.2f}")
    print(f"{len(answers) - len(problems)} passed, {len(problems)} failed" if problems else f"{len(answers)} passed, 0 failed")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())

#!/usr/bin/env python3
"""Asks PyYAML (YAML 1.1), cfn-lint's reader and the AWS CLI's reader about the YAML that we write and read.

    python3 judges/yaml/run.py [--seed N] [--cases N] [FILE or FOLDER ...]

Without arguments: a generated set of nasty texts, every template of the snapshots, and every notation of a scalar that YAML
1.1 knows. With files or folders of templates: these, instead of the snapshots; what is no template for both sides is skipped.
Prints what differs, and at last `N passed, N failed`.

Exit codes: 0 all the same, 1 something differs, 2 or 3 as judges/setup.py.
"""

import argparse
import json
import math
import random
import subprocess
import sys
from pathlib import Path

JUDGES = Path(__file__).resolve().parent.parent
ROOT = JUDGES.parent
sys.path.insert(0, str(JUDGES))

import setup  # noqa: E402

NASTY = (
    ["", " ", "~", "null", "Null", "NULL", "true", "True", "FALSE", "yes", "Yes", "NO", "on", "off", "y", "Y", "n", "N"]
    + ["=", "<<", "-", "--", "- a", "?", "? a", ":", ": a", "a:", "a: b", "a #b", "#a", "a#", "&a", "*a", "!a", "!Ref a", "|", ">"]
    + ["'", "''", '"', '""', "%a", "@a", "`a`", "{", "}", "{}", "[]", "[a]", "a,b", ",", "\\", "\\n", "it's: \"x\"", "_", "/x"]
    + ["0", "00", "007", "0755", "0o17", "0x1F", "0b1", "012345678901", "012345670123", "1_000", "+1", "-1", "1.0", "1.", ".5"]
    + [".", "..", "...", "---", "--- a", "1e3", "1.0e+3", "1E400", ".inf", "-.INF", ".nan", "12:30:45", "22:22", "190:20:30.15"]
    + ["2010-09-09", "2001-12-14t21:59:43.10-05:00", "2012-10-17T00:00:00Z", "08", "e5", "-0", "+.5", "1e", "0x", "1__0"]
    + [" a", "a ", "\ta", "a\t", "\t", "\n", "\n\n", "a\n", "a\n\n", "\na", " a\nb", "a\n b", "a\n\tb", "a\n  \nb", "a\r\nb", "a\rb"]
    + ["a\x85b", "a\u2028b", "a\u2029\nb", "a\xa0b", "\ufeff", "a\ufeff", "\x00", "\x01", "\x1b[0m", "\x7f", "\x9f", "\ufffe", "\uffff"]
    + ["\U0010ffff", "한글", "日本語: x", "🚀", "é", "e\u0301", "a\u200bb", "\xad", "١", "#!/bin/bash\nset -e\necho \"$A\" # x\n"]
    + ["---\na\n", "- x\n- y", "key: |\n  x\n", "x\n#y\n", "x\n---\ny", "%YAML 1.1", "<<: *a", "${AWS::StackName}", "AWS::S3::Bucket"]
    + ["x" * 3000, "x y " * 1000, "a: " * 500, "true\n", "null ", "a\n\n\nb\n\n\n", "a\n \n", "\u2028", "a b\n  c\n d"]
)
NUMBERS = [0, 1, -1, 2**63 - 1, -(2**63), 10**30, 0.5, -1.25e-7, 1e21, 5e-324, 1.7976931348623157e308, 0.1, 100.0, 1e16]


def ask(items):
    """What our crate makes of texts: [(name, text)] to its answers."""
    command = ["cargo", "run", "-q", "--locked", "-p", "construct-document", "--example", "convert"]
    question = json.dumps([{"name": name, "text": text} for name, text in items])
    done = subprocess.run(command, cwd=ROOT, input=question.encode(), stdout=subprocess.PIPE, check=False)
    if done.returncode:
        print("the crate could not be asked", file=sys.stderr)
        sys.exit(1)
    return json.loads(done.stdout)


def value(random, depth):
    """A value of any kind, mostly nasty texts."""
    kind = random.random()
    if depth > 3 or kind < 0.5:
        return text(random)
    if kind < 0.6:
        return random.choice(NUMBERS + [True, False])
    if kind < 0.8:
        return [value(random, depth + 1) for _ in range(random.randrange(5))]
    return {text(random): value(random, depth + 1) for _ in range(random.randrange(5))}


def text(random):
    kind = random.random()
    if kind < 0.6:
        return random.choice(NASTY)
    if kind < 0.8:
        return "".join(random.choice("0123456789+-._:eExob ") for _ in range(random.randrange(10)))
    if kind < 0.9:
        return "".join(random.choice("ab:#-'\"\\ \n\t") for _ in range(random.randrange(16)))
    characters = [chr(random.randrange(0x110000)) for _ in range(random.randrange(8))]
    return "".join(c for c in characters if not 0xD800 <= ord(c) <= 0xDFFF)


def same(a, b):
    """Whether two values are the same, order and types included."""
    if isinstance(a, bool) or isinstance(b, bool):
        return a is b
    if isinstance(a, dict) and isinstance(b, dict):
        return list(a) == list(b) and all(same(a[k], b[k]) for k in a)
    if isinstance(a, list) and isinstance(b, list):
        return len(a) == len(b) and all(map(same, a, b))
    if isinstance(a, (int, float)) and isinstance(b, (int, float)):
        return a == b
    return isinstance(a, str) == isinstance(b, str) and a == b


def has_null(value):
    if isinstance(value, (dict, list)):
        return any(map(has_null, value.values() if isinstance(value, dict) else value))
    return value is None


class Judge:
    """Counts, and shows what differs."""

    def __init__(self):
        self.passed = self.failed = 0

    def check(self, is_right, what, detail=""):
        self.passed += bool(is_right)
        self.failed += not is_right
        if not is_right and self.failed <= 40:
            print(f"FAIL {what}\n     {detail}"[:2000])


def written(judge, documents):
    """Every reader reads the YAML that we write as the JSON that it came from."""
    import yaml
    from cfnlint.decode import cfn_yaml

    answers = ask([(f"{name}.json", source) for name, source in documents])
    for (name, source), answer in zip(documents, answers):
        if "problem" in answer:
            judge.check(False, name, answer["problem"])
            continue
        wanted = json.loads(source)
        judge.check(same(json.loads(answer["json"]), wanted), f"{name}: JSON", answer["json"])
        readers = [("PyYAML", yaml.safe_load), ("libyaml", lambda t: yaml.load(t, Loader=yaml.CSafeLoader))]
        # cfn-lint refuses null, as CloudFormation does, and takes objects only.
        if isinstance(wanted, dict) and not has_null(wanted):
            readers.append(("cfn-lint", cfn_yaml.loads))
        for reader, load in readers:
            try:
                read = load(answer["yaml"])
            except Exception as error:  # Whatever a reader raises is a difference.
                read = error
            judge.check(same(read, wanted), f"{name}: {reader}", f"{read!r}\n     {wanted!r}\n{answer['yaml']}")


def scalars():
    """Notations of scalars: all short ones of the signs that numbers are made of, and longer ones."""
    signs = "019_+-.:eE"
    shorts = [a + b + c for a in signs for b in [""] + list(signs) for c in [""] + list(signs)]
    prefixes = ["0x1F", "0xg", "0b101", "0b12", "0o17", "-0x1", "+0b1", "0777", "0778", "-0777", "1_0.5", "0x_", "0b_", "0_"]
    words = [word for base in ("yes", "no", "on", "off", "true", "false", "null", "y", "n") for word in (base, base.title(), base.upper())]
    more = ["~", ".inf", "-.inf", "+.INF", ".nan", ".NaN", "190:20:30", "190:20:30.15", "1:60", "01:30", "1.5e+3", "1.5e3", "012345670123"]
    more += ["2010-09-09", "2001-12-14 21:59:43.10 -5", "1e+3", ".5e+1", "._5", ".5_", "5.", "-5.", "+5.5", "12e03", "=", "0.", "-.5"]
    return sorted(set(shorts + prefixes + words + more) - {"---", "..."})


def notations(judge):
    """A scalar without quotes is for us what it is for PyYAML and the AWS CLI; what is doubtful is warned of."""
    import yaml
    from awscli.customizations.cloudformation.yamlhelper import yaml_parse

    class Loader(yaml.SafeLoader):
        """YAML 1.1 as CloudFormation has it: without timestamps, and with `=` as a text."""

    resolvers = yaml.SafeLoader.yaml_implicit_resolvers.items()
    left_out = {"tag:yaml.org,2002:timestamp", "tag:yaml.org,2002:value"}
    Loader.yaml_implicit_resolvers = {k: [r for r in v if r[0] not in left_out] for k, v in resolvers}
    asked = scalars()
    for scalar, answer in zip(asked, ask([("t.yaml", f"a: {scalar}\n") for scalar in asked])):
        try:
            wanted = yaml.load(f"a: {scalar}\n", Loader=Loader)
            # Another reader may differ in what is no scalar only.
            yaml_parse(f"a: {scalar}\n")
        except Exception as error:
            wanted = error
        read = json.loads(answer["json"]) if "json" in answer else None
        if isinstance(wanted, Exception):
            # We may read what PyYAML cannot convert, but as a text and not silently as something else.
            is_right = read is None or isinstance(read.get("a"), str)
        elif isinstance(wanted["a"], float) and not math.isfinite(wanted["a"]):
            is_right = read is None
        else:
            is_right = read is not None and same(read, wanted)
            plain = json.dumps(wanted["a"]).strip('"')
            if not isinstance(wanted["a"], (str, type(None))) and plain.lower() != scalar.lower():
                # The value is not written as its text: it is a fraction that Python writes in another way, or there is a warning.
                is_right &= bool(answer.get("warnings")) or json.loads(scalar) == wanted["a"]
        judge.check(is_right, f"the scalar {scalar}", f"{answer}\n     {wanted!r}")


def templates(paths):
    """Templates in files: [(name, text)]."""
    for path in paths:
        files = sorted(path.rglob("*")) if path.is_dir() else [path]
        for file in files:
            if file.is_file() and file.suffix in (".json", ".yaml", ".yml", ".template"):
                yield str(file), file.read_text(encoding="utf-8", errors="replace")


def elsewhere(judge, paths):
    """Templates that others wrote: we read what cfn-lint reads, as it does, and write it back the same."""
    from cfnlint.decode import cfn_yaml

    found = list(templates(paths))
    skipped = 0
    for (name, source), answer in zip(found, ask(found)):
        try:
            wanted = json.loads(source)
        except ValueError:
            try:
                wanted = cfn_yaml.loads(source)
            except Exception as error:
                wanted = error
        if isinstance(wanted, Exception) or not isinstance(wanted, dict):
            skipped += 1
            # We may be milder (null, timestamps), but never read a text with a key twice or an unknown function.
            continue
        if "problem" in answer:
            # Directives of the program `rain`, which cfn-lint's reader takes for functions.
            judge.check("`!Rain::" in answer["problem"], name, answer["problem"])
            continue
        read = json.loads(answer["json"])
        wanted = json.loads(json.dumps(wanted, default=str))
        judge.check(same(read, wanted) or bool(answer["warnings"]), f"{name}: read", difference(read, wanted))
        again = cfn_yaml.loads(answer["yaml"]) if not has_null(read) else read
        judge.check(same(again, read), f"{name}: written", difference(again, read))
    print(f"{len(found)} files, {skipped} of them no template for cfn-lint's reader")


def difference(a, b, path=""):
    """Where two values begin to differ."""
    if isinstance(a, dict) and isinstance(b, dict) and list(a) == list(b):
        return next((difference(a[k], b[k], f"{path}/{k}") for k in a if not same(a[k], b[k])), "")
    if isinstance(a, list) and isinstance(b, list) and len(a) == len(b):
        return next((difference(x, y, f"{path}/{i}") for i, (x, y) in enumerate(zip(a, b)) if not same(x, y)), "")
    return f"{path}: {a!r} for us, {b!r} for the other"


def snapshots():
    from cfn_lint.run import SNAPSHOTS, files
    from cfn_lint.run import templates as of_snapshot

    for path in files([]):
        for name, source, _ in of_snapshot(path):
            yield name, source
    if not SNAPSHOTS.is_dir():
        raise SystemExit("the snapshots are gone")


def main():
    setup.enter(__file__)
    arguments = argparse.ArgumentParser()
    arguments.add_argument("paths", nargs="*", type=Path)
    arguments.add_argument("--seed", type=int, default=20100909)
    arguments.add_argument("--cases", type=int, default=300)
    given = arguments.parse_args()
    judge = Judge()
    if given.paths:
        elsewhere(judge, given.paths)
    else:
        source = random.Random(given.seed)
        nasty = [(f"nasty text {i}", {text: [text, {text: text}]}) for i, text in enumerate(NASTY)]
        nasty += [(f"generated {i}", {"Root": value(source, 0)}) for i in range(given.cases)]
        written(judge, [(name, json.dumps(document)) for name, document in nasty])
        written(judge, list(snapshots()))
        notations(judge)
    print(f"{judge.passed} passed, {judge.failed} failed")
    return 1 if judge.failed or not judge.passed else 0


if __name__ == "__main__":
    sys.exit(main())

#!/usr/bin/env python3
"""Compares the generated L1 with the AWS CDK's own: names, required, types, attributes.

    python3 judges/aws-cdk-l1/compare.py              print how much agrees
    python3 judges/aws-cdk-l1/compare.py --show KIND  print what does not, for one line of the figures

Reads construct-lib/cfn/src/generated and the declarations of aws-cdk-lib that judges/aws-cdk/refresh.sh installs.
Exit codes: 0 compared, 1 less agrees than README.md says, 3 aws-cdk-lib is not installed.
"""

import collections
import json
import os
import re
import sys
from pathlib import Path

JUDGE = Path(__file__).resolve().parent
ROOT = JUDGE.parent.parent
GENERATED = ROOT / "construct-lib" / "cfn" / "src" / "generated"
TARGET = Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target"))
CDK = TARGET / "judges" / "aws-cdk" / "node_modules" / "aws-cdk-lib"
FLOOR = json.loads((JUDGE / "agreement.json").read_text(encoding="utf-8"))

# The same name, whatever the capitals: the CDK writes `sseSpecification`, we `SSESpecification`.
plain = lambda name: re.sub(r"[^a-z0-9]", "", name.lower())


class Resource:
    """One resource type as either side has it: `properties[owner][name] = (kind, required)`."""

    def __init__(self):
        self.properties = collections.defaultdict(dict)
        self.attributes = {}


def ours():
    """The resources of the generated tables."""
    found = {}
    for path in sorted(GENERATED.glob("*.rs")):
        if path.stem not in ("mod", "refs", "fake"):
            text = path.read_text(encoding="utf-8")
            for table in re.findall(r"^pub mod \w+ \{ cfn! \{\n(.*?)^\} \}", text, re.DOTALL | re.MULTILINE):
                read_table(table, found)
    return found


def read_table(table, found):
    name = re.search(r'resource \w+ \w+ "([^"]+)"', table).group(1)
    resource = found[name] = Resource()
    enums = set(re.findall(r"^    values (\w+)", table, re.MULTILINE))
    owner, required, arguments, attributes = "", set(), False, False
    for line in table.splitlines():
        if line.startswith("    new("):
            required, arguments = set(), True
        if arguments:
            required |= set(re.findall(r'\w+ "([^"]+)":', line))
            arguments = not line.endswith(")")
        entry = re.match(r'        \w+ "([^"]+)": (.*);$', line)
        if begins := re.match(r"    type (\w+)", line):
            owner, attributes = begins.group(1), False
            resource.properties[owner] = {}
        elif line.startswith("    attrs"):
            attributes = True
        elif line.startswith("    values"):
            attributes, owner = False, None
        elif entry and attributes:
            resource.attributes[entry.group(1)] = our_kind(entry.group(2), enums)
        elif entry and owner is not None:
            kind = our_kind(entry.group(2), enums)
            resource.properties[owner][entry.group(1)] = (kind, entry.group(1) in required)


def our_kind(text, enums):
    text = text.replace("crate::rt::", "").strip()
    if argument := re.fullmatch(r"impl IntoValue<(.*)>", text):
        text = argument.group(1)
    if inner := re.fullmatch(r"(List|Map)<(.*)>", text):
        return f"{inner.group(1).lower()} of {our_kind(inner.group(2), enums)}"
    if text in ("i64", "f64"):
        return "number"
    if text == "String" or text.startswith("refs::") or text in enums:
        return "string"
    return {"bool": "boolean", "Json": "any", "Tag": "tag"}.get(text, f"type {text}")


def theirs():
    """The resources that the CDK declares."""
    found = {}
    for path in sorted(CDK.glob("*/lib/*.generated.d.ts")):
        if "interfaces" not in path.parts:
            read_declarations(path.read_text(encoding="utf-8"), found)
    return found


def read_declarations(text, found):
    classes = {}
    pattern = r"/\*\*(?:(?!\*/).)*?@cloudformationResource (\S+)(?:(?!\*/).)*?\*/\s*export declare class (\w+)(.*?)^\}"
    for type_name, name, body in re.findall(pattern, text, re.DOTALL | re.MULTILINE):
        resource = found[type_name] = classes[name] = Resource()
        attributes = re.findall(r"^    (?:get |readonly )attr([A-Z]\w*)(?:\(\))?: (.*);$", body, re.MULTILINE)
        resource.attributes = {attribute: their_kind(kind) for attribute, kind in attributes}
        properties = re.search(rf"^export interface {name}Props \{{(.*?)^\}}", text, re.DOTALL | re.MULTILINE)
        if properties:
            resource.properties[""] = read_interface(properties.group(1), "    ")
    for name, body in re.findall(r"^export declare namespace (\w+) \{(.*?)^\}", text, re.DOTALL | re.MULTILINE):
        for nested, inner in re.findall(r"^    interface (\w+)Property \{(.*?)^    \}", body, re.DOTALL | re.MULTILINE):
            if name in classes:
                classes[name].properties[nested] = read_interface(inner, "        ")


def read_interface(body, indent):
    entries = re.findall(rf"^{indent}readonly (\w+)(\??): (.*);$", body, re.MULTILINE)
    return {name: (their_kind(kind), optional == "") for name, optional, kind in entries}


def their_kind(text):
    parts = [part for part in split_union(text) if part not in ("undefined", "cdk.IResolvable")]
    # A reference may be given as the construct that it refers to, or as text.
    parts = [part for part in parts if not re.fullmatch(r"(\w+\.)?I\w+Ref", part)]
    kinds = []
    for part in parts:
        if inner := re.fullmatch(r"Array<(.*)>", part):
            kinds.append(f"list of {their_kind(inner.group(1))}")
        elif inner := re.fullmatch(r"(?:Record<string, |\{\s*\[key: string\]: )(.*)[>}]", part):
            kinds.append(f"map of {their_kind(inner.group(1))}")
        elif inner := re.fullmatch(r"\w+\.(\w+)Property", part):
            kinds.append(f"type {inner.group(1)}")
        else:
            kinds.append({"cdk.CfnTag": "tag", "Date": "string"}.get(part, part))
    token = "token" if "cdk.IResolvable" in text else "string"
    return " or ".join(sorted(set(kinds))) or token


def split_union(text):
    parts, depth = [""], 0
    for character in text:
        depth += {"<": 1, ">": -1, "{": 1, "}": -1, "(": 1, ")": -1}.get(character, 0)
        if character == "|" and depth == 0:
            parts.append("")
        else:
            parts[-1] += character
    return [part.strip() for part in parts]


class Figures:
    """How much agrees, by what is compared, and what does not."""

    def __init__(self):
        self.same = collections.Counter()
        self.differ = collections.defaultdict(list)

    def compare(self, what, place, mine, other):
        if mine == other:
            self.same[what] += 1
        else:
            self.differ[what].append(f"{place}: ours {mine}, CDK {other}")

    def sets(self, what, place, mine, other):
        both = mine & other
        self.same[what] += len(both)
        self.differ[f"{what}, only ours"] += [f"{place}.{name}" for name in sorted(mine - both)]
        self.differ[f"{what}, only CDK"] += [f"{place}.{name}" for name in sorted(other - both)]


def compare(mine, other):
    figures = Figures()
    figures.sets("resource types", "", set(mine), set(other))
    for name in sorted(set(mine) & set(other)):
        a, b = mine[name], other[name]
        figures.sets("attributes", name, *(set(map(plain, side.attributes)) for side in (a, b)))
        figures.sets("nested types", name, set(a.properties) - {""}, set(b.properties) - {""})
        by_name = {plain(attribute): kind for attribute, kind in b.attributes.items()}
        for attribute, kind in a.attributes.items():
            theirs = by_name.get(plain(attribute))
            # What is neither text nor a number nor a list of texts is a token without a type in the CDK.
            if theirs == "token" and kind not in ("string", "number", "list of string"):
                figures.same["kinds of attributes"] += 1
            elif theirs:
                figures.compare("kinds of attributes", f"{name}.{attribute}", kind, theirs)
        for owner in sorted(set(a.properties) & set(b.properties)):
            properties(figures, f"{name}.{owner}".rstrip("."), a.properties[owner], b.properties[owner])
    return figures


def properties(figures, place, mine, other):
    other = {plain(name): value for name, value in other.items()}
    names = {plain(name): name for name in mine}
    figures.sets("properties", place, set(names), set(other))
    for key in sorted(set(names) & set(other)):
        (kind, required), (their, their_required) = mine[names[key]], other[key]
        figures.compare("required", f"{place}.{names[key]}", required, their_required)
        figures.compare("kinds of properties", f"{place}.{names[key]}", kind, their)


def main():
    if not CDK.is_dir():
        print("aws-cdk-lib is not installed: run judges/aws-cdk/refresh.sh", file=sys.stderr)
        return 3
    figures = compare(ours(), theirs())
    if sys.argv[1:2] == ["--show"]:
        print("\n".join(figures.differ[" ".join(sys.argv[2:])]))
        return 0
    less = []
    for what in sorted(set(figures.same) | set(figures.differ)):
        same, differ = figures.same[what], len(figures.differ[what])
        share = f"{same} agree, {differ} do not" if what in figures.same else f"{differ}"
        print(f"{what}: {share}")
        most = FLOOR.get(what)
        if most is not None and differ > most:
            less.append(f"{what}: {differ} differ, agreement.json allows {most}")
    print("\n".join(less))
    return 1 if less else 0


if __name__ == "__main__":
    sys.exit(main())

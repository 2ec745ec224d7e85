"""The commands that synth prints for pasting."""

import re
import shlex
from dataclasses import dataclass
from pathlib import Path

BEGIN = re.compile(r"# --- (deploy|delete) (\S+) ---")
END = "# --- end ---"


@dataclass
class Commands:
    """The two blocks of one stack, each as a person would paste it."""

    deploy: str
    delete: str

    @classmethod
    def parse(cls, printed):
        """Reads the standard output of synth, which shows one stack."""
        every = cls.parse_all(printed)
        if len(every) != 1:
            raise ValueError(f"expected the blocks of one stack, found {sorted(every)} in:\n{printed}")
        return every.popitem()[1]

    @classmethod
    def parse_all(cls, printed):
        """Reads the standard output of synth: the blocks of each stack by its id, in the order of deployment."""
        blocks, block = {}, None
        for line in printed.splitlines():
            begin = BEGIN.fullmatch(line.strip())
            if begin:
                kind, name = begin.groups()
                stack = blocks.setdefault(name, {})
                if kind in stack:
                    raise ValueError(f"more than one block `{kind} {name}` in:\n{printed}")
                block = stack[kind] = []
            elif line.strip() == END:
                block = None
            elif block is not None:
                block.append(line)
        if block is not None or not blocks or not all(all(s.get(k) for k in ("deploy", "delete")) for s in blocks.values()):
            raise ValueError(
                f"no whole blocks `# --- deploy NAME ---` and `# --- delete NAME ---` to `{END}` in:\n{printed}"
            )
        return {name: cls(**{kind: "\n".join(lines) for kind, lines in stack.items()}) for name, stack in blocks.items()}

    def option(self, name):
        """The value of an option of the deployment; commands that have it must agree."""
        words = shlex.split(self.deploy)
        values = {words[i + 1] for i, word in enumerate(words[:-1]) if word == name}
        if len(values) != 1:
            raise ValueError(f"expected one value of `{name}`, found {sorted(values)} in:\n{self.deploy}")
        return values.pop()

    @property
    def stack(self):
        """The name of the stack that is deployed."""
        return self.option("--stack-name")

    def packaged(self, folder):
        """The template that `aws cloudformation package` writes."""
        return Path(folder) / self.option("--output-template-file")

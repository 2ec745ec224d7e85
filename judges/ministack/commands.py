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
        blocks, kind = {}, None
        for line in printed.splitlines():
            begin = BEGIN.fullmatch(line.strip())
            if begin:
                kind = begin.group(1)
                if kind in blocks:
                    raise ValueError(f"more than one block `{kind}` in:\n{printed}")
                blocks[kind] = []
            elif line.strip() == END:
                kind = None
            elif kind:
                blocks[kind].append(line)
        if kind or not all(blocks.get(name) for name in ("deploy", "delete")):
            raise ValueError(
                f"no whole blocks `# --- deploy NAME ---` and `# --- delete NAME ---` to `{END}` in:\n{printed}"
            )
        return cls(**{name: "\n".join(lines) for name, lines in blocks.items()})

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

"""The commands that synth prints for pasting."""

import re
import shlex
from dataclasses import dataclass
from pathlib import Path

BEGIN = "# deploy with the AWS CLI, from here"
END = "# to here"


@dataclass
class Commands:
    """What stands between the marker lines, one command a line."""

    lines: list

    @classmethod
    def parse(cls, printed):
        """Reads the standard output of synth."""
        lines = [line.strip() for line in printed.splitlines()]
        if lines.count(BEGIN) != 1 or END not in lines[lines.index(BEGIN):]:
            raise ValueError(f"no commands between `{BEGIN}` and `{END}` in:\n{printed}")
        start = lines.index(BEGIN) + 1
        block = [line for line in lines[start:lines.index(END, start)] if line and not line.startswith("#")]
        if not block:
            raise ValueError(f"no command between the markers in:\n{printed}")
        return cls(block)

    @property
    def script(self):
        """The commands as a shell reads them."""
        return "\n".join(self.lines)

    def option(self, name):
        """The value of an option that all commands that have it agree on."""
        values = set()
        for line in self.lines:
            words = shlex.split(re.sub(r"\\\n", " ", line))
            values.update(words[i + 1] for i, word in enumerate(words[:-1]) if word == name)
        if len(values) != 1:
            raise ValueError(f"expected one value of `{name}`, found {sorted(values)} in:\n{self.script}")
        return values.pop()

    @property
    def stack(self):
        """The name of the stack that is deployed."""
        return self.option("--stack-name")

    def packaged(self, folder):
        """The template that `aws cloudformation package` writes."""
        return Path(folder) / self.option("--output-template-file")

"""A step of the package's build: compile what reads dumps faster, where there is a compiler.

Without one the package is whole all the same, for everything that is compiled is written in Python too.
"""

import os
import shlex
import subprocess
import sysconfig
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

SOURCE = Path("backend/waugzee/catalogue/_rows.c")


class CompileRows(BuildHookInterface[Any]):
    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        source = Path(self.root, SOURCE)
        made = source.with_name("_rows" + str(sysconfig.get_config_var("EXT_SUFFIX")))
        if self.target_name != "wheel" or not self._compiled(source, made):
            return
        if version != "editable":
            build_data["artifacts"].append(str(made.relative_to(self.root)))
            build_data["pure_python"] = False
            build_data["infer_tag"] = True

    def _compiled(self, source: Path, made: Path) -> bool:
        """Whether there is something compiled of this source now."""
        made.unlink(missing_ok=True)
        compiler = shlex.split(os.environ.get("CC") or sysconfig.get_config_var("CC") or "cc")
        linking = shlex.split(sysconfig.get_config_var("LDSHARED") or "")[1:] or ["-shared"]
        include = sysconfig.get_path("include")
        # Beside its place and then into it, so that a process which has the old one loaded keeps it.
        partial = made.with_suffix(".partial")
        command = [*compiler, "-O3", "-fPIC", *linking, f"-I{include}", str(source), "-o", str(partial)]
        try:
            subprocess.run(command, check=True, capture_output=True, text=True)
        except (OSError, subprocess.CalledProcessError) as error:
            said = getattr(error, "stderr", "") or str(error)
            self.app.display_warning(f"Dumps will be read by Python, more slowly: {said.strip()[-500:]}")
            return False
        partial.replace(made)
        return True

"""Builds the compiled part of cleantext: each `.pyx` below `cleantext/compiled` becomes an extension module.

hatchling calls this for a wheel and for an editable install. The modules are put beside their sources too, so
that the tests, which run on the source tree, find them there.
"""

import os
import sys
import sysconfig
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

PACKAGE = "cleantext/compiled"
DIRECTIVES = {"language_level": 3, "boundscheck": False, "wraparound": False, "cdivision": True}
DIRECTIVES["auto_pickle"] = False
# No contraction: a fused multiplication rounds once, and a page would be read otherwise on another machine.
FLAGS = ["/O2"] if sys.platform == "win32" else ["-O3", "-g0", "-ffp-contract=off"]


class CompiledPart(BuildHookInterface):
    """Puts the extension modules into the wheel, which is then of one platform and one Python."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        root = Path(self.root)
        build_data["pure_python"], build_data["infer_tag"] = False, True
        for module in up_to_date(root):
            if version != "editable":
                build_data["force_include"][str(module)] = f"{PACKAGE}/{module.name}"


def up_to_date(root: Path) -> list[Path]:
    """The modules of all sources; only those are compiled that are not there, or older than any source."""
    sources = sorted((root / PACKAGE).glob("*.pyx"))
    newest = max(path.stat().st_mtime for path in (*sources, *(root / PACKAGE).glob("*.pxd"), Path(__file__)))
    modules = [path.with_name(path.stem + sysconfig.get_config_var("EXT_SUFFIX")) for path in sources]
    old = [
        source
        for source, module in zip(sources, modules, strict=True)
        if not module.exists() or module.stat().st_mtime < newest
    ]
    if old:
        compile_all(old, root)
    return modules


def compile_all(sources: list[Path], root: Path) -> list[Path]:
    """Compile Cython sources; the modules are left beside them, in the package below `root`."""
    from Cython.Build import cythonize
    from setuptools import Distribution, Extension

    with tempfile.TemporaryDirectory() as scratch:
        package = PACKAGE.replace("/", ".")
        extensions = [
            Extension(f"{package}.{path.stem}", [str(path)], extra_compile_args=FLAGS) for path in sources
        ]
        modules = cythonize(extensions, build_dir=scratch, compiler_directives=DIRECTIVES, quiet=True)
        command = Distribution({"name": "compiled", "ext_modules": modules}).get_command_obj("build_ext")
        command.build_temp, command.build_lib, command.parallel = scratch, str(root), os.cpu_count()
        command.ensure_finalized()
        command.run()
        return [Path(path) for path in command.get_outputs()]


if __name__ == "__main__":
    # For whoever changes a source: build it again where it stands.
    ROOT = Path(__file__).parent.parent
    if sys.argv[1:]:
        compile_all([ROOT / PACKAGE / name for name in sys.argv[1:]], ROOT)
    else:
        up_to_date(ROOT)

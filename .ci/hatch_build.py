"""Builds the compiled part of cleantext: each `.pyx` below `cleantext/compiled` becomes an extension module.

hatchling calls this for a wheel and for an editable install. The modules are put beside their sources too, so
that the tests, which run on the source tree, find them there.
"""

import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

PACKAGE = "cleantext/compiled"
DIRECTIVES = {"language_level": 3, "boundscheck": False, "wraparound": False, "cdivision": True}
FLAGS = ["/O2"] if sys.platform == "win32" else ["-O3", "-g0"]


class CompiledPart(BuildHookInterface):
    """Puts the extension modules into the wheel, which is then of one platform and one Python."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        root = Path(self.root)
        build_data["pure_python"], build_data["infer_tag"] = False, True
        for module in compile_all(sorted((root / PACKAGE).glob("*.pyx")), root / PACKAGE):
            if version != "editable":
                build_data["force_include"][str(module)] = f"{PACKAGE}/{module.name}"


def compile_all(sources: list[Path], folder: Path) -> list[Path]:
    """Compile Cython sources; the modules are left in `folder`."""
    from Cython.Build import cythonize
    from setuptools import Distribution, Extension

    with tempfile.TemporaryDirectory() as scratch:
        extensions = [Extension(path.stem, [str(path)], extra_compile_args=FLAGS) for path in sources]
        modules = cythonize(extensions, build_dir=scratch, compiler_directives=DIRECTIVES, quiet=True)
        command = Distribution({"name": "compiled", "ext_modules": modules}).get_command_obj("build_ext")
        command.build_temp, command.build_lib = scratch, str(folder)
        command.ensure_finalized()
        command.run()
        return [Path(path) for path in command.get_outputs()]


if __name__ == "__main__":
    # For whoever changes a source: build it again where it stands.
    HERE = Path(__file__).parent.parent / PACKAGE
    compile_all([HERE / name for name in sys.argv[1:]] or sorted(HERE.glob("*.pyx")), HERE)

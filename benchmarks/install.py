"""Make private environments for optional peers: `python -m benchmarks.install [lookatme] [prezo]`."""

from __future__ import annotations

import argparse
import os
import subprocess
from pathlib import Path

from uv import find_uv_bin

from benchmarks.peers import PEERS, Recipe, private_environment

RECIPES = {peer.name: peer.recipe for peer in PEERS if peer.recipe}


def interpreter(version: str) -> str:
    """An interpreter of that version from pyenv, or the version itself for uv to look for."""
    root = Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv")
    found = sorted(root.glob(f"versions/{version}.*/bin/python"))
    return str(found[-1]) if found else version


def install(name: str, recipe: Recipe) -> None:
    """Make the environment anew. Raises CalledProcessError when uv cannot."""
    uv = find_uv_bin()
    place = private_environment(name)
    python = str(place / "bin" / "python")
    flags = [] if recipe.with_dependencies else ["--no-deps"]
    subprocess.run([uv, "venv", "--clear", "--python", interpreter(recipe.python), str(place)], check=True)
    subprocess.run(
        [uv, "pip", "install", "--compile-bytecode", "--python", python, *flags, *recipe.packages], check=True
    )


def main() -> None:
    """Install the peers named, or all that need an environment of their own."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.install", description=__doc__)
    parser.add_argument("peers", nargs="*", help=f"of {', '.join(RECIPES)}; default: all of them")
    names = parser.parse_args().peers or list(RECIPES)
    if unknown := set(names) - RECIPES.keys():
        parser.error(f"no recipe for {', '.join(sorted(unknown))}; there is one for {', '.join(RECIPES)}")
    for name in names:
        install(name, RECIPES[name])
        print(f"{name}: {private_environment(name)}")


if __name__ == "__main__":
    main()

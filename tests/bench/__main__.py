"""`python -m tests.bench [name …]`: print the figures, of all benchmarks or of those named."""

import importlib
import pkgutil
import sys
from pathlib import Path

HERE = Path(__file__).parent
# Tests import one another from their own folder.
sys.path.insert(0, str(HERE.parent))


def main(asked: list[str]) -> None:
    known = {
        module.name: f"bench.{module.name}"
        for module in pkgutil.iter_modules([str(HERE)])
        if module.name.startswith("bench_")
    }
    names = [f"bench_{name}" for name in asked] or list(known)
    if unknown := [name for name in names if name not in known]:
        sys.exit(f"no such benchmark: {', '.join(unknown)}; there are {', '.join(known)}")
    for name in names:
        module = importlib.import_module(known[name])
        print(
            f"\n== {name.removeprefix('bench_')}: {(module.__doc__ or '').strip().splitlines()[0]}",
            flush=True,
        )
        module.main()


main(sys.argv[1:])

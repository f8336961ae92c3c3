// Run the tests of waugzee_sync inside Pyodide, against the wheel the browser gets: node tests/pyodide/run.mjs
// [pytest's arguments, paths as from the repository's root]. The exit code is pytest's.
//
// The package is imported from the built wheel, never from the source tree; of the repository only the tests
// (WAUGZEE_PYODIDE_TESTS names another folder than tests/shared) and the recorded samples beside it are in sight.

import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { builtEngine } from "../../frontend/engine/built.mjs";
import { loadEngine } from "../../frontend/engine/load.mjs";
import { pipInto } from "../../frontend/engine/python.mjs";

const HERE = dirname(fileURLToPath(import.meta.url));
const ROOT = join(HERE, "../..");
const PYTEST = join(ROOT, "frontend/engine/build/pytest-wheels");

const RUN = `
import os
import sys

import waugzee_sync

assert "/site-packages/" in waugzee_sync.__file__, waugzee_sync.__file__
os.chdir("/repository/checkout")
sys.path.append("/pytest")

import pytest

config = ["-c", "tests/pyodide/pyodide.ini", "--rootdir", "."]
lambda arguments: int(pytest.main([*config, *arguments.to_py()]))
`;

async function run(args) {
  pipInto("install", join(HERE, "requirements.txt"), PYTEST);

  // pytest needs what the browser's standard library leaves out: here it is the whole one.
  const stdlib = join(ROOT, "frontend/node_modules/pyodide/python_stdlib.zip");
  const pyodide = await loadEngine({ ...builtEngine(), stdlib });

  const mounts = {
    "/pytest": PYTEST,
    "/repository/checkout/tests/shared": process.env.WAUGZEE_PYODIDE_TESTS ?? join(ROOT, "tests/shared"),
    "/repository/checkout/tests/pyodide": HERE,
    "/repository/shared/discogs-samples": join(ROOT, "../shared/discogs-samples"),
  };
  for (const [inside, outside] of Object.entries(mounts)) {
    if (!existsSync(outside)) continue;
    pyodide.FS.mkdirTree(inside);
    pyodide.mountNodeFS(inside, outside);
  }
  return pyodide.runPython(RUN)(args);
}

try {
  process.exit(await run(process.argv.slice(2)));
} catch (error) {
  // Node would print the line it came from: the whole of Pyodide is one.
  console.error(error.message);
  process.exit(1);
}

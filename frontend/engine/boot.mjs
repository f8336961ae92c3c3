// Start the built engine under Node, as the page's worker does, and print how long it took.

import { builtEngine } from "./built.mjs";
import { loadEngine } from "./load.mjs";

async function boot() {
  const started = performance.now();
  const pyodide = await loadEngine(builtEngine());
  const modules = pyodide.runPython(`
import importlib, pkgutil
import msgspec, waugzee_sync

names = [module.name for module in pkgutil.walk_packages(waugzee_sync.__path__, "waugzee_sync.")]
for name in names:
    importlib.import_module(name)
1 + len(names)
`);
  const seconds = (performance.now() - started) / 1000;
  console.log(
    `engine ready under Node in ${seconds.toFixed(2)} s, ${modules} modules of waugzee_sync imported`,
  );
}

try {
  await boot();
} catch (error) {
  console.error(error.message);
  process.exit(1);
}

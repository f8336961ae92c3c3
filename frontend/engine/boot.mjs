// Start the built engine under Node, as the page's worker does, and print how long it took.

import { builtEngine } from "./built.mjs";
import { loadEngine } from "./load.mjs";

const started = performance.now();
const pyodide = await loadEngine(builtEngine());
const modules = pyodide.runPython(`
import importlib, pkgutil
import msgspec, waugzee_sync

for module in pkgutil.walk_packages(waugzee_sync.__path__, "waugzee_sync."):
    importlib.import_module(module.name)
len([name for name in __import__("sys").modules if name.partition(".")[0] == "waugzee_sync"])
`);
const seconds = (performance.now() - started) / 1000;
console.log(
  `engine ready under Node in ${seconds.toFixed(2)} s, ${modules} modules of waugzee_sync imported`,
);

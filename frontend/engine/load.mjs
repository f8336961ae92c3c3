// Start Python with the sync engine: the one way in for the page's worker, for tests and for measurements.

/**
 * The files it takes. The page has them from `virtual:engine` as absolute addresses; Node as paths.
 *
 * @typedef {object} EngineFiles
 * @property {string} base  folder of everything, ending in a slash
 * @property {string} runtime  folder of Pyodide's own three files, ending in a slash
 * @property {string} stdlib  archive of the standard library
 * @property {string} lock  list of the packages: where they are and what they must hash to
 * @property {string[]} packages  names in the lock, all to be loaded
 */

/**
 * Load the interpreter with msgspec and waugzee_sync ready to import. Everything downloads at once, and a
 * package that does not match its hash in the lock is refused.
 *
 * Pyodide never answers when its WebAssembly file cannot be fetched: give the call a time limit.
 *
 * @param {EngineFiles} files
 * @param {Parameters<typeof import("pyodide").loadPyodide>[0]} [options]  passed on to Pyodide
 * @returns {Promise<import("pyodide").PyodideAPI>}
 * @throws {Error} when a package is missing or refused
 */
export async function loadEngine(files, options = {}) {
  const { loadPyodide } = await import(/* @vite-ignore */ `${files.runtime}pyodide.mjs`);
  const pyodide = await loadPyodide({
    ...options,
    indexURL: files.runtime,
    stdLibURL: files.stdlib,
    lockFileURL: files.lock,
    packageBaseUrl: files.base,
    packages: files.packages,
  });
  const missing = files.packages.filter((name) => !(name in pyodide.loadedPackages));
  if (missing.length > 0) throw new Error(`could not load ${missing.join(" and ")}`);
  return pyodide;
}

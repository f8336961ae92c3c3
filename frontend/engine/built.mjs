// What build.mjs made, for Node.

import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const FILES = fileURLToPath(new URL("./build/files/", import.meta.url));
const MANIFEST = new URL("./build/manifest.json", import.meta.url);

/**
 * The built files as `loadEngine` takes them.
 *
 * @returns {import("./load.mjs").EngineFiles}
 */
export function builtEngine() {
  if (!existsSync(MANIFEST)) throw new Error("the engine is not built: make frontend/engine/build/.built");
  const { runtime, stdlib, lock, packages } = JSON.parse(readFileSync(MANIFEST, "utf8"));
  return { base: FILES, runtime: FILES + runtime, stdlib: FILES + stdlib, lock: FILES + lock, packages };
}

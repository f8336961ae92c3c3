import { createReadStream, readFileSync } from "node:fs";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Plugin } from "vite";

const BUILD = fileURLToPath(new URL("./build/", import.meta.url));
const MANIFEST = join(BUILD, "manifest.json");
const FOLDER = "engine/";
const MODULE = "virtual:engine";

const TYPES: Record<string, string> = {
  ".mjs": "text/javascript",
  ".wasm": "application/wasm",
  ".json": "application/json",
};

type Manifest = {
  runtime: string;
  stdlib: string;
  lock: string;
  packages: string[];
  files: { url: string; bytes: number; sha256: string }[];
};

function manifest(): Manifest {
  return JSON.parse(readFileSync(MANIFEST, "utf8"));
}

/** The module `virtual:engine`: the default export tells where the files are. */
function addresses(): Plugin {
  return {
    name: "engine-addresses",
    resolveId: (id) => (id === MODULE ? `\0${MODULE}` : undefined),
    load(id) {
      if (id !== `\0${MODULE}`) return;
      this.addWatchFile(MANIFEST);
      const { runtime, stdlib, lock, packages, files } = manifest();
      const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
      return `
        const base = new URL(import.meta.env.BASE_URL + ${JSON.stringify(FOLDER)}, self.location.origin).href;
        export default {
          base,
          runtime: base + ${JSON.stringify(runtime)},
          stdlib: base + ${JSON.stringify(stdlib)},
          lock: base + ${JSON.stringify(lock)},
          packages: ${JSON.stringify(packages)},
          bytes: ${bytes},
        };`;
    },
  };
}

/** Serve the browser's Python under /engine/ while developing, and put it into the built page. */
function delivery(): Plugin {
  return {
    name: "engine-delivery",
    // A worker is bundled apart, with plugins of its own.
    config: () => ({ worker: { plugins: () => [addresses()] } }),
    configureServer(server) {
      server.middlewares.use(`/${FOLDER.slice(0, -1)}`, (request, response, next) => {
        const path = request.url?.split("?")[0]?.slice(1);
        const file = manifest().files.find(({ url }) => url === path);
        if (!file) return next();
        response.setHeader("Content-Type", TYPES[extname(file.url)] ?? "application/octet-stream");
        response.setHeader("Cache-Control", "public, max-age=31536000, immutable");
        createReadStream(join(BUILD, "files", file.url)).pipe(response);
      });
    },
    generateBundle() {
      for (const { url } of manifest().files)
        this.emitFile({
          type: "asset",
          fileName: FOLDER + url,
          source: readFileSync(join(BUILD, "files", url)),
        });
    },
  };
}

export const engine = (): Plugin[] => [addresses(), delivery()];

import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import type { Plugin } from "vite";

/** In whatever quotes the minifier prefers. */
const PLACE = /(["'`])__SHELL__\1/;
const PUBLIC = new URL("./public/", import.meta.url);

/** What the page is made of but the engine and the API's own page; the worker that keeps it learns it here. */
export function serviceWorker(): Plugin {
  return {
    name: "service-worker",
    enforce: "post",
    config: () => ({
      build: {
        rollupOptions: {
          input: { sw: "sw/sw.ts" },
          output: {
            // A browser asks for it by one name, and compares its bytes.
            entryFileNames: (chunk) => (chunk.name === "sw" ? "sw.js" : "assets/[name]-[hash].js"),
          },
        },
      },
    }),
    generateBundle: {
      order: "post",
      handler(_options, bundle) {
        const worker = bundle["sw.js"];
        if (worker?.type !== "chunk") return;
        // What reads barcodes weighs a megabyte: fetched by those who scan, and kept by the browser's own cache.
        const hashed = Object.keys(bundle).filter(
          (name) => name.startsWith("assets/") && !/^assets\/(docs|guest)-|\.wasm$/.test(name),
        );
        const named = readdirSync(PUBLIC).filter((name) => name !== "robots.txt");
        const hash = createHash("sha256").update(hashed.sort().join("\n"));
        for (const name of named) hash.update(readFileSync(new URL(name, PUBLIC)));
        const index = bundle["index.html"];
        if (index?.type === "asset") hash.update(index.source);
        const shell = {
          version: hash.digest("hex").slice(0, 16),
          files: ["/index.html", ...[...hashed, ...named].map((name) => `/${name}`)],
        };
        if (!PLACE.test(worker.code)) this.error("the service worker lacks its place for the list of files");
        worker.code = worker.code.replace(PLACE, () => JSON.stringify(JSON.stringify(shell)));
      },
    },
  };
}

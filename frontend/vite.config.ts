import { gzipSync } from "node:zlib";
import type { Plugin } from "vite";
import solid from "vite-plugin-solid";
import { defineConfig } from "vitest/config";
import { engine } from "./engine/vite-plugin.ts";
import { serviceWorker } from "./service-worker.ts";

const backend = `http://127.0.0.1:${process.env.WAUGZEE_PORT ?? "8288"}`;

/** What a first visit may cost: the entry script and everything it imports at once, in bytes after gzip. */
const FIRST_SCREEN_LIMIT = 120 * 1024;

function firstScreenSize(): Plugin {
  return {
    name: "first-screen-size",
    generateBundle(_options, bundle) {
      const seen = new Set<string>();
      const visit = (name: string): number => {
        const chunk = bundle[name];
        if (seen.has(name) || chunk?.type !== "chunk") return 0;
        seen.add(name);
        return gzipSync(chunk.code).length + chunk.imports.reduce((sum, next) => sum + visit(next), 0);
      };
      const entry = Object.values(bundle).find(
        (chunk) => chunk.type === "chunk" && chunk.isEntry && chunk.name === "index",
      );
      const bytes = entry ? visit(entry.fileName) : 0;
      this.info(`first screen: ${(bytes / 1024).toFixed(1)} KB of script after gzip, ${seen.size} files`);
      if (bytes > FIRST_SCREEN_LIMIT)
        this.error(`the first screen may cost ${FIRST_SCREEN_LIMIT} bytes, not ${bytes}`);
    },
  };
}

export default defineConfig({
  plugins: [solid(), engine(), serviceWorker(), firstScreenSize()],
  worker: { format: "es" },
  build: {
    outDir: "dist",
    target: "es2022",
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rollupOptions: { input: { index: "index.html", docs: "api-docs/index.html" } },
  },
  server: {
    host: "localhost",
    port: 5173,
    strictPort: true,
    proxy: Object.fromEntries(
      ["/api", "/issuer", "/health", "/ready"].map((path) => [
        path,
        { target: backend, ws: path === "/api" },
      ]),
    ),
  },
  test: { environment: "node", include: ["src/**/*.test.ts"] },
});

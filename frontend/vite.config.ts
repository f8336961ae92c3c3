import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import type { Plugin, Rollup } from "vite";
import solid from "vite-plugin-solid";
import { defineConfig } from "vitest/config";
import { engine } from "./engine/vite-plugin.ts";
import { messages } from "./messages.ts";
import { serviceWorker } from "./service-worker.ts";

const backend = `http://127.0.0.1:${process.env.WAUGZEE_PORT ?? "8288"}`;

/** What a first visit may cost: the entry, the page behind it and all they import at once, in bytes after gzip. */
const FIRST_SCREEN_LIMIT = 120 * 1024;

/** Everything the page loads at once, in one file: a slow network pays for each request. */
function firstScreenChunk(id: string, graph: Rollup.ChunkingContext): string | null {
  const reach = (file: string) => {
    const found = new Set<string>();
    const visit = (module: string) => {
      if (found.has(module)) return;
      found.add(module);
      for (const next of [...(graph.getModuleInfo(module)?.importedIds ?? [])]) visit(next);
    };
    visit(fileURLToPath(new URL(file, import.meta.url)));
    return found;
  };
  if (!alone) {
    const others = ["src/main.tsx", "src/api-docs/main.tsx", "sw/sw.ts"].map(reach);
    alone = new Set(
      [...reach("src/page.tsx")].filter((module) => others.every((other) => !other.has(module))),
    );
  }
  return alone.has(id) ? "first-screen" : null;
}
/** What only the page itself is made of; found once, when the whole graph is known. */
let alone: Set<string> | undefined;

type Bundle = Rollup.OutputBundle;

/** The chunks of the first screen: main.tsx loads page.tsx as soon as it knows the language. */
function firstScreen(bundle: Bundle): Rollup.OutputChunk[] {
  const seen = new Set<Rollup.OutputChunk>();
  const visit = (name: string) => {
    const chunk = bundle[name];
    if (chunk?.type !== "chunk" || seen.has(chunk)) return;
    seen.add(chunk);
    chunk.imports.forEach(visit);
  };
  for (const [name, chunk] of Object.entries(bundle))
    if (chunk.type === "chunk" && /\/(index\.html|src\/page\.tsx)$/.test(chunk.facadeModuleId ?? ""))
      visit(name);
  return [...seen];
}

function firstScreenSize(): Plugin {
  return {
    name: "first-screen-size",
    generateBundle(_options, bundle) {
      const chunks = firstScreen(bundle);
      const bytes = chunks.reduce((sum, chunk) => sum + gzipSync(chunk.code).length, 0);
      this.info(`first screen: ${(bytes / 1024).toFixed(1)} KB of script after gzip, ${chunks.length} files`);
      if (bytes > FIRST_SCREEN_LIMIT)
        this.error(`the first screen may cost ${FIRST_SCREEN_LIMIT} bytes, not ${bytes}`);
    },
  };
}

/** Lets the browser fetch the page behind the entry at once, not only when the entry asks for it. */
function preloadPage(): Plugin {
  return {
    name: "preload-page",
    transformIndexHtml: {
      order: "post",
      handler(html, { bundle, path }) {
        if (!bundle || path !== "/index.html") return [];
        const chunks = firstScreen(bundle).filter((chunk) => !html.includes(chunk.fileName));
        const styles = new Set(chunks.flatMap((chunk) => [...(chunk.viteMetadata?.importedCss ?? [])]));
        return [
          ...[...styles].map((file) => ({
            tag: "link",
            attrs: { rel: "stylesheet", href: `/${file}` },
            injectTo: "head" as const,
          })),
          ...chunks.map(({ fileName }) => ({
            tag: "link",
            attrs: { rel: "modulepreload", href: `/${fileName}` },
            injectTo: "head" as const,
          })),
        ];
      },
    },
  };
}

export default defineConfig({
  plugins: [messages(), solid(), engine(), serviceWorker(), firstScreenSize(), preloadPage()],
  worker: { format: "es" },
  build: {
    outDir: "dist",
    target: "es2022",
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: { index: "index.html", docs: "api-docs/index.html" },
      output: {
        codeSplitting: { groups: [{ name: firstScreenChunk }], includeDependenciesRecursively: false },
      },
    },
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
  test: { environment: "node", include: ["src/**/*.test.ts"], setupFiles: ["src/lib/language.setup.ts"] },
});

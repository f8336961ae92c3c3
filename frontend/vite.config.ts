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

const BELOW = /node_modules\/solid-js\/|vite\/preload-helper/;

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
    const page = reach("src/page.tsx");
    const guest = reach("src/guest/guest.tsx");
    const others = ["src/main.tsx", "src/guest/main.tsx", "src/api-docs/main.tsx", "sw/sw.ts"].map(reach);
    const own = [...page].filter((module) => others.every((other) => !other.has(module)));
    alone = new Map(own.map((module) => [module, guest.has(module) ? "for-guests-too" : "first-screen"]));
    // What stands below every document: small parts, which would be a request each.
    const entry = fileURLToPath(new URL("src/main.tsx", import.meta.url));
    const below = [...(others[0] ?? []), ...[...page].filter((module) => BELOW.test(module))];
    for (const module of below) if (module !== entry) alone.set(module, "below");
  }
  return alone.get(id) ?? null;
}
/** The chunk of each module that the page itself needs at once; found once, when the whole graph is known. */
let alone: Map<string, string> | undefined;

type Bundle = Rollup.OutputBundle;

/** The chunks of the first screen, what others need before them: main.tsx loads page.tsx once it has a language. */
function firstScreen(bundle: Bundle): Rollup.OutputChunk[] {
  const seen = new Set<string>();
  const found: Rollup.OutputChunk[] = [];
  const visit = (name: string) => {
    const chunk = bundle[name];
    if (chunk?.type !== "chunk" || seen.has(name)) return;
    seen.add(name);
    chunk.imports.forEach(visit);
    found.push(chunk);
  };
  const roots = ["index.html", "src/page.tsx"].map((file) => fileURLToPath(new URL(file, import.meta.url)));
  for (const [name, chunk] of Object.entries(bundle))
    if (chunk.type === "chunk" && roots.includes(chunk.facadeModuleId ?? "")) visit(name);
  return found;
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

/**
 * Lets the browser fetch at once what the entry asks for only later: the page behind it, and what signs in.
 * Its styles stand below what `index.html` itself shows, which is painted before they are there.
 */
function preloadPage(): Plugin {
  return {
    name: "preload-page",
    transformIndexHtml: {
      order: "post",
      handler(html, { bundle, path }) {
        if (!bundle || path !== "/index.html") return [];
        const chunks = firstScreen(bundle).filter((chunk) => !html.includes(chunk.fileName));
        const signsIn = Object.values(bundle).find(
          (chunk) => chunk.type === "chunk" && chunk.facadeModuleId?.endsWith("/features/accounts/oidc.ts"),
        );
        const styles = new Set(chunks.flatMap((chunk) => [...(chunk.viteMetadata?.importedCss ?? [])]));
        return [
          ...[...styles].map((file) => ({
            tag: "link",
            attrs: { rel: "stylesheet", href: `/${file}` },
            injectTo: "body" as const,
          })),
          ...[...chunks, ...(signsIn ? [signsIn] : [])].map(({ fileName }) => ({
            tag: "link",
            attrs: { rel: "modulepreload", href: `/${fileName}` },
            injectTo: "head" as const,
          })),
        ];
      },
    },
  };
}

/** While developing, what the API does otherwise: one document for every address of a guest's. */
function guests(): Plugin {
  return {
    name: "guests",
    configureServer(server) {
      server.middlewares.use((request, _response, next) => {
        if (request.url?.startsWith("/u/")) request.url = "/guest/index.html";
        next();
      });
    },
  };
}

export default defineConfig({
  plugins: [messages(), solid(), engine(), serviceWorker(), firstScreenSize(), preloadPage(), guests()],
  worker: { format: "es" },
  build: {
    outDir: "dist",
    target: "es2022",
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: { index: "index.html", docs: "api-docs/index.html", guest: "guest/index.html" },
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

// Write .br and .gz beside every file of the built page that gets smaller by it, for the server to send as it is.
//
// Brotli's best effort takes half a minute for the interpreter: RELEASE=1 spends it, a working build does not.
// What was compressed once is kept by content, so an unchanged file costs nothing.

import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { availableParallelism } from "node:os";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import { sha256 } from "./python.mjs";

const DIST = fileURLToPath(new URL("../dist/", import.meta.url));
const CACHE = fileURLToPath(new URL("./build/cache/compressed/", import.meta.url));

const PACKED = new Set([".br", ".gz", ".png", ".jpg", ".jpeg", ".webp", ".avif", ".woff2"]);
const BIG = 500_000;

const encodings = {
  br(content) {
    const best = process.env.RELEASE || content.length < BIG;
    const quality = best ? constants.BROTLI_MAX_QUALITY : 9;
    const params = {
      [constants.BROTLI_PARAM_QUALITY]: quality,
      [constants.BROTLI_PARAM_LGWIN]: constants.BROTLI_MAX_WINDOW_BITS,
      [constants.BROTLI_PARAM_SIZE_HINT]: content.length,
    };
    return { level: quality, run: () => promisify(brotliCompress)(content, { params }) };
  },
  gz: (content) => ({ level: 9, run: () => promisify(gzip)(content, { level: 9 }) }),
};

const kept = new Set();
let compressed = 0;

async function compress(path, ending) {
  const content = readFileSync(path);
  const { level, run } = encodings[ending](content);
  const name = `${sha256(content)}.${level}.${ending}`;
  kept.add(name);
  if (!existsSync(CACHE + name)) {
    writeFileSync(`${CACHE}${name}.new`, await run());
    renameSync(`${CACHE}${name}.new`, CACHE + name);
    compressed += 1;
  }
  if (statSync(CACHE + name).size < content.length) copyFileSync(CACHE + name, `${path}.${ending}`);
}

const started = performance.now();
mkdirSync(CACHE, { recursive: true });
const paths = readdirSync(DIST, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && !entry.name.startsWith(".") && !PACKED.has(extname(entry.name)))
  .map((entry) => join(entry.parentPath ?? entry.path, entry.name));
const work = paths.flatMap((path) => Object.keys(encodings).map((ending) => [path, ending]));
await Promise.all(
  Array.from({ length: availableParallelism() }, async () => {
    for (let next = work.pop(); next; next = work.pop()) await compress(...next);
  }),
);
for (const name of readdirSync(CACHE)) if (!kept.has(name)) rmSync(CACHE + name);

const seconds = (performance.now() - started) / 1000;
console.log(
  `precompressed: ${paths.length} files, ${compressed} of ${kept.size} anew, in ${seconds.toFixed(1)} s`,
);

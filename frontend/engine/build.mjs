// Build what the browser loads to run the sync engine: Pyodide, its standard library, msgspec and our wheel.
//
// Everything lands in build/files/<digest>/<name>, so that each file may be cached for ever and an unchanged
// one is never downloaded twice; build/manifest.json names the files. What did not change is not made again.

import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { loadPyodide } from "pyodide";
import { pipInto, python, sha256 } from "./python.mjs";

const HERE = dirname(fileURLToPath(import.meta.url));
const SHARED = join(HERE, "../../shared");
const PYODIDE = join(HERE, "../node_modules/pyodide");
const BUILD = join(HERE, "build");
const CACHE = join(BUILD, "cache/compiled");

/** 1980-01-01, the first day a zip archive can tell. */
const EPOCH = { SOURCE_DATE_EPOCH: "315532800" };

/** Our own package last: a package follows what it depends on. */
const PACKAGES = [
  { name: "msgspec", imports: ["msgspec"], depends: [] },
  { name: "waugzee-sync", imports: ["waugzee_sync"], depends: ["msgspec"] },
];

const lockOfPyodide = JSON.parse(readFileSync(join(PYODIDE, "pyodide-lock.json"), "utf8"));
const compiler = readFileSync(join(HERE, "compile.py"), "utf8");
const recipe = [
  compiler,
  readFileSync(join(HERE, "requirements-tools.txt")),
  readFileSync(join(PYODIDE, "package.json")),
]
  .map(sha256)
  .join();

const kept = new Set();

/** Compile an archive's Python sources, unless the same was compiled before. Returns the path of the result. */
async function compile(source, { trim }) {
  const key = sha256(`${recipe} ${trim} ${sha256(readFileSync(source))}`).slice(0, 16);
  const folder = join(CACHE, key);
  kept.add(key);
  if (!existsSync(folder)) {
    pipInto("install", join(HERE, "requirements-tools.txt"), join(BUILD, "tools"));
    mkdirSync(`${folder}.new`, { recursive: true });
    // Nobody reads the standard library's docstrings in a worker; our own asserts stay.
    const pyodide = await loadPyodide({ env: { ...EPOCH, PYTHONOPTIMIZE: trim ? "2" : "0" } });
    for (const [inside, outside] of [
      ["/tools", join(BUILD, "tools")],
      ["/source", dirname(source)],
      ["/target", `${folder}.new`],
    ]) {
      pyodide.FS.mkdirTree(inside);
      pyodide.mountNodeFS(inside, outside);
    }
    pyodide.runPython(`import sys; sys.path.append("/tools")\n${compiler}`);
    pyodide.globals.get("compile_archive")(`/source/${basename(source)}`, "/target", trim);
    renameSync(`${folder}.new`, folder);
  }
  const [name] = readdirSync(folder);
  return join(folder, name);
}

/** Our package as a wheel; its path. */
function wheelOfShared() {
  const folder = join(BUILD, "cache/wheel");
  rmSync(folder, { recursive: true, force: true });
  python(["-m", "hatchling", "build", "--target", "wheel", "--directory", folder], {
    cwd: SHARED,
    env: EPOCH,
  });
  return join(folder, readdirSync(folder)[0]);
}

/** The loader asks a content network for packages when it is told no other place; ours is always told one. */
function withoutForeignOrigin(loader) {
  const text = loader.toString();
  const foreign = /https:\/\/cdn\.[^`]*/;
  if (!foreign.test(text)) throw new Error("pyodide.mjs no longer names a content network: drop this step");
  return Buffer.from(text.replace(foreign, "./").replace(/^\/\/# sourceMappingURL=.*$/m, ""));
}

const files = [];

/** Write files that belong together to one folder named after their content. Returns the folder's name. */
function publish(contents) {
  const entries = Object.entries(contents).map(([name, content]) => ({
    name,
    content,
    digest: sha256(content),
  }));
  const folder = sha256(entries.map(({ name, digest }) => `${digest}  ${name}\n`).join("")).slice(0, 16);
  mkdirSync(join(BUILD, "files.new", folder), { recursive: true });
  for (const { name, content, digest } of entries) {
    writeFileSync(join(BUILD, "files.new", folder, name), content);
    files.push({ url: `${folder}/${name}`, bytes: content.length, sha256: digest });
  }
  return folder;
}

function publishArchive(path) {
  const name = basename(path);
  const content = readFileSync(path);
  return {
    url: `${publish({ [name]: content })}/${name}`,
    version: name.split("-")[1],
    digest: sha256(content),
  };
}

async function build() {
  const started = performance.now();
  mkdirSync(CACHE, { recursive: true });
  rmSync(join(BUILD, "files.new"), { recursive: true, force: true });

  const runtime = publish({
    "pyodide.mjs": withoutForeignOrigin(readFileSync(join(PYODIDE, "pyodide.mjs"))),
    "pyodide.asm.mjs": readFileSync(join(PYODIDE, "pyodide.asm.mjs")),
    "pyodide.asm.wasm": readFileSync(join(PYODIDE, "pyodide.asm.wasm")),
  });
  const stdlib = publishArchive(await compile(join(PYODIDE, "python_stdlib.zip"), { trim: true }));

  const wheels = join(BUILD, "wheels");
  pipInto("download", join(HERE, "requirements.txt"), wheels);
  const downloaded = readdirSync(wheels).filter((name) => name.endsWith(".whl"));
  const sources = [...downloaded.map((name) => join(wheels, name)), wheelOfShared()];
  const packages = {};
  for (const { name, imports, depends } of PACKAGES) {
    const source = sources.find((path) => basename(path).startsWith(`${name.replace("-", "_")}-`));
    const { url, version, digest } = publishArchive(await compile(source, { trim: false }));
    packages[name] = {
      ...{ name, version, file_name: url, sha256: digest, imports, depends },
      ...{ install_dir: "site", package_type: "package", unvendored_tests: false },
    };
  }
  const lock = publish({
    "pyodide-lock.json": Buffer.from(JSON.stringify({ info: lockOfPyodide.info, packages })),
  });

  rmSync(join(BUILD, "files"), { recursive: true, force: true });
  renameSync(join(BUILD, "files.new"), join(BUILD, "files"));
  const manifest = {
    runtime: `${runtime}/`,
    stdlib: stdlib.url,
    lock: `${lock}/pyodide-lock.json`,
    packages: PACKAGES.map(({ name }) => name),
    files,
  };
  writeFileSync(join(BUILD, "manifest.json"), `${JSON.stringify(manifest, null, 2)}\n`);
  for (const key of readdirSync(CACHE)) if (!kept.has(key)) rmSync(join(CACHE, key), { recursive: true });

  const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  const seconds = (performance.now() - started) / 1000;
  console.log(`engine: ${files.length} files, ${(bytes / 1e6).toFixed(1)} MB, in ${seconds.toFixed(1)} s`);
}

try {
  await build();
} catch (error) {
  // Node would print the line it came from: the whole of Pyodide is one.
  console.error(error.message);
  process.exit(1);
}

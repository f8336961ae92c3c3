// The host's Python, and the wheels it fetches for Pyodide, each pinned by hash.

import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const OURS = fileURLToPath(new URL("../../.venv/bin/python", import.meta.url));
const PYTHON = existsSync(OURS) ? OURS : "python";

const PLATFORM = [
  ...["--implementation", "cp", "--python-version", "3.14", "--abi", "cp314"],
  ...["--platform", "pyemscripten_2026_0_wasm32"],
];

/** @param {string | Uint8Array} content  @returns {string} 64 hexadecimal digits */
export function sha256(content) {
  return createHash("sha256").update(content).digest("hex");
}

/**
 * Run the Python of the virtual environment, or else the one on PATH, and wait. Its error output is shown only when it fails, with the failure.
 *
 * @param {string[]} args
 * @param {{ cwd?: string, env?: Record<string, string> }} [options]
 */
export function python(args, { cwd, env } = {}) {
  try {
    execFileSync(PYTHON, args, { cwd, env: { ...process.env, ...env }, stdio: ["ignore", "pipe", "pipe"] });
  } catch (error) {
    throw new Error(
      `python ${args.slice(0, 3).join(" ")} failed:\n${error.stdout ?? ""}${error.stderr ?? error}`,
    );
  }
}

/**
 * Fill a folder by pip with what a requirements file pins, unless it was filled from the same file before.
 *
 * @param {"download" | "install"} how  `download` leaves wheels, `install` leaves importable packages
 * @param {string} requirements  path of the requirements file
 * @param {string} folder
 */
export function pipInto(how, requirements, folder) {
  const digest = sha256(readFileSync(requirements));
  const stamp = `${folder}/.requirements`;
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === digest) return;
  rmSync(folder, { recursive: true, force: true });
  // The packages are for Pyodide's Python: this one's version says nothing about whether they fit.
  const installed = ["--no-compile", "--ignore-requires-python", "--target", folder];
  const where = how === "download" ? ["--dest", folder] : installed;
  const common = [
    "--quiet",
    "--disable-pip-version-check",
    "--no-deps",
    "--only-binary=:all:",
    "--require-hashes",
  ];
  python(["-m", "pip", how, ...common, ...PLATFORM, ...where, "-r", requirements]);
  writeFileSync(stamp, digest);
}

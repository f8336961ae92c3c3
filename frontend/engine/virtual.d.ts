declare module "virtual:engine" {
  import type { EngineFiles } from "./load.mjs";

  /** Where the browser's Python lies, as absolute addresses on our own origin, and its size before compression. */
  const files: EngineFiles & { bytes: number };
  export default files;
}

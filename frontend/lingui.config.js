import { formatter } from "@lingui/format-po";

/** English stands in the code; each other language has a file of its own in src/messages. */
export default {
  sourceLocale: "en",
  locales: ["de"],
  catalogs: [{ path: "src/messages/{locale}", include: ["src"], exclude: ["**/*.test.ts"] }],
  format: formatter({ lineNumbers: false }),
};

import { type NodePath, type types as Syntax, transformAsync } from "@babel/core";
import macro from "@lingui/babel-plugin-lingui-macro";
import { compileMessage } from "@lingui/message-utils/compileMessage";
import { lingui } from "@lingui/vite-plugin";
import type { Plugin } from "vite";

const MACRO = "@lingui/core/macro";

/**
 * Sentences of the page: what the code says by `t` and `plural` is English, parsed here rather than in the
 * browser; another language's file replaces it by the sentence's id.
 */
export function messages(): Plugin[] {
  return [
    {
      name: "messages",
      enforce: "pre",
      async transform(code, id) {
        if (!/\.tsx?$/.test(id) || !code.includes(MACRO)) return null;
        const made = await transformAsync(code, {
          filename: id,
          babelrc: false,
          configFile: false,
          sourceMaps: true,
          retainLines: true,
          parserOpts: { plugins: ["typescript", "jsx"] },
          plugins: [[macro, { stripMessageField: false }], parsed],
        });
        return made?.code ? { code: made.code, map: JSON.stringify(made.map) } : null;
      },
    },
    ...(lingui({ failOnCompileError: true }) as Plugin[]),
  ];
}

/** Puts the parsed form of each English message where the macro wrote its text. */
function parsed({ types }: { types: typeof Syntax }) {
  return {
    visitor: {
      Program: {
        exit(program: NodePath<Syntax.Program>) {
          program.traverse({
            ObjectProperty({ node }) {
              if (!types.isIdentifier(node.key, { name: "message" }) || !types.isStringLiteral(node.value))
                return;
              const message = compileMessage(node.value.value);
              node.value = types.valueToNode(typeof message === "string" ? [message] : message);
            },
          });
        },
      },
    },
  };
}

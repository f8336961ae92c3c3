import { generate } from "lean-qr";
import { createMemo, type JSX } from "solid-js";
import css from "./qr.module.css";

/** The quiet zone around a code, in its own squares: readers want four. */
const QUIET = 4;

/** Text as a QR code, dark on light in every theme: some readers know no other. */
export function Qr(props: { text: string; label: string }): JSX.Element {
  const drawn = createMemo(() => {
    const code = generate(props.text);
    let path = "";
    for (let y = 0; y < code.size; y++)
      for (let x = 0; x < code.size; x++) if (code.get(x, y)) path += `M${x + QUIET} ${y + QUIET}h1v1h-1z`;
    return { path, size: code.size + 2 * QUIET };
  });
  return (
    <svg
      class={css.qr}
      viewBox={`0 0 ${drawn().size} ${drawn().size}`}
      shape-rendering="crispEdges"
      role="img"
      aria-label={props.label}
    >
      <path d={drawn().path} />
    </svg>
  );
}

import { type JSX, Show } from "solid-js";
import type { Level } from "../lib/status";
import css from "./meter.module.css";

const AROUND = 2 * Math.PI * 6;
/** How full the shape is at each level, so that the shape alone tells what the colour tells. */
const FULL: Record<Level, number> = { 1: 1, 2: 0.75, 3: 0.5, 4: 0.25, 5: 0 };

/** A small shape beside a word: a ring that empties with the time unplayed, a drop with the dirt. */
export function Meter(props: { shape: "ring" | "drop"; level: Level }): JSX.Element {
  return (
    <svg class={css.meter} data-level={props.level} viewBox="0 0 16 16" aria-hidden="true">
      <Show
        when={props.shape === "ring"}
        fallback={
          <>
            <path class={css.fill} d={dropTo(FULL[props.level])} />
            <path
              class={css.outline}
              d="M8 1.6c2.4 2.9 4.5 5.3 4.5 8a4.5 4.5 0 0 1-9 0c0-2.7 2.1-5.1 4.5-8Z"
            />
          </>
        }
      >
        <circle class={css.track} cx="8" cy="8" r="6" />
        <circle
          class={css.arc}
          cx="8"
          cy="8"
          r="6"
          transform="rotate(-90 8 8)"
          stroke-dasharray={`${FULL[props.level] * AROUND} ${AROUND}`}
        />
        <circle class={css.hub} cx="8" cy="8" r="1.6" />
      </Show>
    </svg>
  );
}

/** The drop's lower part, filled up to a share of its height. */
function dropTo(share: number): string {
  if (share === 0) return "";
  if (share === 1) return "M8 1.6c2.4 2.9 4.5 5.3 4.5 8a4.5 4.5 0 0 1-9 0c0-2.7 2.1-5.1 4.5-8Z";
  const y = 14.1 - share * 9.2;
  const half = y > 9.6 ? Math.sqrt(Math.max(0, 20.25 - (y - 9.6) ** 2)) : 4.5 - (9.6 - y) * 0.42;
  const large = y > 9.6 ? 0 : 1;
  return `M${8 - half} ${y}A4.5 4.5 0 ${large} 0 ${8 + half} ${y}Z`;
}

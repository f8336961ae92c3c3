import { type JSX, Show } from "solid-js";
import type { StylusWear } from "../../api/types";
import css from "./life.module.css";
import { forecastWords, LEVEL_STEPS, LEVEL_WORDS, leftWords } from "./words";

const AROUND = 2 * Math.PI * 26;

/** How much life a stylus has left: a ring that empties, a word, the hours, and until when it lasts. */
export function Life(props: { wear: StylusWear }): JSX.Element {
  const share = () => (props.wear.percent_left ?? 0) / 100;
  return (
    <div class={css.life} data-level={LEVEL_STEPS[props.wear.level]}>
      <svg class={css.ring} viewBox="0 0 64 64" aria-hidden="true">
        <circle class={css.track} cx="32" cy="32" r="26" />
        <circle
          class={css.arc}
          cx="32"
          cy="32"
          r="26"
          transform="rotate(-90 32 32)"
          stroke-dasharray={`${share() * AROUND} ${AROUND}`}
        />
        <text class={css.percent} x="32" y="37" text-anchor="middle">
          {props.wear.percent_left === null ? "–" : `${Math.round(props.wear.percent_left)}%`}
        </text>
      </svg>
      <div class={css.words}>
        <span class={css.level}>{LEVEL_WORDS[props.wear.level]}</span>
        <span>{leftWords(props.wear)}</span>
        <Show when={forecastWords(props.wear)}>{(words) => <span class={css.forecast}>{words()}</span>}</Show>
      </div>
    </div>
  );
}

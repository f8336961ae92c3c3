import type { JSX } from "solid-js";
import css from "./progress.module.css";

/** A slim bar. Without a share it only says that something goes on. */
export function ProgressBar(props: { label: string; share: number | null }): JSX.Element {
  return (
    <div
      class={css.track}
      role="progressbar"
      aria-label={props.label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={props.share === null ? undefined : Math.round(props.share * 100)}
    >
      <div
        class={css.bar}
        data-open={props.share === null ? "" : undefined}
        style={{ transform: `scaleX(${props.share ?? 1})` }}
      />
    </div>
  );
}

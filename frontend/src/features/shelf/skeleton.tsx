import { t } from "@lingui/core/macro";
import { For, type JSX } from "solid-js";
import css from "./skeleton.module.css";

/** The shelf before anything is known: empty places of the size the covers will have. */
export function Skeleton(): JSX.Element {
  return (
    <div class={css.grid} role="status" aria-label={t`Fetching your shelf`}>
      <For each={Array.from({ length: 24 })}>
        {() => (
          <div class={css.card} aria-hidden="true">
            <div class={css.cover} />
            <div class={css.line} />
            <div class={css.line} />
          </div>
        )}
      </For>
    </div>
  );
}

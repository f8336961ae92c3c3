import { For, type JSX } from "solid-js";
import css from "./statistics.module.css";

/** The few figures that come first: a number, and what it counts. */
export function Tiles(props: {
  tiles: readonly { value: string; word: string; note?: string }[];
}): JSX.Element {
  return (
    <dl class={css.tiles}>
      <For each={props.tiles}>
        {(tile) => (
          <div class={css.tile}>
            <dt class={css.word}>{tile.word}</dt>
            <dd class={css.value}>{tile.value}</dd>
            {tile.note ? <dd class={css.note}>{tile.note}</dd> : null}
          </div>
        )}
      </For>
    </dl>
  );
}

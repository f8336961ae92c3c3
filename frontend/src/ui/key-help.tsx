import { For, type JSX } from "solid-js";
import css from "./key-help.module.css";
import { Sheet } from "./sheet";

const KEYS: readonly [string[], string][] = [
  [["/"], "Search"],
  [["f"], "Filter"],
  [["Esc"], "Clear the search, close what is open"],
  [["←", "→", "↑", "↓"], "Move along the shelf"],
  [["Enter"], "Open the record"],
  [["p"], "Play"],
  [["Shift", "p"], "Play in detail: sides, time, notes"],
  [["c"], "Clean"],
  [["b"], "Both: clean, then play"],
  [["u"], "Undo"],
  [["?"], "This list"],
];

/** The keys, listed. */
export function KeyHelp(props: { onClose(): void }): JSX.Element {
  return (
    <Sheet label="Keys" place="centre" onClose={props.onClose}>
      <div class={css.help}>
        <h2 class={css.title}>Keys</h2>
        <dl class={css.keys}>
          <For each={KEYS}>
            {([keys, deed]) => (
              <div class={css.row}>
                <dt>
                  <For each={keys}>{(key) => <kbd class={css.key}>{key}</kbd>}</For>
                </dt>
                <dd>{deed}</dd>
              </div>
            )}
          </For>
        </dl>
      </div>
    </Sheet>
  );
}

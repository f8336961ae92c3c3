import { t } from "@lingui/core/macro";
import { For, type JSX, Show } from "solid-js";
import { singleKeys } from "../lib/single-keys";
import css from "./key-help.module.css";
import { Sheet } from "./sheet";

const KEYS: readonly [string[], string][] = [
  [["/"], t`Search`],
  [["f"], t`Filter`],
  [[t`Esc`], t`Clear the search, close what is open`],
  [["←", "→", "↑", "↓"], t`Move along the shelf`],
  [[t`Enter`], t`Open the record`],
  [["p"], t`Play`],
  [[t`Shift`, "p"], t`Play in detail: sides, time, notes`],
  [["c"], t`Clean`],
  [[t`Shift`, "c"], t`Clean in detail: how, when, what came of it`],
  [["b"], t`Both: clean, then play`],
  [["u"], t`Undo`],
  [["?"], t`This list`],
];

/** The keys, listed. */
export function KeyHelp(props: { onClose(): void }): JSX.Element {
  return (
    <Sheet label={t`Keys`} place="centre" onClose={props.onClose}>
      <div class={css.help}>
        <h2 class={css.title}>{t`Keys`}</h2>
        <Show when={!singleKeys()}>
          <p class={css.off}>{t`Single keys are off on this device. Account switches them on.`}</p>
        </Show>
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

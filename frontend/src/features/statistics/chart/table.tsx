import { For, type JSX, Show } from "solid-js";
import css from "./chart.module.css";
import type { Figure } from "./figure";

/** The same figures in words. */
export function FigureTable(props: { figure: Figure }): JSX.Element {
  return (
    // Long ones scroll within; the keyboard has to reach them for that.
    <div class={css.scroll} role="region" aria-label={props.figure.title} tabindex="0">
      <table class={css.table}>
        <thead>
          <tr>
            <th scope="col">{props.figure.rowWord}</th>
            <For each={props.figure.columns}>{(column) => <th scope="col">{column.word}</th>}</For>
          </tr>
        </thead>
        <tbody>
          <For each={props.figure.rows}>
            {(row, at) => (
              <tr>
                <th scope="row" dir="auto">
                  <Show when={props.figure.links?.[at()]} fallback={row}>
                    {(href) => <a href={href()}>{row}</a>}
                  </Show>
                </th>
                <For each={props.figure.columns}>
                  {(column) => <td>{column.show(column.values[at()] ?? 0)}</td>}
                </For>
              </tr>
            )}
          </For>
        </tbody>
      </table>
    </div>
  );
}

import { t } from "@lingui/core/macro";
import { createEffect, createMemo, createSignal, For, Index, type JSX, onCleanup, onMount } from "solid-js";
import type { PublicRecord } from "../api/types";
import { columnsIn } from "../features/shelf/columns";
import { createRowsInSight } from "../features/shelf/rows";
import { Card } from "./card";
import css from "./grid.module.css";

/** What stands below a cover, in pixels. */
const BELOW_COVER = 68;

/** How many rows before the last one more are asked for. */
const AHEAD = 4;

/** The covers read so far, of which only the rows in sight exist. */
export function Grid(props: { records: readonly PublicRecord[]; onNearEnd(): void }): JSX.Element {
  let frame!: HTMLDivElement;
  const [width, setWidth] = createSignal(0);
  const layout = createMemo(() => columnsIn(width(), "medium"));
  const columns = () => layout().columns;
  const rows = createMemo(() => Math.ceil(props.records.length / columns()));
  const coverWidth = () => (width() - layout().gap * (columns() - 1)) / columns();
  const rowHeight = createMemo(() => coverWidth() + BELOW_COVER + layout().gap);
  const { inSight } = createRowsInSight(() => frame, rowHeight, rows);
  const watcher = new ResizeObserver(() => setWidth(frame.clientWidth));
  onMount(() => {
    setWidth(frame.clientWidth);
    watcher.observe(frame);
  });
  onCleanup(() => watcher.disconnect());
  createEffect(() => {
    if (rows() > 0 && (inSight().at(-1) ?? 0) >= rows() - AHEAD) props.onNearEnd();
  });
  return (
    <div
      ref={frame}
      class={css.grid}
      role="list"
      aria-label={t`Records`}
      style={{
        height: `${Math.max(0, rows() * rowHeight() - layout().gap)}px`,
        "--cover-width": `${coverWidth()}px`,
        "--columns": columns(),
        "--gap": `${layout().gap}px`,
      }}
    >
      <For each={inSight()}>
        {(row) => (
          <div class={css.row} role="presentation" style={{ top: `${row * rowHeight()}px` }}>
            <Index each={props.records.slice(row * columns(), (row + 1) * columns())}>
              {(record) => <Card record={record()} />}
            </Index>
          </div>
        )}
      </For>
    </div>
  );
}

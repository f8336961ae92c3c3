import { createEffect, createMemo, createSignal, Index, type JSX, on, onCleanup, onMount } from "solid-js";
import { WindowVirtualizer, type WindowVirtualizerHandle } from "virtua/solid";
import type { Copy } from "../../api/types";
import { useLibrary } from "../../lib/library";
import { Card } from "./card";
import { columnsIn, moved } from "./columns";
import css from "./grid.module.css";
import { DEEDS, log } from "./log";

/** What stands below a cover, in pixels: two lines of names, two of state, the actions, the gaps. */
const BELOW_COVER = 196;

/** The covers, of which only the rows in sight exist. Arrow keys move; the rest of the keys act on the card in focus. */
export function Grid(props: { copies: readonly Copy[]; start: number }): JSX.Element {
  const library = useLibrary();
  let frame!: HTMLDivElement;
  let handle: WindowVirtualizerHandle | undefined;
  const [width, setWidth] = createSignal(0);
  const [active, setActive] = createSignal(0);

  const layout = createMemo(() => columnsIn(width()), undefined, {
    equals: (a, b) => a.columns === b.columns && a.gap === b.gap,
  });
  const rows = createMemo(() =>
    Array.from({ length: Math.ceil(props.copies.length / layout().columns) }, (_, row) => row),
  );
  const rowHeight = () =>
    (width() - layout().gap * (layout().columns - 1)) / layout().columns + BELOW_COVER + layout().gap;

  onMount(() => {
    const watcher = new ResizeObserver(() => setWidth(frame.clientWidth));
    watcher.observe(frame);
    setWidth(frame.clientWidth);
    onCleanup(() => watcher.disconnect());
    if (props.start > 0) requestAnimationFrame(() => scrollTo(0, props.start));
  });
  createEffect(
    on(
      () => props.copies,
      () => setActive(0),
      { defer: true },
    ),
  );

  const focus = (index: number) => {
    setActive(index);
    const row = Math.floor(index / layout().columns);
    handle?.scrollToIndex(row, { align: "nearest" });
    let tries = 8;
    const attempt = () => {
      const link = frame.querySelector<HTMLElement>(`[data-index="${index}"] a`);
      if (link) {
        link.focus({ preventScroll: true });
        link.closest("article")?.scrollIntoView({ block: "nearest" });
      } else if (tries-- > 0) requestAnimationFrame(attempt);
    };
    requestAnimationFrame(attempt);
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const to = moved(active(), event.key, layout().columns, props.copies.length);
    if (to !== undefined) {
      event.preventDefault();
      return focus(to);
    }
    const copy = props.copies[active()];
    const deed = DEEDS.find((each) => each.key === event.key);
    if (copy && deed) {
      event.preventDefault();
      log(library, library.shelf.copy(copy.id) ?? copy, deed.deed);
    }
  };

  return (
    <div
      ref={frame}
      class={css.grid}
      role="list"
      aria-label="Records"
      onKeyDown={onKeyDown}
      data-ready={width() > 0 ? "" : undefined}
    >
      <WindowVirtualizer data={rows()} itemSize={rowHeight()} bufferSize={600} ref={(to) => (handle = to)}>
        {(row) => (
          <div
            class={css.row}
            role="presentation"
            style={{
              "grid-template-columns": `repeat(${layout().columns}, minmax(0, 1fr))`,
              "column-gap": `${layout().gap}px`,
              "padding-bottom": `${layout().gap}px`,
            }}
          >
            <Index each={props.copies.slice(row * layout().columns, (row + 1) * layout().columns)}>
              {(copy, column) => {
                const index = () => row * layout().columns + column;
                return (
                  <Card
                    copy={copy()}
                    index={index()}
                    total={props.copies.length}
                    reachable={index() === active()}
                    onFocus={() => setActive(index())}
                  />
                );
              }}
            </Index>
          </div>
        )}
      </WindowVirtualizer>
    </div>
  );
}

import { t } from "@lingui/core/macro";
import { createMemo, createSignal, For, Index, type JSX, onCleanup, onMount } from "solid-js";
import type { Copy } from "../../api/types";
import { useLibrary } from "../../lib/library";
import { onChange } from "../../lib/on-change";
import { isOn } from "../../ui/keys";
import { openCleaning } from "../care/cleaning-detail";
import { openDetail } from "../plays/detail";
import { Card } from "./card";
import { columnsIn, moved } from "./columns";
import css from "./grid.module.css";
import { DEEDS, log, toLog } from "./log";
import { createRows, createRowsInSight } from "./rows";
import type { Size } from "./view";

/** What stands below a cover, in pixels, until a row has been measured; of the list, the height of a line. */
const BELOW_COVER: Readonly<Record<Size, number>> = { small: 46, medium: 172, large: 172, list: 72 };

/** An arrow key as it is meant where lines run from left to right. */
function forwards(key: string, within: Element): string {
  if (getComputedStyle(within).direction === "ltr") return key;
  return { ArrowLeft: "ArrowRight", ArrowRight: "ArrowLeft" }[key] ?? key;
}

/** The covers, of which only the rows in sight exist. Arrow keys move, other keys act on the card in focus. */
export function Grid(props: {
  /** At least the first of them. */
  copies: readonly Copy[];
  count: number;
  /** Others are being looked for. */
  busy: boolean;
  size: Size;
  start: number;
}): JSX.Element {
  const library = useLibrary();
  let frame!: HTMLDivElement;
  const [width, setWidth] = createSignal(0);
  const [measured, setMeasured] = createSignal(0);
  const [active, setActive] = createSignal(0);

  const layout = createMemo(() => columnsIn(width(), props.size), undefined, {
    equals: (a, b) => a.columns === b.columns && a.gap === b.gap,
  });
  const columns = () => layout().columns;
  const rows = createMemo(() => Math.ceil(props.count / columns()));
  const coverWidth = () => (width() - layout().gap * (columns() - 1)) / columns();
  const guessed = () => (props.size === "list" ? 0 : coverWidth()) + BELOW_COVER[props.size];
  const rowHeight = createMemo(() => (measured() || guessed()) + layout().gap);
  const { inSight, printing } = createRowsInSight(() => frame, rowHeight, rows);
  const shown = createRows({ inSight, columns, all: () => props.copies, atOnce: printing });

  /** Where Tab enters the shelf: the card last in focus, or the first that exists once that one is far away. */
  const entry = createMemo(() => {
    const there = inSight();
    const at = Math.min(active(), props.count - 1);
    return there.includes(Math.floor(at / columns())) ? at : (there[0] ?? 0) * columns();
  });

  const watcher = new ResizeObserver((entries) => {
    for (const { target, contentRect } of entries) {
      if (target === frame) setWidth(contentRect.width);
      else if (contentRect.height > 0) setMeasured(contentRect.height);
    }
  });
  onCleanup(() => watcher.disconnect());
  onMount(() => {
    watcher.observe(frame);
    setWidth(frame.clientWidth);
    if (props.start > 0) requestAnimationFrame(() => scrollTo(0, props.start));
  });
  // The list is told anew with whatever changes of a record: who is among the cards stays where they are.
  onChange(
    () => props.copies,
    () => !frame.contains(document.activeElement) && setActive(0),
    { defer: true },
  );

  // What was measured was another size.
  onChange(
    () => props.size,
    () => setMeasured(0),
    { defer: true },
  );

  const focus = (index: number) => {
    setActive(index);
    const find = () => frame.querySelector<HTMLElement>(`[data-index="${index}"]`);
    if (!find()) {
      const top = frame.getBoundingClientRect().top + scrollY + Math.floor(index / columns()) * rowHeight();
      scrollTo({ top: top - innerHeight / 3 });
    }
    const enter = () => {
      const card = find();
      // Its row may wait for its turn.
      if (!card && shown.busy()) return void requestAnimationFrame(enter);
      card?.querySelector("a")?.focus({ preventScroll: true });
      card?.scrollIntoView({ block: "nearest" });
    };
    requestAnimationFrame(enter);
  };

  /** The record that a card shows: the list may be a turn ahead of it. */
  const shownAt = (index: number) =>
    shown
      .rows()
      .find(({ number }) => number === Math.floor(index / columns()))
      ?.things()[index % columns()];

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !isOn(event.key)) return;
    const card = (event.target as Element).closest<HTMLElement>("[data-index]");
    const at = Number(card?.dataset.index ?? active());
    const to = moved(at, forwards(event.key, frame), columns(), props.copies.length);
    const copy = shownAt(at);
    const deed = DEEDS.find((each) => each.key === event.key)?.deed;
    if (to !== undefined) focus(to);
    else if (copy && event.key === "P") openDetail({ copy: toLog(library, copy) });
    else if (copy && event.key === "C") openCleaning({ copy: toLog(library, copy) });
    else if (copy && deed) log(library, library.shelf.copy(copy.id) ?? copy, deed);
    else return;
    event.preventDefault();
  };

  return (
    <div
      ref={frame}
      class={css.grid}
      data-size={props.size}
      role="list"
      aria-label={t`Records`}
      aria-busy={props.busy || shown.busy()}
      onKeyDown={onKeyDown}
      style={{
        height: `${Math.max(0, rows() * rowHeight() - layout().gap)}px`,
        "--cover-width": props.size === "list" ? "56px" : `${coverWidth()}px`,
        "--columns": columns(),
        "--gap": `${layout().gap}px`,
      }}
    >
      <div class={css.window} role="presentation">
        <For each={shown.rows()}>
          {(row) => (
            <div
              class={css.row}
              role="presentation"
              style={{ top: `${row.number * rowHeight()}px` }}
              ref={(element) => {
                // All rows are equally high: the first tells for all.
                if (row.number > 0) return;
                watcher.observe(element);
                onCleanup(() => watcher.unobserve(element));
              }}
            >
              <Index each={row.things()}>
                {(copy, column) => {
                  const index = () => row.number * columns() + column;
                  return (
                    <Card
                      copy={copy()}
                      index={index()}
                      total={props.count}
                      reachable={index() === entry()}
                      onFocus={() => setActive(index())}
                    />
                  );
                }}
              </Index>
            </div>
          )}
        </For>
      </div>
    </div>
  );
}

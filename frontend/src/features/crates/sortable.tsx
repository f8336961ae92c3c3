import { t } from "@lingui/core/macro";
import { createEffect, createMemo, createSignal, For, type JSX, on } from "solid-js";
import { Icon } from "../../ui/icon";
import unseen from "../../ui/unseen.module.css";
import { placeAt } from "./order";
import css from "./sortable.module.css";

type Item = { id: string; name: string };

/**
 * A list in an order of one's own. Each row has a handle: dragged by a finger or the mouse, or moved by the
 * arrow keys while it has the focus; where it came to is said.
 */
export function Sortable<T extends Item>(props: {
  label: string;
  items: readonly T[];
  onMove(id: string, to: number): void;
  children(item: () => T): JSX.Element;
}): JSX.Element {
  const [drag, setDrag] = createSignal<{ id: string; from: number; to: number }>();
  const [said, setSaid] = createSignal("");
  /** The handle that moved by a key, to have the focus again once its row has moved. */
  let follow: string | undefined;
  let list!: HTMLOListElement;
  createEffect(
    on(
      () => props.items,
      () => {
        if (!follow) return;
        list.querySelector<HTMLElement>(`[data-handle="${follow}"]`)?.focus({ preventScroll: true });
        follow = undefined;
      },
      { defer: true },
    ),
  );

  const move = (item: T, to: number) => {
    const from = props.items.findIndex(({ id }) => id === item.id);
    if (to === from || to < 0 || to >= props.items.length) return;
    setSaid(t`${item.name}, now ${to + 1} of ${props.items.length}`);
    props.onMove(item.id, to);
  };
  const onKeyDown = (item: T, at: number, event: KeyboardEvent) => {
    const to = { ArrowUp: at - 1, ArrowDown: at + 1, Home: 0, End: props.items.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    follow = item.id;
    move(item, to);
  };
  const onPointerDown = (item: T, from: number, event: PointerEvent) => {
    if (event.button !== 0) return;
    event.preventDefault();
    const handle = event.currentTarget as HTMLElement;
    const height = handle.closest("li")?.getBoundingClientRect().height ?? 0;
    const begun = event.clientY + scrollY;
    handle.setPointerCapture(event.pointerId);
    setDrag({ id: item.id, from, to: from });
    const onPointerMove = (moved: PointerEvent) => {
      const to = placeAt(from, moved.clientY + scrollY - begun, height, props.items.length);
      setDrag({ id: item.id, from, to });
    };
    const end = (ended: PointerEvent) => {
      handle.removeEventListener("pointermove", onPointerMove);
      handle.removeEventListener("pointerup", end);
      handle.removeEventListener("pointercancel", end);
      const to = drag()?.to ?? from;
      setDrag(undefined);
      if (ended.type === "pointerup") move(item, to);
    };
    handle.addEventListener("pointermove", onPointerMove);
    handle.addEventListener("pointerup", end);
    handle.addEventListener("pointercancel", end);
  };
  const edge = (at: number): "above" | "below" | undefined => {
    const now = drag();
    if (!now || now.to !== at || now.to === now.from) return undefined;
    return now.to < now.from ? "above" : "below";
  };

  return (
    <>
      <ol ref={list} class={css.list} aria-label={props.label}>
        <For each={props.items.map(({ id }) => id)}>
          {(id, at) => {
            // By its id: a row outlives what is said of it anew.
            const item = createMemo<T>(
              (known) => props.items.find((each) => each.id === id) ?? known,
              props.items.find((each) => each.id === id) as T,
            );
            return (
              <li class={css.row} data-moving={drag()?.id === id ? "" : undefined} data-edge={edge(at())}>
                <button
                  type="button"
                  class={css.handle}
                  data-handle={id}
                  aria-label={t`Move ${item().name}, ${at() + 1} of ${props.items.length}; arrow keys move it`}
                  onKeyDown={(event) => onKeyDown(item(), at(), event)}
                  onPointerDown={(event) => onPointerDown(item(), at(), event)}
                >
                  <Icon name="move" />
                </button>
                {props.children(item)}
              </li>
            );
          }}
        </For>
      </ol>
      <p class={unseen.unseen} role="status">
        {said()}
      </p>
    </>
  );
}

import { createMemo, For, type JSX, Show } from "solid-js";

/**
 * Rows by what they are, not by the object that tells of them: while the same is told anew, a row stays the
 * same one, with its focus, its open form and what is typed there.
 */
export function Keyed<T>(props: {
  each: readonly T[] | undefined;
  by(item: T): string;
  children(item: () => T): JSX.Element;
}): JSX.Element {
  const items = createMemo(() => new Map((props.each ?? []).map((item) => [props.by(item), item] as const)));
  const keys = createMemo(() => [...items().keys()]);
  return (
    <For each={keys()}>
      {(key) => <Show when={items().get(key)}>{(item) => props.children(item as () => T)}</Show>}
    </For>
  );
}

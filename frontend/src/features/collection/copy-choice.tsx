import { t } from "@lingui/core/macro";
import { createMemo, createUniqueId, For, type JSX, Show } from "solid-js";
import type { Copy } from "../../api/types";
import { useLibrary } from "../../lib/library";
import { now } from "../../lib/now";
import { copiesOf, copyWords } from "./copies";
import css from "./copy-choice.module.css";

/** Which copy of a release, where one has several; nothing where there is but one. */
export function CopyChoice(props: {
  of: Pick<Copy, "id" | "release_id">;
  value: string;
  /** The one whose page this is. */
  here?: string;
  onChange(copy: Copy): void;
}): JSX.Element {
  const library = useLibrary();
  const group = createUniqueId();
  const copies = createMemo(() => copiesOf(library.shelf.ofRelease(props.of.release_id), props.of));
  return (
    <Show when={copies().length > 1}>
      <fieldset class={css.choice}>
        <legend class={css.label}>{t`Which copy`}</legend>
        <For each={copies()}>
          {(copy) => (
            <label class={css.copy}>
              <input
                type="radio"
                name={group}
                checked={copy.id === props.value}
                onChange={() => props.onChange(copy)}
              />
              <span>
                {copy.id === props.here ? `${t`This one`} · ` : ""}
                {copyWords(library, copy, now())}
              </span>
            </label>
          )}
        </For>
      </fieldset>
    </Show>
  );
}

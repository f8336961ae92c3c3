import { t } from "@lingui/core/macro";
import { createMemo, For, type JSX, Show } from "solid-js";
import type { Copy } from "../../api/types";
import { useLibrary } from "../../lib/library";
import { Notice } from "../../ui/notice";
import { returned } from "./record/departed";

const MOST = 5;

/** Above the removed records: which of them may be back on the shelf as new copies. */
export function Returned(props: { gone: readonly Copy[] }): JSX.Element {
  const library = useLibrary();
  const back = createMemo(() => returned(props.gone, library.shelf.copies()));
  const rest = () => back().length - MOST;
  return (
    <Show when={back().length > 0}>
      <Notice icon="undo">
        {t`A copy of the same release is on your shelf again:`}{" "}
        <For each={back().slice(0, MOST)}>
          {(copy, at) => (
            <>
              {at() > 0 ? ", " : ""}
              <a href={`/records/${copy.id}`} noScroll>
                <bdi>{copy.title}</bdi>
              </a>
            </>
          )}
        </For>
        {rest() > 0 ? t` and ${rest()} more` : ""}.{" "}
        {t`Open it to join their histories, or say what became of it.`}
      </Notice>
    </Show>
  );
}

import { t } from "@lingui/core/macro";
import { createMemo, type JSX, Show } from "solid-js";
import type { Copy } from "../../api/types";
import { useLibrary } from "../../lib/library";
import { now } from "../../lib/now";
import { shortDate } from "../../lib/time";
import { Cleanliness } from "../care/cleanliness";
import { Cover } from "../collection/cover";
import { Recency } from "../plays/recency";
import { Actions } from "./actions";
import css from "./card.module.css";
import { type Fate, fateWord } from "./record/departed";

/** Told to the record's page, so that closing it goes back instead of on. */
const FROM_SHELF = JSON.stringify({ fromShelf: true });

/** One record on the shelf: its cover, its names, its state and three quick actions. */
export function Card(props: {
  copy: Copy;
  index: number;
  total: number;
  reachable: boolean;
  onFocus(): void;
}): JSX.Element {
  const library = useLibrary();
  const copy = createMemo(() => library.shelf.copy(props.copy.id) ?? props.copy);
  return (
    <div
      class={css.card}
      role="listitem"
      aria-posinset={props.index + 1}
      aria-setsize={props.total}
      data-index={props.index}
      data-removed={copy().removed_at ? "" : undefined}
      onFocusIn={() => props.onFocus()}
    >
      <a
        href={`/records/${copy().id}`}
        class={css.open}
        state={FROM_SHELF}
        noScroll
        tabindex={props.reachable ? undefined : -1}
      >
        <Cover copy={copy()} />
        <span class={css.words}>
          <span class={css.title} dir="auto">
            {copy().title}
          </span>
          <span class={css.line}>
            <span class={css.artist} dir="auto">
              {copy().artist}
            </span>
            <Show when={copy().year}>{(year) => <span class={css.year}>{year()}</span>}</Show>
          </span>
        </span>
        <span class={css.status}>
          <Show when={copy().removed_at}>
            {(at) => (
              <span class={css.gone}>
                {copy().archived_as ? t`${fateWord(copy().archived_as as Fate)}, removed` : t`Removed`}{" "}
                {shortDate(at(), now())}
              </span>
            )}
          </Show>
          <span class={css.state}>
            <Recency copy={copy()} now={now()} />
          </span>
          <span class={css.state}>
            <Cleanliness copy={copy()} />
          </span>
        </span>
      </a>
      <div class={css.quick}>
        <Actions copy={copy()} reachable={props.reachable} />
      </div>
    </div>
  );
}

import { t } from "@lingui/core/macro";
import { createSignal, For, type JSX, Show } from "solid-js";
import { inWords } from "../../api/problem";
import type { FoundRelease } from "../../api/types";
import { useLibrary } from "../../lib/library";
import { Button } from "../../ui/button";
import { Notice } from "../../ui/notice";
import { RecordLine } from "../collection/record-line";
import { EditState } from "../errands/edit-state";
import { useErrands } from "../errands/errands";
import css from "./scan-page.module.css";

/** A release that Discogs found: what one has of it, and what can be done about it. */
export function Found(props: { found: FoundRelease }): JSX.Element {
  const errands = useErrands();
  const [failure, setFailure] = createSignal<unknown>();
  const release = () => props.found.release;
  const attempt = (work: Promise<unknown>) => {
    setFailure(undefined);
    void work.catch((error: unknown) => setFailure(() => error));
  };
  const add = () => errands.pendingOf("add", release().release_id);
  const wish = () => errands.pendingOf("want", release().release_id);
  const facts = () =>
    [release().year, release().country, release().format, release().label, release().catno]
      .filter(Boolean)
      .join(" · ");
  return (
    <li class={css.found}>
      <RecordLine copy={{ ...release(), genres: [] }}>
        <span class={css.facts}>{facts()}</span>
      </RecordLine>
      <Show when={props.found.owned === "same"}>
        <Notice icon="check">
          {t`This record is on your shelf.`} <Copies ids={props.found.copies} />
        </Notice>
      </Show>
      <Show when={props.found.owned === "other"}>
        <Notice icon="warn" tone="warn">
          {t`You own another pressing of it.`} <Copies ids={props.found.copies} />
        </Notice>
      </Show>
      <Show when={props.found.wanted}>
        <p class={css.facts}>{t`It is on your wantlist.`}</p>
      </Show>
      <div class={css.deeds}>
        <Show when={errands.writing().on && errands.writing().writable}>
          <Show when={!add()}>
            <Button
              icon="plus"
              aria-label={t`Add ${release().title} to the collection`}
              onClick={() => attempt(errands.editRelease("add", release().release_id, 1))}
            >
              {props.found.owned === "same" ? t`Add another copy` : t`Add to collection`}
            </Button>
          </Show>
          <Show when={!wish() && !props.found.wanted && props.found.owned !== "same"}>
            <Button
              icon="wantlist"
              aria-label={t`Put ${release().title} onto the wantlist`}
              onClick={() => attempt(errands.editRelease("want", release().release_id))}
            >{t`Want it`}</Button>
          </Show>
        </Show>
        <a
          class={css.link}
          href={`https://www.discogs.com/release/${release().release_id}`}
          target="_blank"
          rel="noreferrer"
        >{t`See it at Discogs`}</a>
      </div>
      <EditState edit={add()} attempt={attempt} />
      <EditState edit={wish()} attempt={attempt} />
      <Show when={failure()}>
        <Notice icon="warn" tone="bad">
          {inWords(failure())}
        </Notice>
      </Show>
    </li>
  );
}

/** Records on the shelf by their names, each leading to its page. */
export function Copies(props: { ids: readonly string[] }): JSX.Element {
  const library = useLibrary();
  const named = () =>
    props.ids.flatMap((id) => {
      const copy = library.shelf.copy(id);
      return copy ? [copy] : [];
    });
  return (
    <ul class={css.copies}>
      <For each={named()}>
        {(copy) => (
          <li>
            <a class={css.link} href={`/records/${copy.id}`}>
              {[copy.title, copy.year, copy.format].filter(Boolean).join(" · ")}
            </a>
          </li>
        )}
      </For>
    </ul>
  );
}

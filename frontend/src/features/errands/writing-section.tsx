import { t } from "@lingui/core/macro";
import { createSignal, For, type JSX, onMount, Show } from "solid-js";
import { inWords } from "../../api/problem";
import type { Edit } from "../../api/types";
import { useLibrary } from "../../lib/library";
import { Button } from "../../ui/button";
import { Notice } from "../../ui/notice";
import { Section } from "../../ui/page";
import { useErrands } from "./errands";
import css from "./errands.module.css";
import { LastPlayed } from "./last-played";
import { editWords, stateWords } from "./words";

/** Whether what is changed here is written at Discogs, and how far each change is. */
export function WritingSection(): JSX.Element {
  const errands = useErrands();
  const [failure, setFailure] = createSignal<unknown>();
  const attempt = (work: Promise<unknown>) => {
    setFailure(undefined);
    void work.catch(setFailure);
  };
  onMount(() => attempt(errands.load()));
  return (
    <Section title={t`Writing back`}>
      <p class={css.lead}>
        <Show
          when={errands.writing().writable}
          fallback={t`To change ratings, folders and notes at Discogs from here, connect with a token or by signing in there.`}
        >{t`When this is on, ratings, folders and notes that you change here are changed in your Discogs collection too. What was changed on both sides is shown to you, never overwritten.`}</Show>
      </p>
      <Show when={errands.writing().writable}>
        <div class={css.row}>
          <p class={css.words}>{errands.writing().on ? t`On` : t`Off`}</p>
          <Button
            icon={errands.writing().on ? "stop" : "edit"}
            onClick={() => attempt(errands.writeBack(!errands.writing().on))}
          >
            {errands.writing().on ? t`Turn writing back off` : t`Turn writing back on`}
          </Button>
        </div>
      </Show>
      <Show when={errands.writing().on && errands.writing().writable}>
        <LastPlayed attempt={attempt} />
      </Show>
      <Show when={failure()}>
        <Notice icon="warn" tone="bad">
          {inWords(failure())}
        </Notice>
      </Show>
      <Show when={errands.edits().length > 0}>
        <ul class={css.list} aria-label={t`Changes`}>
          <For each={errands.edits()}>{(edit) => <EditRow edit={edit} attempt={attempt} />}</For>
        </ul>
      </Show>
    </Section>
  );
}

function EditRow(props: { edit: Edit; attempt(work: Promise<unknown>): void }): JSX.Element {
  const library = useLibrary();
  const errands = useErrands();
  const stuck = () => props.edit.state === "conflict" || props.edit.state === "failed";
  const title = () =>
    library.shelf.copies().find((copy) => copy.release_id === props.edit.release_id)?.title ??
    t`Release ${props.edit.release_id}`;
  return (
    <li class={css.edit}>
      <span>
        {title()} · {editWords(props.edit)}
        <br />
        <span class={css.small}>{stateWords(props.edit)}</span>
      </span>
      <Show when={props.edit.state !== "done"}>
        <span class={css.deeds}>
          <Show when={stuck()}>
            <Button icon="sync" onClick={() => props.attempt(errands.retry(props.edit.id))}>
              {props.edit.state === "conflict" ? t`Write mine` : t`Try again`}
            </Button>
          </Show>
          <Button
            look="quiet"
            icon="trash"
            onClick={() => props.attempt(errands.drop(props.edit.id))}
          >{t`Drop`}</Button>
        </span>
      </Show>
    </li>
  );
}

import { t } from "@lingui/core/macro";
import { createEffect, createMemo, createSignal, For, type JSX, on, Show } from "solid-js";
import type { Copy } from "../../../api/types";
import { useLibrary } from "../../../lib/library";
import { now } from "../../../lib/now";
import { shortDate } from "../../../lib/time";
import { Button } from "../../../ui/button";
import { Choice } from "../../../ui/choice";
import { Icon } from "../../../ui/icon";
import { NotesField } from "../../../ui/notes-field";
import { Notice } from "../../../ui/notice";
import { useAttempt } from "./attempt";
import { archive, FATES, type Fate, heirsOf, join, part } from "./departed";
import css from "./removed.module.css";

/** On the page of a record that left: since when, what became of it, and whether it came back. */
export function Removed(props: { copy: Copy }): JSX.Element {
  const library = useLibrary();
  const attempt = useAttempt();
  const heirs = createMemo(() =>
    heirsOf(
      props.copy,
      library.shelf.ofRelease(props.copy.release_id).filter((each) => each.removed_at === null),
    ),
  );
  const giveBack = () => attempt(() => part(library.api, props.copy.id), t`The histories are apart again`);
  const handOn = (heir: Copy) =>
    attempt(
      () => join(library.api, props.copy.id, heir.id),
      t`The history is in one place again`,
      () => void giveBack(),
    );
  return (
    <Show when={props.copy.removed_at}>
      {(at) => (
        <section class={css.section} aria-label={t`Removed`}>
          <h3 class={css.heading}>
            <Icon name="trash" />
            {t`Removed ${shortDate(at(), now())}`}
          </h3>
          <Show
            when={props.copy.joined_to}
            fallback={
              <>
                <p
                  class={css.lead}
                >{t`It is no longer in your Discogs collection. What you logged stays.`}</p>
                <For each={heirs()}>
                  {(heir) => (
                    <Notice
                      icon="undo"
                      action={<Button icon="check" onClick={() => void handOn(heir)}>{t`Join them`}</Button>}
                    >
                      <a href={`/records/${heir.id}`}>{t`A copy of the same release`}</a>{" "}
                      {t`is on your shelf. If it is this record again, its history can move there.`}
                    </Notice>
                  )}
                </For>
                <Became copy={props.copy} />
              </>
            }
          >
            {(heir) => (
              <Notice
                icon="check"
                action={<Button icon="undo" onClick={() => void giveBack()}>{t`Take it apart`}</Button>}
              >
                {t`Its history moved to`} <a href={`/records/${heir()}`}>{t`the copy on your shelf`}</a>.
              </Notice>
            )}
          </Show>
        </section>
      )}
    </Show>
  );
}

function Became(props: { copy: Copy }): JSX.Element {
  const library = useLibrary();
  const attempt = useAttempt();
  const [fate, setFate] = createSignal<Fate | null>(null);
  const [note, setNote] = createSignal("");
  createEffect(
    on([() => props.copy.id, () => props.copy.archived_as, () => props.copy.archived_note], () => {
      setFate(props.copy.archived_as);
      setNote(props.copy.archived_note ?? "");
    }),
  );
  const changed = () => fate() !== props.copy.archived_as || note() !== (props.copy.archived_note ?? "");
  const keep = (event: SubmitEvent) => {
    event.preventDefault();
    void attempt(() => archive(library.api, props.copy.id, fate(), note().trim()), t`Kept in the archive`);
  };
  return (
    <form class={css.section} onSubmit={keep}>
      <Choice label={t`What became of it?`} options={FATES} value={fate()} onChange={setFate} />
      <NotesField
        label={t`Note`}
        placeholder={t`To whom, for how much, why`}
        value={note()}
        onChange={setNote}
      />
      <Show when={changed()}>
        <Button type="submit" look="main" icon="check">{t`Save`}</Button>
      </Show>
    </form>
  );
}

import { t } from "@lingui/core/macro";
import { createSignal, createUniqueId, type JSX, onMount, Show } from "solid-js";
import type { EntryKind, HistoryEntry } from "../../../api/types";
import { fromFields, toFields } from "../../../lib/time";
import { Button } from "../../../ui/button";
import { Field } from "../../../ui/field";
import { type Draft, onlyDay } from "./entries";
import css from "./entry-form.module.css";

const KINDS: readonly { kind: EntryKind; word: string }[] = [
  { kind: "play", word: t`Play` },
  { kind: "cleaning", word: t`Cleaning` },
];

/** Corrects an entry, or adds one on another day. */
export function EntryForm(props: {
  entry?: HistoryEntry;
  onSave(draft: Draft): Promise<void>;
  onCancel(): void;
  onDelete?(): void;
  /** Opens everything else that can be told of it. */
  onDetails?(): void;
}): JSX.Element {
  const day = props.entry && onlyDay(props.entry);
  const fields = toFields(props.entry?.at ?? new Date().toISOString());
  const start = day === undefined ? fields : { date: day, time: "12:00" };
  const [kind, setKind] = createSignal<EntryKind>(props.entry?.kind ?? "play");
  const [date, setDate] = createSignal(start.date);
  const [time, setTime] = createSignal(start.time);
  const [notes, setNotes] = createSignal(props.entry?.notes ?? "");
  const [problem, setProblem] = createSignal<string>();
  const [busy, setBusy] = createSignal(false);
  const notesId = createUniqueId();
  let form!: HTMLFormElement;
  onMount(() => {
    form.querySelector<HTMLElement>("input, button")?.focus({ preventScroll: true });
    form.scrollIntoView({ block: "nearest" });
  });

  const save = async (event: SubmitEvent) => {
    event.preventDefault();
    // Untouched fields keep the second they had.
    const touched = date() !== start.date || time() !== start.time;
    const at = props.entry && !touched ? props.entry.at : fromFields(date(), time());
    if (at === undefined) return void setProblem(t`Choose a day.`);
    if (Date.parse(at) > Date.now() + (day === undefined ? 60_000 : 86_400_000))
      return void setProblem(t`That day is still to come.`);
    setProblem(undefined);
    setBusy(true);
    const only = day === undefined ? {} : { day: date() };
    const draft = { kind: kind(), at, notes: notes().trim(), moved: touched, ...only };
    await props.onSave(draft).finally(() => setBusy(false));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    event.stopPropagation();
    props.onCancel();
  };

  return (
    <form
      ref={form}
      class={css.form}
      onSubmit={save}
      onKeyDown={onKeyDown}
      noValidate
      aria-label={props.entry ? t`Correct this entry` : t`New entry`}
    >
      <Show when={!props.entry}>
        <div class={css.kinds} role="radiogroup" aria-label={t`What was it?`}>
          {KINDS.map((each) => (
            <label class={css.kind}>
              <input
                type="radio"
                name="kind"
                checked={kind() === each.kind}
                onChange={() => setKind(each.kind)}
              />
              <span>{each.word}</span>
            </label>
          ))}
        </div>
      </Show>
      <div class={css.when}>
        <Field
          label={t`Day`}
          type="date"
          value={date()}
          max={toFields(new Date().toISOString()).date}
          onInput={(event) => setDate(event.currentTarget.value)}
          error={problem()}
        />
        <Show when={day === undefined}>
          <Field
            label={t`Time`}
            type="time"
            value={time()}
            onInput={(event) => setTime(event.currentTarget.value)}
          />
        </Show>
      </div>
      <div class={css.field}>
        <label for={notesId}>{t`Notes`}</label>
        <textarea
          id={notesId}
          rows="2"
          maxlength="2000"
          value={notes()}
          onInput={(event) => setNotes(event.currentTarget.value)}
        />
      </div>
      <div class={css.buttons}>
        <Button type="submit" look="main" busy={busy()}>{t`Save`}</Button>
        <Button look="quiet" onClick={() => props.onCancel()}>{t`Cancel`}</Button>
        <Show when={props.entry && props.onDetails}>
          {(onDetails) => <Button look="quiet" onClick={() => onDetails()()}>{t`All details…`}</Button>}
        </Show>
        <Show when={props.onDelete}>
          {(onDelete) => (
            <Button
              look="danger"
              icon="trash"
              class={css.delete ?? ""}
              onClick={() => onDelete()()}
            >{t`Delete`}</Button>
          )}
        </Show>
      </div>
    </form>
  );
}

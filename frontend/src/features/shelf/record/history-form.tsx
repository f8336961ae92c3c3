import { t } from "@lingui/core/macro";
import { createSignal, type JSX, Show } from "solid-js";
import type { EntryKind, HistoryEntry } from "../../../api/types";
import { fromFields, toFields } from "../../../lib/time";
import { uuid7 } from "../../../lib/uuid";
import { Button } from "../../../ui/button";
import { Field } from "../../../ui/field";
import { NotesField } from "../../../ui/notes-field";
import { DayField } from "../../entries/day-field";
import { EntryForm, Pair } from "../../entries/entry-form";
import { type Draft, onlyDay } from "./entries";
import css from "./history-form.module.css";

const KINDS: readonly { kind: EntryKind; word: string }[] = [
  { kind: "play", word: t`Play` },
  { kind: "cleaning", word: t`Cleaning` },
];

/** Corrects an entry, or adds one on another day. */
export function HistoryForm(props: {
  entry?: HistoryEntry;
  onSave(draft: Draft): Promise<unknown>;
  onCancel(): void;
  onDelete?(): void;
  /** Opens everything else that can be told of it. */
  onDetails?(): void;
}): JSX.Element {
  const id = uuid7();
  const day = props.entry && onlyDay(props.entry);
  const fields = toFields(props.entry?.at ?? new Date().toISOString());
  const start = day === undefined ? fields : { date: day, time: "12:00" };
  const [kind, setKind] = createSignal<EntryKind>(props.entry?.kind ?? "play");
  const [date, setDate] = createSignal(start.date);
  const [time, setTime] = createSignal(start.time);
  const [notes, setNotes] = createSignal(props.entry?.notes ?? "");
  const touched = () => date() !== start.date || time() !== start.time;
  // Untouched fields keep the second they had.
  const at = () => (props.entry && !touched() ? props.entry.at : fromFields(date(), time()));
  const wrong = () => {
    const meant = at();
    if (meant === undefined) return t`Choose a day.`;
    if (Date.parse(meant) > Date.now() + (day === undefined ? 60_000 : 86_400_000))
      return t`That day is still to come.`;
    return undefined;
  };
  const save = () => {
    const only = day === undefined ? {} : { day: date() };
    return props.onSave({
      id,
      kind: kind(),
      at: at() ?? "",
      notes: notes().trim(),
      moved: touched(),
      ...only,
    });
  };

  return (
    <EntryForm
      label={props.entry ? t`Correct this entry` : t`New entry`}
      wrong={wrong}
      onSave={save}
      onCancel={props.onCancel}
      onDelete={props.onDelete}
      more={
        <Show when={props.entry && props.onDetails}>
          {(onDetails) => <Button look="quiet" onClick={() => onDetails()()}>{t`All details…`}</Button>}
        </Show>
      }
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
      <Pair>
        <DayField value={date()} onChange={setDate} />
        <Show when={day === undefined}>
          <Field
            label={t`Time`}
            type="time"
            value={time()}
            onInput={(event) => setTime(event.currentTarget.value)}
          />
        </Show>
      </Pair>
      <NotesField value={notes()} onChange={setNotes} />
    </EntryForm>
  );
}

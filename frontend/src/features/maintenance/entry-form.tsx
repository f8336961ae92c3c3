import { t } from "@lingui/core/macro";
import { createSignal, type JSX, onMount, Show } from "solid-js";
import { inWords } from "../../api/problem";
import type { MaintenanceChanges, MaintenanceEntry, MaintenancePlan } from "../../api/types";
import { toFields } from "../../lib/time";
import { Button } from "../../ui/button";
import { Field } from "../../ui/field";
import { NotesField } from "../../ui/notes-field";
import { SelectField } from "../../ui/select-field";
import css from "./maintenance-sheet.module.css";
import { kindName } from "./words";

/** The day of an entry, as a date field wants it. */
const dayOf = (entry: MaintenanceEntry): string =>
  entry.date_only ? entry.done_at.slice(0, 10) : toFields(entry.done_at).date;

/** Notes what was done on another day, or corrects what was noted. */
export function EntryForm(props: {
  entry?: MaintenanceEntry;
  plans: readonly MaintenancePlan[];
  onSave(typeId: string, changes: MaintenanceChanges): Promise<void>;
  onCancel(): void;
  onDelete?(): void;
}): JSX.Element {
  const today = toFields(new Date().toISOString()).date;
  const start = props.entry ? dayOf(props.entry) : today;
  const [type, setType] = createSignal(props.entry?.type_id ?? props.plans[0]?.type_id ?? "");
  const [day, setDay] = createSignal(start);
  const [notes, setNotes] = createSignal(props.entry?.notes ?? "");
  const [problem, setProblem] = createSignal<string>();
  const [busy, setBusy] = createSignal(false);
  let form!: HTMLFormElement;
  onMount(() => {
    form.querySelector<HTMLElement>("select, input")?.focus({ preventScroll: true });
    form.scrollIntoView({ block: "nearest" });
  });

  const save = async (event: SubmitEvent) => {
    event.preventDefault();
    if (day() === "" || day() > today) return void setProblem(t`Choose today or a day before.`);
    const moved = !props.entry || day() !== start;
    setProblem(undefined);
    setBusy(true);
    try {
      await props.onSave(type(), {
        ...(moved ? { done_at: `${day()}T12:00:00Z`, date_only: true } : {}),
        notes: notes().trim(),
      });
    } catch (error) {
      setProblem(inWords(error));
    } finally {
      setBusy(false);
    }
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
        <SelectField
          label={t`What was done`}
          options={props.plans.map((plan) => ({ value: plan.type_id, word: kindName(plan) }))}
          value={type()}
          onChange={(chosen) => setType(chosen ?? "")}
        />
      </Show>
      <Field
        label={t`Day`}
        type="date"
        max={today}
        value={day()}
        onInput={(event) => setDay(event.currentTarget.value)}
        error={problem()}
      />
      <NotesField value={notes()} onChange={setNotes} />
      <div class={css.buttons}>
        <Button type="submit" look="main" busy={busy()}>{t`Save`}</Button>
        <Button look="quiet" onClick={() => props.onCancel()}>{t`Cancel`}</Button>
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

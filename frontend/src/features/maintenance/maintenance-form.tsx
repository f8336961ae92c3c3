import { t } from "@lingui/core/macro";
import { createSignal, type JSX, Show } from "solid-js";
import type { MaintenanceChanges, MaintenanceEntry, MaintenancePlan } from "../../api/types";
import { isToCome, noonOf, toDay } from "../../lib/when";
import { NotesField } from "../../ui/notes-field";
import { SelectField } from "../../ui/select-field";
import { DayField } from "../entries/day-field";
import { EntryForm } from "../entries/entry-form";
import { kindName } from "./words";

/** Notes what was done on another day, or corrects what was noted. */
export function MaintenanceForm(props: {
  entry?: MaintenanceEntry;
  plans: readonly MaintenancePlan[];
  onSave(typeId: string, changes: MaintenanceChanges): Promise<void>;
  onCancel(): void;
  onDelete?(): void;
}): JSX.Element {
  const start = toDay(props.entry?.done_at, props.entry?.date_only);
  const [type, setType] = createSignal(props.entry?.type_id ?? props.plans[0]?.type_id ?? "");
  const [day, setDay] = createSignal(start);
  const [notes, setNotes] = createSignal(props.entry?.notes ?? "");
  const save = () =>
    props.onSave(type(), {
      ...(props.entry && day() === start ? {} : { done_at: noonOf(day()), date_only: true }),
      notes: notes().trim(),
    });
  return (
    <EntryForm
      label={props.entry ? t`Correct this entry` : t`New entry`}
      wrong={() => (isToCome(day()) ? t`Choose today or a day before.` : undefined)}
      onSave={save}
      onCancel={props.onCancel}
      onDelete={props.onDelete}
    >
      <Show when={!props.entry}>
        <SelectField
          label={t`What was done`}
          options={props.plans.map((plan) => ({ value: plan.type_id, word: kindName(plan) }))}
          value={type()}
          onChange={(chosen) => setType(chosen ?? "")}
        />
      </Show>
      <DayField value={day()} onChange={setDay} />
      <NotesField value={notes()} onChange={setNotes} />
    </EntryForm>
  );
}

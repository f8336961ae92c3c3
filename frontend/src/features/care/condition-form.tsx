import { t } from "@lingui/core/macro";
import { createSignal, type JSX } from "solid-js";
import type { Condition, ConditionChanges } from "../../api/types";
import { isToCome, noonOf, toDay } from "../../lib/when";
import { Choice } from "../../ui/choice";
import { NotesField } from "../../ui/notes-field";
import { SelectField } from "../../ui/select-field";
import { DayField } from "../entries/day-field";
import { EntryForm, Pair } from "../entries/entry-form";
import { FAULTS, type Fault, GRADES, type Grade, gradeWord } from "./grades";

const GRADE_OPTIONS = (Object.keys(GRADES) as Grade[]).map((value) => ({ value, word: gradeWord(value) }));

/** Notes what a record is like, or corrects what was noted. */
export function ConditionForm(props: {
  condition?: Condition;
  onSave(condition: ConditionChanges): Promise<void>;
  onCancel(): void;
  onDelete?(): void;
}): JSX.Element {
  const start = toDay(props.condition?.noted_at, props.condition?.date_only);
  const [day, setDay] = createSignal(start);
  const [fault, setFault] = createSignal<Fault | null>(props.condition?.fault ?? null);
  const [media, setMedia] = createSignal<Grade | null>(props.condition?.media ?? null);
  const [sleeve, setSleeve] = createSignal<Grade | null>(props.condition?.sleeve ?? null);
  const [notes, setNotes] = createSignal(props.condition?.notes ?? "");
  const wrong = () => {
    if (isToCome(day())) return t`Choose today or a day before.`;
    if (!fault() && !media() && !sleeve() && notes().trim() === "")
      return t`Say something of the record: a grade, a fault or a note.`;
    return undefined;
  };
  const save = () =>
    props.onSave({
      ...(props.condition && day() === start ? {} : { noted_at: noonOf(day()), date_only: true }),
      fault: fault(),
      media: media(),
      sleeve: sleeve(),
      notes: notes().trim(),
    });
  return (
    <EntryForm
      label={props.condition ? t`Correct a condition` : t`Note its condition`}
      wrong={wrong}
      onSave={save}
      onCancel={props.onCancel}
      onDelete={props.onDelete}
    >
      <Choice
        label={t`Fault`}
        options={FAULTS.map((each) => ({ value: each.fault, word: each.word }))}
        value={fault()}
        onChange={setFault}
      />
      <Pair>
        <SelectField
          label={t`Record`}
          none={t`Not said`}
          options={GRADE_OPTIONS}
          value={media()}
          onChange={setMedia}
        />
        <SelectField
          label={t`Sleeve`}
          none={t`Not said`}
          options={GRADE_OPTIONS}
          value={sleeve()}
          onChange={setSleeve}
        />
      </Pair>
      <NotesField value={notes()} onChange={setNotes} />
      <DayField value={day()} onChange={setDay} />
    </EntryForm>
  );
}

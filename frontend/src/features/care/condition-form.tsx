import { t } from "@lingui/core/macro";
import { createSignal, type JSX, onMount, Show } from "solid-js";
import { inWords } from "../../api/problem";
import type { Condition, ConditionChanges } from "../../api/types";
import { toFields } from "../../lib/time";
import { Button } from "../../ui/button";
import { Choice } from "../../ui/choice";
import { Field } from "../../ui/field";
import { NotesField } from "../../ui/notes-field";
import { SelectField } from "../../ui/select-field";
import css from "./condition-form.module.css";
import { FAULTS, type Fault, GRADES, type Grade, gradeWord } from "./grades";

const GRADE_OPTIONS = (Object.keys(GRADES) as Grade[]).map((value) => ({ value, word: gradeWord(value) }));

/** The day of a condition, as a date field wants it. */
const dayOf = (condition: Condition): string =>
  condition.date_only ? condition.noted_at.slice(0, 10) : toFields(condition.noted_at).date;

/** Notes what a record is like, or corrects what was noted. */
export function ConditionForm(props: {
  condition?: Condition;
  onSave(condition: ConditionChanges): Promise<void>;
  onCancel(): void;
  onDelete?(): void;
}): JSX.Element {
  const today = toFields(new Date().toISOString()).date;
  const start = props.condition ? dayOf(props.condition) : today;
  const [day, setDay] = createSignal(start);
  const [fault, setFault] = createSignal<Fault | null>(props.condition?.fault ?? null);
  const [media, setMedia] = createSignal<Grade | null>(props.condition?.media ?? null);
  const [sleeve, setSleeve] = createSignal<Grade | null>(props.condition?.sleeve ?? null);
  const [notes, setNotes] = createSignal(props.condition?.notes ?? "");
  const [problem, setProblem] = createSignal<string>();
  const [busy, setBusy] = createSignal(false);
  let form!: HTMLFormElement;
  onMount(() => {
    form.querySelector<HTMLElement>("button, input")?.focus({ preventScroll: true });
    form.scrollIntoView({ block: "nearest" });
  });

  const save = async (event: SubmitEvent) => {
    event.preventDefault();
    if (day() === "" || day() > today) return void setProblem(t`Choose today or a day before.`);
    if (!fault() && !media() && !sleeve() && notes().trim() === "")
      return void setProblem(t`Say something of the record: a grade, a fault or a note.`);
    const moved = !props.condition || day() !== start;
    const when = moved ? { noted_at: `${day()}T12:00:00Z`, date_only: true } : {};
    setProblem(undefined);
    setBusy(true);
    try {
      await props.onSave({
        ...when,
        fault: fault(),
        media: media(),
        sleeve: sleeve(),
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
      aria-label={props.condition ? t`Correct a condition` : t`Note its condition`}
    >
      <Choice
        label={t`Fault`}
        options={FAULTS.map((each) => ({ value: each.fault, word: each.word }))}
        value={fault()}
        onChange={setFault}
      />
      <div class={css.pair}>
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
      </div>
      <NotesField value={notes()} onChange={setNotes} />
      <Field
        label={t`Day`}
        type="date"
        max={today}
        value={day()}
        onInput={(event) => setDay(event.currentTarget.value)}
      />
      <Show when={problem()}>
        {(words) => (
          <p class={css.problem} role="alert">
            {words()}
          </p>
        )}
      </Show>
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

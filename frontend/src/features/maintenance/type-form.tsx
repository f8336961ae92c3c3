import { t } from "@lingui/core/macro";
import { createSignal, type JSX, onMount } from "solid-js";
import { inWords } from "../../api/problem";
import { useLibrary } from "../../lib/library";
import { uuid7 } from "../../lib/uuid";
import { Button } from "../../ui/button";
import { Field } from "../../ui/field";
import { IntervalFields } from "./interval-fields";
import { intervals } from "./maintenance";
import css from "./maintenance-sheet.module.css";
import { AS_ALL, type Interval, type PartKind } from "./words";

/** A kind of maintenance of one's own, for all parts of a kind. */
export function TypeForm(props: { part: PartKind; onDone(): Promise<void>; onCancel(): void }): JSX.Element {
  const change = intervals(useLibrary());
  const [name, setName] = createSignal("");
  const [interval, setInterval] = createSignal<Interval>({ hours: null, months: 12 });
  const [problem, setProblem] = createSignal<string>();
  const [busy, setBusy] = createSignal(false);
  const id = uuid7();
  let form!: HTMLFormElement;
  onMount(() => form.querySelector("input")?.focus({ preventScroll: true }));

  const save = async (event: SubmitEvent) => {
    event.preventDefault();
    if (name().trim() === "") return void setProblem(t`Give it a name.`);
    setProblem(undefined);
    setBusy(true);
    try {
      await change.addType({ id, part: props.part, name: name().trim(), ...interval() });
      await props.onDone();
    } catch (error) {
      setProblem(inWords(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <form ref={form} class={css.form} onSubmit={save} noValidate aria-label={t`A kind of your own`}>
      <Field
        label={t`Name`}
        hint={AS_ALL[props.part]}
        maxlength="80"
        value={name()}
        error={problem()}
        onInput={(event) => setName(event.currentTarget.value)}
      />
      <IntervalFields
        value={interval()}
        onChange={(changed) => setInterval((before) => ({ ...before, ...changed }))}
      />
      <div class={css.buttons}>
        <Button type="submit" look="main" busy={busy()}>{t`Save`}</Button>
        <Button look="quiet" onClick={() => props.onCancel()}>{t`Cancel`}</Button>
      </div>
    </form>
  );
}

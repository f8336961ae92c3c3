import { t } from "@lingui/core/macro";
import { createSignal, type JSX } from "solid-js";
import { useLibrary } from "../../lib/library";
import { uuid7 } from "../../lib/uuid";
import { Field } from "../../ui/field";
import { EntryForm } from "../entries/entry-form";
import { IntervalFields } from "./interval-fields";
import { intervals } from "./maintenance";
import { AS_ALL, type Interval, type PartKind } from "./words";

/** A kind of maintenance of one's own, for all parts of a kind. */
export function TypeForm(props: { part: PartKind; onDone(): Promise<void>; onCancel(): void }): JSX.Element {
  const change = intervals(useLibrary());
  const [name, setName] = createSignal("");
  const [interval, setInterval] = createSignal<Interval>({ hours: null, months: 12 });
  const id = uuid7();
  const save = async () => {
    await change.addType({ id, part: props.part, name: name().trim(), ...interval() });
    await props.onDone();
  };
  return (
    <EntryForm
      label={t`A kind of your own`}
      wrong={() => (name().trim() === "" ? t`Give it a name.` : undefined)}
      onSave={save}
      onCancel={props.onCancel}
    >
      <Field
        label={t`Name`}
        hint={AS_ALL[props.part]}
        maxlength="80"
        value={name()}
        onInput={(event) => setName(event.currentTarget.value)}
      />
      <IntervalFields
        value={interval()}
        onChange={(changed) => setInterval((before) => ({ ...before, ...changed }))}
      />
    </EntryForm>
  );
}

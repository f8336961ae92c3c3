import { t } from "@lingui/core/macro";
import { createSignal, type JSX } from "solid-js";
import { Button } from "../../ui/button";
import { Field } from "../../ui/field";
import css from "./crates.module.css";

/** Asks for a name, and does something with it. */
export function NameForm(props: {
  label: string;
  word: string;
  name?: string;
  onName(name: string): Promise<unknown>;
  onCancel?(): void;
}): JSX.Element {
  const [name, setName] = createSignal(props.name ?? "");
  const [busy, setBusy] = createSignal(false);
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    if (name().trim() === "") return;
    setBusy(true);
    await props.onName(name().trim()).finally(() => setBusy(false));
    setName("");
  };
  return (
    <form class={css.form} onSubmit={(event) => void submit(event)}>
      <Field
        label={props.label}
        value={name()}
        maxlength="80"
        autocomplete="off"
        onInput={(event) => setName(event.currentTarget.value)}
      />
      <Button type="submit" icon="check" busy={busy()} disabled={name().trim() === ""}>
        {props.word}
      </Button>
      {props.onCancel && <Button look="quiet" onClick={() => props.onCancel?.()}>{t`Cancel`}</Button>}
    </form>
  );
}

import { t } from "@lingui/core/macro";
import { createSignal, type JSX, onMount } from "solid-js";
import { answer } from "../../api/client";
import { inWords, Problem } from "../../api/problem";
import type { Me } from "../../api/types";
import { useLibrary } from "../../lib/library";
import { Button } from "../../ui/button";
import { Field } from "../../ui/field";
import { say } from "../../ui/snackbar";
import css from "./form.module.css";

/** Another name for oneself, in place. `onDone` gets what the server has now, or nothing. */
export function RenameForm(props: { name: string; onDone(me?: Me): void }): JSX.Element {
  const library = useLibrary();
  const [name, setName] = createSignal(props.name);
  const [problem, setProblem] = createSignal<string>();
  const [busy, setBusy] = createSignal(false);
  let input!: HTMLInputElement;
  onMount(() => input.select());

  const save = async (event: SubmitEvent) => {
    event.preventDefault();
    const wanted = name().trim().replace(/\s+/g, " ");
    if (wanted === props.name) return props.onDone();
    if (wanted === "") return void refuse(t`Enter a name.`);
    setBusy(true);
    setProblem(undefined);
    try {
      const me = await answer(library.api.PATCH("/api/me", { body: { name: wanted } }));
      say({ text: t`You are called ${me.name} now.`, icon: "check" });
      props.onDone(me);
    } catch (error) {
      refuse(wordsFor(error));
    } finally {
      setBusy(false);
    }
  };
  const refuse = (why: string) => {
    setProblem(why);
    input.focus();
  };

  return (
    <form
      class={css.form}
      onSubmit={save}
      onKeyDown={(event) => event.key === "Escape" && props.onDone()}
      noValidate
    >
      <Field
        ref={(element) => (input = element)}
        label={t`Name`}
        name="name"
        value={name()}
        maxlength={80}
        autocomplete="nickname"
        spellcheck={false}
        onInput={(event) => setName(event.currentTarget.value)}
        error={problem()}
      />
      <div class={css.buttons}>
        <Button type="submit" look="main" busy={busy()}>{t`Save`}</Button>
        <Button look="quiet" onClick={() => props.onDone()}>{t`Cancel`}</Button>
      </div>
    </form>
  );
}

function wordsFor(error: unknown): string {
  const malformed = error instanceof Problem && (error.status === 400 || error.status === 422);
  return malformed ? t`A name is 1 to 80 letters, digits, signs and single spaces.` : inWords(error);
}

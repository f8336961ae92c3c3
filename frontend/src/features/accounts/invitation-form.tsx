import { t } from "@lingui/core/macro";
import { createSignal, type JSX } from "solid-js";
import { inWords } from "../../api/problem";
import { Button } from "../../ui/button";
import { Field } from "../../ui/field";
import css from "./invitation-form.module.css";
import { useSession } from "./session";

/** The code of an invitation; a good one leads to the shelf. */
export function InvitationForm(): JSX.Element {
  const control = useSession();
  const [code, setCode] = createSignal("");
  const [problem, setProblem] = createSignal<string>();
  const [busy, setBusy] = createSignal(false);
  const redeem = async (event: SubmitEvent) => {
    event.preventDefault();
    if (code().trim() === "") return void setProblem(t`Enter the code.`);
    setBusy(true);
    setProblem(undefined);
    try {
      await control.redeem(code().trim());
    } catch (error) {
      setProblem(inWords(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <form class={css.form} onSubmit={redeem} noValidate>
      <Field
        label={t`Invitation code`}
        name="code"
        value={code()}
        maxlength={64}
        autocomplete="off"
        autocapitalize="none"
        spellcheck={false}
        onInput={(event) => setCode(event.currentTarget.value)}
        error={problem()}
      />
      <Button type="submit" look="main" wide busy={busy()}>{t`Come in`}</Button>
    </form>
  );
}

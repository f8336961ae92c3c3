import { t } from "@lingui/core/macro";
import { createSignal, type JSX } from "solid-js";
import { inWords, Problem } from "../../api/problem";
import { Button } from "../../ui/button";
import { Field } from "../../ui/field";
import css from "./scrobbling.module.css";

const TOKEN = /^[!-~]{8,256}$/;

/** A user token of ListenBrainz, which goes to the server and is not shown again. */
export function ConnectForm(props: {
  tokenPage: string;
  onConnect(token: string): Promise<unknown>;
}): JSX.Element {
  const [token, setToken] = createSignal("");
  const [problem, setProblem] = createSignal<string>();
  const [busy, setBusy] = createSignal(false);
  let input!: HTMLInputElement;

  const connect = async (event: SubmitEvent) => {
    event.preventDefault();
    if (!TOKEN.test(token().trim())) return refuse(t`Paste the token as it stands at ListenBrainz.`);
    setBusy(true);
    setProblem(undefined);
    try {
      await props.onConnect(token().trim());
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
    <form class={css.form} onSubmit={connect} noValidate>
      <a href={props.tokenPage} target="_blank" rel="noreferrer">{t`Find your user token at ListenBrainz`}</a>
      <Field
        ref={(element) => (input = element)}
        label={t`User token of ListenBrainz`}
        name="listenbrainz-token"
        type="password"
        value={token()}
        autocomplete="off"
        spellcheck={false}
        onInput={(event) => setToken(event.currentTarget.value)}
        hint={t`Kept encrypted, and not shown again.`}
        error={problem()}
      />
      <Button type="submit" busy={busy()}>{t`Connect`}</Button>
    </form>
  );
}

function wordsFor(error: unknown): string {
  if (!(error instanceof Problem)) return inWords(error);
  if (error.code === "listenbrainz-refused")
    return t`ListenBrainz does not know this token. Copy it again from there.`;
  if (error.code === "listenbrainz-unavailable")
    return t`ListenBrainz did not answer. Wait a minute and try again.`;
  return inWords(error);
}

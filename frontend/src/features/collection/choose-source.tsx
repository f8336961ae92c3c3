import { t } from "@lingui/core/macro";
import { createSignal, For, type JSX, Show } from "solid-js";
import { asTold, inWords, Problem } from "../../api/problem";
import { Button } from "../../ui/button";
import { Field } from "../../ui/field";
import { Notice } from "../../ui/notice";
import css from "./choose-source.module.css";
import { useSource } from "./source";
import { tryToken } from "./try-token";

type Kind = "oauth" | "token" | "public" | "demo" | "trial";
const TOKEN = /^[A-Za-z0-9_-]{8,128}$/;

/** The first question: where the records come from. `onChosen` follows the saved answer. */
export function ChooseSource(props: { onChosen(): void; again?: boolean }): JSX.Element {
  const control = useSource();
  const offered = (): Kind[] => {
    const has = control.source();
    const kinds: [Kind, boolean | undefined][] = [
      ["oauth", has?.oauth_available],
      ["token", has?.token_available],
      ["public", true],
      ["demo", has?.demo_available],
      ["trial", has?.demo_available && has.token_available && !has.oauth_available],
    ];
    return kinds.filter(([, there]) => there).map(([each]) => each);
  };
  const [kind, setKind] = createSignal<Kind>(
    offered().find((each) => each === control.source()?.kind) ??
      offered().find((each) => each === "oauth" || each === "demo") ??
      "public",
  );
  const [username, setUsername] = createSignal(
    control.source()?.kind === "public" ? (control.source()?.username ?? "") : "",
  );
  const [token, setToken] = createSignal("");
  const [problem, setProblem] = createSignal<string>();
  const [busy, setBusy] = createSignal(false);
  /** Another collection than before is asked about once more. */
  const [asked, setAsked] = createSignal(false);
  const isAnother = () => {
    const has = control.source();
    if (!props.again || !has?.kind) return false;
    return kind() !== has.kind || (kind() === "public" && username().trim() !== has.username);
  };

  const save = async (event: SubmitEvent) => {
    event.preventDefault();
    const name = username().trim();
    if (kind() === "public" && name === "") return void setProblem(t`Type your Discogs user name.`);
    if (kind() === "token" && !TOKEN.test(token().trim()))
      return void setProblem(t`Paste the token as it stands at Discogs.`);
    setProblem(undefined);
    if (isAnother() && !asked()) return void setAsked(true);
    setBusy(true);
    try {
      if (kind() === "oauth" || kind() === "trial") return await control.beginOAuth(kind() === "trial");
      if (kind() === "token") {
        const why = await tryToken(control.source()?.origins[0] ?? "", token().trim());
        if (why !== undefined) return void setProblem(why);
        await control.connectToken(token().trim());
      } else await control.connect(kind() === "demo" ? { kind: "demo" } : { kind: "public", username: name });
      props.onChosen();
    } catch (error) {
      const refused = error instanceof Problem && (error.status === 400 || error.status === 422);
      if (refused && kind() === "public") setProblem(t`That does not look like a Discogs user name.`);
      else setProblem(error instanceof Problem && error.detail ? asTold(error) : inWords(error));
    } finally {
      setBusy(false);
    }
  };

  return (
    <form class={css.form} onSubmit={save} noValidate>
      <fieldset class={css.choices}>
        <legend
          class={css.legend}
          data-again={props.again ? "" : undefined}
        >{t`Where are your records?`}</legend>
        <For each={offered()}>
          {(each) => (
            <label class={css.choice}>
              <input
                type="radio"
                name="source"
                value={each}
                checked={kind() === each}
                onChange={() => {
                  setKind(each);
                  setAsked(false);
                  setProblem(undefined);
                }}
              />
              <span class={css.words}>
                <span class={css.name}>{NAMES[each]}</span>
                <span class={css.about}>{ABOUT[each]}</span>
              </span>
            </label>
          )}
        </For>
      </fieldset>
      <Show when={kind() === "public"}>
        <Field
          label={t`Discogs user name`}
          name="username"
          value={username()}
          onInput={(event) => {
            setUsername(event.currentTarget.value);
            setAsked(false);
          }}
          autocomplete="off"
          autocapitalize="none"
          spellcheck={false}
          hint={t`The collection must be public: Discogs, Settings, Privacy.`}
          error={problem()}
        />
      </Show>
      <Show when={kind() === "token"}>
        <Field
          label={t`Token of Discogs`}
          name="token"
          type="password"
          value={token()}
          onInput={(event) => setToken(event.currentTarget.value)}
          autocomplete="off"
          spellcheck={false}
          hint={t`Made at Discogs, Settings, Developers. Whoever has it may also change your collection; it is kept encrypted here, and you take it back there.`}
          error={problem()}
        />
      </Show>
      <Show when={asked()}>
        <Notice icon="warn" tone="warn">
          <strong>{t`Change to another collection?`}</strong>{" "}
          {t`After its first complete sync, records that are not in it are marked as removed. Their plays and cleanings stay.`}
        </Notice>
      </Show>
      <Show when={kind() !== "public" && kind() !== "token" && problem()}>
        <p class={css.problem} role="alert">
          {problem()}
        </p>
      </Show>
      <Button type="submit" look="main" wide busy={busy()}>
        {asked() ? t`Change collection` : t`Continue`}
      </Button>
    </form>
  );
}

const NAMES: Record<Kind, string> = {
  oauth: t`Sign in at Discogs`,
  token: t`A personal token`,
  public: t`My public Discogs collection`,
  demo: t`A demo collection`,
  trial: t`Signing in, tried at the simulated Discogs`,
};
const ABOUT: Record<Kind, string> = {
  oauth: t`Everything of yours: folders, notes and covers, a private collection too. Discogs asks you first.`,
  token: t`Everything of yours, folders and notes too, by a token you make at Discogs. It also allows changes.`,
  public: t`Read by user name, without a password. Folders, your notes and some covers are not visible this way.`,
  demo: t`A few hundred invented records, to look around. Nothing leaves this machine.`,
  trial: t`As with the real one: you are asked, and may deny.`,
};

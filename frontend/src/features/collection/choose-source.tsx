import { createSignal, For, type JSX, Show } from "solid-js";
import { inWords, Problem } from "../../api/problem";
import { Button } from "../../ui/button";
import { Field } from "../../ui/field";
import css from "./choose-source.module.css";
import { useSource } from "./source";

type Kind = "demo" | "public";

/** The first question: where the records come from. `onChosen` follows the saved answer. */
export function ChooseSource(props: { onChosen(): void; again?: boolean }): JSX.Element {
  const control = useSource();
  const offered = (): Kind[] => (control.source()?.demo_available ? ["public", "demo"] : ["public"]);
  const [kind, setKind] = createSignal<Kind>(
    offered().find((each) => each === control.source()?.kind) ?? (offered().length === 1 ? "public" : "demo"),
  );
  const [username, setUsername] = createSignal(
    control.source()?.kind === "public" ? (control.source()?.username ?? "") : "",
  );
  const [problem, setProblem] = createSignal<string>();
  const [busy, setBusy] = createSignal(false);

  const save = async (event: SubmitEvent) => {
    event.preventDefault();
    const name = username().trim();
    if (kind() === "public" && name === "") return void setProblem("Type your Discogs user name.");
    setBusy(true);
    setProblem(undefined);
    try {
      await control.connect(kind() === "demo" ? { kind: "demo" } : { kind: "public", username: name });
      props.onChosen();
    } catch (error) {
      const refused = error instanceof Problem && (error.status === 400 || error.status === 422);
      setProblem(refused ? "That does not look like a Discogs user name." : inWords(error));
    } finally {
      setBusy(false);
    }
  };

  return (
    <form class={css.form} onSubmit={save} noValidate>
      <fieldset class={css.choices}>
        <legend class={css.legend} data-again={props.again ? "" : undefined}>
          Where are your records?
        </legend>
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
          label="Discogs user name"
          name="username"
          value={username()}
          onInput={(event) => setUsername(event.currentTarget.value)}
          autocomplete="off"
          autocapitalize="none"
          spellcheck={false}
          hint="The collection must be public: Discogs, Settings, Privacy."
          error={problem()}
        />
      </Show>
      <Show when={kind() === "demo" && problem()}>
        <p class={css.problem} role="alert">
          {problem()}
        </p>
      </Show>
      <Button type="submit" look="main" wide busy={busy()}>
        Continue
      </Button>
    </form>
  );
}

const NAMES: Record<Kind, string> = { demo: "A demo collection", public: "My public Discogs collection" };
const ABOUT: Record<Kind, string> = {
  demo: "A few hundred invented records, to look around. Nothing leaves this machine.",
  public: "Read by user name, without a password. Folders and your private notes are not visible this way.",
};

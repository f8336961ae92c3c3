import { plural, t } from "@lingui/core/macro";
import { createSignal, type JSX, Show } from "solid-js";
import { answer } from "../../api/client";
import { inWords } from "../../api/problem";
import { useLibrary } from "../../lib/library";
import { Button } from "../../ui/button";
import { Field } from "../../ui/field";
import { Sheet } from "../../ui/sheet";
import { clearDevice } from "./clear-device";
import css from "./erase.module.css";
import { createTaking } from "./export-section";
import { useSession } from "./session";
import { isTyped } from "./words";

/** Says what will be gone, offers a copy of it, and erases once one's own name was typed. */
export function EraseSheet(props: { name: string; onClose(): void }): JSX.Element {
  const session = useSession();
  const library = useLibrary();
  const taking = createTaking();
  const [typed, setTyped] = createSignal("");
  const [problem, setProblem] = createSignal<string>();
  const [busy, setBusy] = createSignal(false);
  let input!: HTMLInputElement;
  const unsent = () => library.waiting().length + library.refused().length;

  const refuse = (why: string) => {
    setProblem(why);
    input.focus();
  };
  const erase = async (event: SubmitEvent) => {
    event.preventDefault();
    const { name } = props;
    if (!isTyped(typed(), name)) return refuse(t`That is not your name. Type it as it is written.`);
    setBusy(true);
    setProblem(undefined);
    try {
      await answer(library.api.DELETE("/api/me", { body: { name } }));
    } catch (error) {
      setBusy(false);
      return refuse(inWords(error));
    }
    await session.leaveErased(library.user, () => clearDevice(library));
  };

  return (
    <Sheet label={t`Erase this account`} place="centre" onClose={() => props.onClose()}>
      <div class={css.sheet}>
        <h2 class={css.title}>{t`Erase everything?`}</h2>
        <p>
          {t`Records, plays, cleanings, gear, crates, notes, API keys and your page for guests: nothing is left of them, and nobody can bring them back.`}
        </p>
        <p>
          {session.outside()
            ? t`The account that you sign in with is kept elsewhere and stays.`
            : t`Your sign-in goes too, and its name is free for others.`}
        </p>
        <Show when={unsent() > 0}>
          <p>
            {plural(unsent(), {
              one: "# entry on this device was not sent yet: it goes too.",
              other: "# entries on this device were not sent yet: they go too.",
            })}
          </p>
        </Show>
        <div class={css.copy}>
          <p>{t`Take a copy with you first:`}</p>
          <Button icon="down" busy={taking.busy()} onClick={() => void taking.take("/api/export", ".json")}>
            {t`Everything (JSON)`}
          </Button>
        </div>
        <form class={css.confirm} onSubmit={erase} noValidate>
          <Field
            ref={(element) => (input = element)}
            label={t`To confirm, type your name: ${props.name}`}
            name="name"
            value={typed()}
            autocomplete="off"
            autocapitalize="off"
            spellcheck={false}
            onInput={(event) => setTyped(event.currentTarget.value)}
            error={problem()}
          />
          <Button type="submit" look="danger" wide busy={busy()}>
            {t`Erase for good`}
          </Button>
        </form>
      </div>
    </Sheet>
  );
}

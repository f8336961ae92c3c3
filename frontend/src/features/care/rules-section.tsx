import { t } from "@lingui/core/macro";
import { createSignal, type JSX, Show } from "solid-js";
import { inWords } from "../../api/problem";
import type { CareRules, CareRulesChanges } from "../../api/types";
import { useLibrary } from "../../lib/library";
import { Button } from "../../ui/button";
import { Check } from "../../ui/check";
import { Choice } from "../../ui/choice";
import { Notice } from "../../ui/notice";
import { Section } from "../../ui/page";
import { DueFields } from "./due-fields";

const NEVER_CLEANED: readonly { value: CareRules["never_cleaned"]; word: string }[] = [
  { value: "played", word: t`Once played` },
  { value: "always", word: t`At once` },
  { value: "never", word: t`Never` },
];

/** When records are due for cleaning; one may have a rule of its own, on its page. */
export function RulesSection(): JSX.Element {
  const library = useLibrary();
  const store = library.care;
  void store.load();
  const [failure, setFailure] = createSignal<unknown>();
  const change = (changes: CareRulesChanges) => {
    setFailure(undefined);
    void store.change(changes).catch((error: unknown) => setFailure(() => error));
  };
  const problem = () => failure() ?? store.problem();
  return (
    <Section title={t`When records are due for cleaning`}>
      <Show when={store.rules()}>
        {(rules) => (
          <>
            <DueFields
              value={{ plays: rules().plays ?? null, months: rules().months ?? null }}
              onChange={change}
            />
            <Choice
              label={t`What was never cleaned here is due`}
              options={NEVER_CLEANED}
              value={rules().never_cleaned}
              onChange={(never_cleaned) => change({ never_cleaned: never_cleaned ?? "never" })}
            />
            <Check
              on={rules().bought_used}
              about={t`Whether a record came used is said on its page.`}
              onChange={(bought_used) => change({ bought_used })}
            >{t`What I bought used is due until I have cleaned it`}</Check>
          </>
        )}
      </Show>
      <Show when={problem()}>
        {(error) => (
          <Notice
            icon="warn"
            tone="bad"
            action={<Button icon="sync" onClick={() => void store.load()}>{t`Try again`}</Button>}
          >
            {inWords(error())}
          </Notice>
        )}
      </Show>
    </Section>
  );
}

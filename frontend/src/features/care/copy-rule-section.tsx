import { t } from "@lingui/core/macro";
import { createSignal, type JSX, Show } from "solid-js";
import { inWords } from "../../api/problem";
import type { CopyCare, CopyCareChanges } from "../../api/types";
import { useLibrary } from "../../lib/library";
import { Button } from "../../ui/button";
import { Check } from "../../ui/check";
import { Choice } from "../../ui/choice";
import { Notice } from "../../ui/notice";
import css from "./copy-care.module.css";
import { DueFields } from "./due-fields";
import { dueWords } from "./rule-words";
import { createCopyCare, createRules } from "./rules";

const RULES: readonly { value: CopyCare["rule"]; word: string }[] = [
  { value: "usual", word: t`As all others` },
  { value: "own", word: t`By its own rule` },
  { value: "never", word: t`Never` },
];

/** When this record is due for cleaning, and whether it came used. */
export function CopyRuleSection(props: { copyId: string }): JSX.Element {
  const library = useLibrary();
  const rules = createRules(library);
  const own = createCopyCare(library, () => props.copyId);
  const [editing, setEditing] = createSignal(false);
  const [failure, setFailure] = createSignal<unknown>();
  const change = (changes: CopyCareChanges) => {
    setFailure(undefined);
    void own.change(changes).catch((error: unknown) => setFailure(() => error));
  };
  const due = (care: CopyCare): string => {
    if (care.rule === "never") return t`Never due`;
    if (care.rule === "own") return dueWords(afterOf(care));
    const usual = rules.rules();
    return usual ? dueWords(afterOf(usual)) : "\u00a0";
  };
  return (
    <Show when={own.care()}>
      {(care) => (
        <section class={css.section} aria-label={t`When to clean it`}>
          <div class={css.head}>
            <h3 class={css.heading}>{t`When to clean it`}</h3>
            <Button
              look="quiet"
              icon={editing() ? "check" : "edit"}
              class={css.add ?? ""}
              aria-expanded={editing()}
              onClick={() => setEditing(!editing())}
            >
              {editing() ? t`Done` : t`Change`}
            </Button>
          </div>
          <p class={css.small}>
            {due(care())}
            {care().rule === "usual" ? ` · ${t`as all others`}` : ""}
            {care().bought_used ? ` · ${t`bought used`}` : ""}
          </p>
          <Show when={editing()}>
            <div class={css.rule}>
              <Choice
                label={t`Due for cleaning`}
                options={RULES}
                value={care().rule}
                onChange={(rule) => change({ rule: rule ?? "usual" })}
              />
              <Show when={care().rule === "own"}>
                <DueFields value={afterOf(care())} onChange={change} />
              </Show>
              <Check
                on={care().bought_used}
                about={t`Then it is due until you have cleaned it once.`}
                onChange={(bought_used) => change({ bought_used })}
              >{t`I bought it used`}</Check>
            </div>
          </Show>
          <Show when={failure()}>
            {(error) => (
              <Notice icon="warn" tone="bad">
                {inWords(error())}
              </Notice>
            )}
          </Show>
        </section>
      )}
    </Show>
  );
}

const afterOf = (rule: { plays?: number | null; months?: number | null }) => ({
  plays: rule.plays ?? null,
  months: rule.months ?? null,
});

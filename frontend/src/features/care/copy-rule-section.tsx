import { t } from "@lingui/core/macro";
import { createSignal, type JSX, Show } from "solid-js";
import { inWords } from "../../api/problem";
import type { CopyCare, CopyCareChanges } from "../../api/types";
import { useLibrary } from "../../lib/library";
import { Button } from "../../ui/button";
import { Check } from "../../ui/check";
import { Choice } from "../../ui/choice";
import { Notice } from "../../ui/notice";
import { Part } from "../entries/part";
import css from "./copy-care.module.css";
import { DueFields } from "./due-fields";
import { dueWords } from "./rule-words";
import { createCopyCare } from "./rules";

const RULES: readonly { value: CopyCare["rule"]; word: string }[] = [
  { value: "usual", word: t`As all others` },
  { value: "own", word: t`By its own rule` },
  { value: "never", word: t`Never` },
];

/** When this record is due for cleaning, and whether it came used. */
export function CopyRuleSection(props: { copyId: string }): JSX.Element {
  const library = useLibrary();
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
    return dueWords(afterOf(library.care.known()));
  };
  return (
    <Show when={own.care()}>
      {(care) => (
        <Part
          title={t`When to clean it`}
          deed={
            <Button
              look="quiet"
              icon={editing() ? "check" : "edit"}
              aria-expanded={editing()}
              onClick={() => setEditing(!editing())}
            >
              {editing() ? t`Done` : t`Change`}
            </Button>
          }
        >
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
        </Part>
      )}
    </Show>
  );
}

const afterOf = (rule: { plays?: number | null; months?: number | null }) => ({
  plays: rule.plays ?? null,
  months: rule.months ?? null,
});

/** When records are due for cleaning: as the server last said, and kept on the device. */
import { createSignal } from "solid-js";
import { type Api, answer } from "../api/client";
import type { CareRules, CareRulesChanges } from "../api/types";
import { keptAnswer } from "./kept-answer";
import { lastWord } from "./last-word";
import { type Cleaned, cleanLevel, cleanliness, dueFor, USUAL_RULES, urgency } from "./status";

export function createCareRules(api: Api, user: string) {
  const [rules, setRules] = createSignal<CareRules>();
  const [problem, setProblem] = createSignal<unknown>();
  const kept = keptAnswer<CareRules>(user, "care");
  const told = lastWord<CareRules>((rules) => void setRules(rules));
  const tell = (ask: () => Promise<CareRules>): Promise<void> =>
    told(ask).then((rules) => {
      setProblem(undefined);
      return kept.write(rules);
    });
  const known = () => rules() ?? USUAL_RULES;

  return {
    /** Undefined until somebody has said. */
    rules,
    /** Why the server could not be asked, if so. */
    problem,
    known,
    cleanliness: (copy: Cleaned, now: number) => cleanliness(copy, known(), now),
    levelOf: (copy: Cleaned, now: number) => cleanLevel(copy, known(), now),
    urgency: (copy: Cleaned, now: number) => urgency(copy, known(), now),
    dueFor: (copy: Cleaned, now: number) => dueFor(copy, known(), now),

    /** What the device kept, until the server has said. */
    async open(): Promise<void> {
      const told = await kept.read();
      if (told && rules() === undefined) setRules(told);
    },

    /** Asks the server; what cannot be had stays as it is known. */
    load: () =>
      tell(() => answer(api.GET("/api/care/rules"))).catch((error: unknown) => void setProblem(() => error)),

    change: (changes: CareRulesChanges) =>
      tell(() => answer(api.PATCH("/api/care/rules", { body: changes }))),
  };
}

/** How a cleaning was done, as the page holds it: empty where nothing was said. */

import { t } from "@lingui/core/macro";
import { keepWord, keptWord } from "../../lib/kept-words";

export type Details = {
  /** One of METHODS, or a word of one's own. */
  method: string | null;
  depth: "light" | "deep" | null;
  machine: string | null;
  fluid: string | null;
  result: string | null;
};

export const NO_DETAILS: Details = { method: null, depth: null, machine: null, fluid: null, result: null };

/** What was told of a cleaning, and nothing else that stands there. */
export const toldDetails = (told: Partial<Details> | null | undefined): Details => ({
  method: told?.method ?? null,
  depth: told?.depth ?? null,
  machine: told?.machine ?? null,
  fluid: told?.fluid ?? null,
  result: told?.result ?? null,
});

export const METHODS = [
  { method: "dry brush", word: t`Dry brush` },
  { method: "wet", word: t`Wet` },
  { method: "vacuum", word: t`Vacuum` },
  { method: "ultrasonic", word: t`Ultrasonic` },
] as const;

export const DEPTHS = [
  { depth: "light", word: t({ message: "Light", context: "how deep a cleaning goes" }), within: t`light` },
  { depth: "deep", word: t`Deep`, within: t`deep` },
] as const;

/** "Ultrasonic, deep · Degritter · quiet again"; nothing where nothing is known. */
export function inWords(details: Partial<Details>): string {
  const known = METHODS.find((each) => each.method === details.method);
  const depth = DEPTHS.find((each) => each.depth === details.depth);
  const how = [known?.word ?? details.method, depth?.within].filter(Boolean).join(", ");
  return [how, details.machine, details.fluid, details.result].filter(Boolean).join(" · ");
}

const KEPT = "waugzee.cleaning";

/** What was said last: most people clean the same way again. The result is another each time. */
export function lastDetails(): Details {
  try {
    const kept: unknown = JSON.parse(keptWord(KEPT) ?? "{}");
    return { ...toldDetails(kept as Partial<Details>), result: null };
  } catch {
    return NO_DETAILS;
  }
}

export function rememberDetails(details: Details): void {
  keepWord(KEPT, JSON.stringify(details));
}

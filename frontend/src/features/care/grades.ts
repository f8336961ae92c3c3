/** Goldmine's grades and the faults of a record, in words; the best first. */
import { t } from "@lingui/core/macro";
import type { Condition } from "../../api/types";

export type Grade = NonNullable<Condition["media"]>;
export type Fault = NonNullable<Condition["fault"]>;

export const GRADES: Readonly<Record<Grade, string>> = {
  M: t`Mint`,
  NM: t`Near mint`,
  "VG+": t`Very good plus`,
  VG: t`Very good`,
  "G+": t`Good plus`,
  G: t`Good`,
  F: t`Fair`,
  P: t`Poor`,
};

export const FAULTS: readonly { fault: Fault; word: string }[] = [
  { fault: "scratch", word: t`Scratch` },
  { fault: "warp", word: t`Warp` },
  { fault: "other", word: t`Other fault` },
];

/** "Very good plus (VG+)". */
export const gradeWord = (grade: Grade): string => `${GRADES[grade]} (${grade})`;

/** "Scratch · Record: Very good plus (VG+) · Sleeve: Good (G)"; nothing where only notes were taken. */
export function conditionWords(condition: Pick<Condition, "fault" | "media" | "sleeve">): string {
  return [
    FAULTS.find(({ fault }) => fault === condition.fault)?.word,
    condition.media && t`Record: ${gradeWord(condition.media)}`,
    condition.sleeve && t`Sleeve: ${gradeWord(condition.sleeve)}`,
  ]
    .filter(Boolean)
    .join(" · ");
}

import { t } from "@lingui/core/macro";
import type { Parcel } from "../../lib/outbox";

/** What could not be logged, and what could not be taken back. */
const REFUSED: Record<Parcel["kind"], readonly [string, string]> = {
  play: [t`The play could not be logged.`, t`The play could not be taken back.`],
  cleaning: [t`The cleaning could not be logged.`, t`The cleaning could not be taken back.`],
  condition: [t`The condition could not be noted.`, t`The note on a condition could not be taken back.`],
  maintenance: [t`The maintenance could not be noted.`, t`The maintenance could not be taken back.`],
};

export function refusedWords({ kind, deed }: Parcel, why: string): string {
  const [logged, undone] = REFUSED[kind];
  return `${deed === "log" ? logged : undone} ${why}`;
}

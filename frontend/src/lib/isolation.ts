/** Names that run from right to left, within sentences that do not. */

import type { I18n, MessageDescriptor } from "@lingui/core";

const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;

/** What is put into a sentence, kept to itself: the words after a Hebrew title stay after it. */
export function isolated(name: string): string {
  // FIRST STRONG ISOLATE and POP DIRECTIONAL ISOLATE; other names need none, and stay as they are.
  return RIGHT_TO_LEFT.test(name) ? `\u2068${name}\u2069` : name;
}

/** A record in a line: its title, then whose it is. */
export const recordLine = (record: { title: string; artist: string }): string =>
  `${isolated(record.title)} · ${isolated(record.artist)}`;

/** Does so in every sentence that is said from now on. */
export function isolateNames(i18n: I18n): void {
  const say = i18n._.bind(i18n) as (said: MessageDescriptor) => string;
  i18n._ = (said: MessageDescriptor | string) => {
    if (typeof said === "string" || !said.values) return say(said as MessageDescriptor);
    const values = Object.entries(said.values).map(([name, value]) => [
      name,
      typeof value === "string" ? isolated(value) : value,
    ]);
    return say({ ...said, values: Object.fromEntries(values) });
  };
}

/** When cleaning is due, in words. */
import { plural, t } from "@lingui/core/macro";
import type { DueAfter } from "./due-fields";

/** "Due after 4 plays or 12 months". */
export function dueWords({ plays, months }: DueAfter): string {
  const byPlays = plays === null ? "" : plural(plays, { one: "# play", other: "# plays" });
  const byAge = months === null ? "" : plural(months, { one: "# month", other: "# months" });
  if (byPlays && byAge) return t`Due after ${byPlays} or ${byAge}`;
  if (byPlays || byAge) return t`Due after ${byPlays || byAge}`;
  return t`Due neither by plays nor by age`;
}

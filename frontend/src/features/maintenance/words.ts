/** Maintenance in plain words; every function takes `now` where it matters, so that it can be tested. */
import { plural, t } from "@lingui/core/macro";
import type { MaintenancePlan, MaintenanceType } from "../../api/types";
import { locale } from "../../lib/language";
import type { Level } from "../../lib/status";
import { ago, shortDate } from "../../lib/time";
import { hours } from "../equipment/words";

type Named = Pick<MaintenanceType, "kind" | "name">;
export type PartKind = MaintenanceType["part"];
export type Interval = { hours: number | null; months: number | null };

const KINDS: Record<Exclude<MaintenanceType["kind"], "own">, string> = {
  belt: t`Belt`,
  lubrication: t`Lubrication`,
  levelling: t`Levelling`,
  alignment: t`Alignment`,
  tracking_force: t`Tracking force`,
  stylus_cleaning: t`Stylus cleaning`,
};

export const AS_ALL: Record<PartKind, string> = {
  turntable: t`As all turntables`,
  cartridge: t`As all cartridges`,
  stylus: t`As all styluses`,
};

/** One's own kinds bear the name one gave them. */
export function kindName(named: Named): string {
  return named.kind === "own" ? named.name : KINDS[named.kind];
}

/** How far the interval has passed, as the page's levels tell it; none where nothing ever falls due. */
export function levelOf(plan: MaintenancePlan): Level | undefined {
  if (plan.hours === null && plan.months === null) return undefined;
  const steps: readonly (readonly [number, Level])[] = [
    [0.5, 1],
    [0.75, 2],
    [1, 3],
    [1.25, 4],
  ];
  return steps.find(([below]) => plan.used < below)?.[1] ?? 5;
}

/** "27 h run, done 3 months ago", "never noted". */
export function why(plan: MaintenancePlan, now: number): string {
  const run = plan.hours !== null && plan.hours_run >= plan.hours;
  const byHours = run ? t`${hours(plan.hours_run)} run` : "";
  const last = plan.last_done_at ? t`done ${ago(plan.last_done_at, now)}` : t`never noted`;
  return [byHours, last].filter(Boolean).join(", ");
}

/** "Due: never noted", "Next in March 2028", "Next after 12 h more", "Done 3 weeks ago". */
export function whenWords(plan: MaintenancePlan, now: number): string {
  if (plan.rule === "never") return t`Never for this one`;
  if (plan.used >= 1) return t`Due: ${why(plan, now)}`;
  if (plan.due_on) return t`Next ${dayWords(plan.due_on, now)}`;
  if (plan.hours !== null) return t`Next after ${hours(plan.hours - plan.hours_run)} more`;
  return plan.last_done_at ? t`Done ${ago(plan.last_done_at, now)}` : t`Not noted yet`;
}

/** "last done 3 weeks ago", where it is not said already. */
export function lastWords(plan: MaintenancePlan, now: number): string {
  const isSaid = plan.rule !== "never" && (plan.used >= 1 || (plan.due_on === null && plan.hours === null));
  return plan.last_done_at && !isSaid ? t`last done ${ago(plan.last_done_at, now)}` : "";
}

/** "on 3 December" within two months, "in March 2028" beyond. */
function dayWords(day: string, now: number): string {
  const at = `${day}T12:00:00Z`;
  if (Date.parse(at) - now < 61 * 86_400_000) return t`on ${shortDate(at, now)}`;
  return t`in ${new Date(at).toLocaleDateString(locale(), { month: "long", year: "numeric" })}`;
}

/** "Every 25 h or 3 months". */
export function intervalWords(interval: Interval): string {
  const byHours = interval.hours === null ? "" : hours(interval.hours);
  const byMonths =
    interval.months === null ? "" : plural(interval.months, { one: "# month", other: "# months" });
  if (byHours && byMonths) return t`Every ${byHours} or ${byMonths}`;
  if (byHours || byMonths) return t`Every ${byHours || byMonths}`;
  return t`No interval: only noted`;
}

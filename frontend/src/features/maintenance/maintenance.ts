/** What was done to the equipment and how often it is due: each way to tell and to change it. */
import { t } from "@lingui/core/macro";
import { createEffect, createMemo, on, onCleanup } from "solid-js";
import { answer } from "../../api/client";
import type {
  AddMaintenanceType,
  MaintenanceChanges,
  MaintenanceEntry,
  MaintenancePlan,
  MaintenanceRuleChanges,
  MaintenanceTypeChanges,
} from "../../api/types";
import type { Library } from "../../lib/library";
import type { NotedOf } from "../../lib/notes";
import { createPaged } from "../../lib/paged";
import { uuid7 } from "../../lib/uuid";
import { say } from "../../ui/snackbar";
import { kindName } from "./words";

/** The kinds of everybody in their own order, then one's own, the oldest first: their ids tell. */
export function inOrder(plans: readonly MaintenancePlan[]): MaintenancePlan[] {
  return [...plans].sort((a, b) => (a.type_id < b.type_id ? -1 : 1));
}

const newDone = (
  part_id: string,
  type_id: string,
  at: string,
  fields: MaintenanceChanges = {},
): NotedOf<"maintenance"> => ({
  id: uuid7(),
  kind: "maintenance",
  partId: part_id,
  typeId: type_id,
  at,
  fields,
});

/** Notes that it was done just now, on the device first, and offers to take that back. */
export function doNow({ notes }: Library, plan: MaintenancePlan): void {
  const entry = newDone(plan.part_id, plan.type_id, new Date().toISOString());
  notes.note(entry);
  say({
    text: t`Done: ${kindName(plan)} of ${plan.part_name}`,
    icon: "check",
    action: { word: t`Undo`, key: "u", act: () => notes.takeBack(entry) },
  });
}

/** A plan as it is with what was done on this device since the server told it. */
export function withDone(plan: MaintenancePlan, { notes }: Library): MaintenancePlan {
  const done = notes
    .of("maintenance")
    .filter(({ partId, typeId }) => partId === plan.part_id && typeId === plan.type_id)
    .map(({ at }) => at)
    .filter((at) => Date.parse(at) > Date.parse(plan.since));
  const at = done.sort().at(-1);
  if (at === undefined) return plan;
  return { ...plan, since: at, last_done_at: at, hours_run: 0, used: 0, due: false, due_on: null };
}

/** Changes how often something is due; with the plan's own rule for one part, with its type for all. */
export function intervals(library: Library) {
  const { api } = library;
  const plan = ({ part_id, type_id }: MaintenancePlan) => ({ params: { path: { part_id, type_id } } });
  const type = ({ type_id }: { type_id: string }) => ({ params: { path: { type_id } } });
  return {
    changeRule: (of: MaintenancePlan, body: MaintenanceRuleChanges) =>
      answer(api.PATCH("/api/maintenance/plans/{part_id}/{type_id}", { ...plan(of), body })),
    changeType: (of: MaintenancePlan, body: MaintenanceTypeChanges) =>
      answer(api.PATCH("/api/maintenance/types/{type_id}", { ...type(of), body })),
    addType: (body: AddMaintenanceType) => answer(api.POST("/api/maintenance/types", { body })),
    removeType: (of: MaintenancePlan) => answer(api.DELETE("/api/maintenance/types/{type_id}", type(of))),
  };
}

/** What was done to one part: the server's pages, newest first. */
export function createHistory(
  library: Library,
  partId: () => string,
  plans: () => readonly MaintenancePlan[],
) {
  const { api } = library;
  const { notes } = library;
  const stored = createPaged<MaintenanceEntry>(async (cursor) => {
    const query = { part_id: partId(), limit: 10, ...(cursor ? { cursor } : {}) };
    const told = await answer(api.GET("/api/maintenance", { params: { query } }));
    return { entries: told.maintenance, cursor: told.cursor };
  });
  const entries = createMemo(() => {
    const known = new Set(stored.entries()?.map(({ id }) => id));
    const here = notes.of("maintenance").filter((entry) => entry.partId === partId() && !known.has(entry.id));
    if (here.length === 0 && !stored.entries()) return undefined;
    return [...here.map((entry) => shown(entry, plans())), ...(stored.entries() ?? [])]
      .filter(({ id }) => !notes.gone().has(id))
      .sort((a, b) => Date.parse(b.done_at) - Date.parse(a.done_at));
  });
  createEffect(on(partId, () => void stored.load()));
  onCleanup(library.on((event) => event.type === "maintenance" && void stored.load()));

  const path = (id: string) => ({ params: { path: { maintenance_id: id } } });
  const told = async (work: Promise<unknown>) => {
    await work;
    await stored.load();
  };
  const log = (type_id: string, { done_at, ...fields }: MaintenanceChanges) =>
    notes.note(newDone(partId(), type_id, done_at ?? new Date().toISOString(), fields));
  return {
    ...stored,
    entries,
    log,
    amend: (id: string, body: MaintenanceChanges) =>
      told(
        answer(api.PATCH("/api/maintenance/{maintenance_id}", { ...path(id), body })).then(() =>
          notes.forget(id),
        ),
      ),
    /** On the device first too. */
    remove: ({ id, type_id, done_at }: MaintenanceEntry) =>
      notes.takeBack({ id, kind: "maintenance", partId: partId(), typeId: type_id, at: done_at }),
    /** Notes a deleted one once more: its own id stays taken. */
    restore: ({ type_id, done_at, date_only, notes }: MaintenanceEntry) =>
      log(type_id, { done_at, date_only, notes }),
  };
}

/** One that was noted here, as the server would tell it. */
function shown(
  { id, partId, typeId, at, fields }: NotedOf<"maintenance">,
  plans: readonly MaintenancePlan[],
): MaintenanceEntry {
  const { kind = "own", name = "" } = plans.find((plan) => plan.type_id === typeId) ?? {};
  const said = { date_only: false, notes: "", ...fields };
  return { ...said, id, part_id: partId, type_id: typeId, kind, name, done_at: at, created_at: at };
}

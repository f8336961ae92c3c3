/** What was done to the equipment and how often it is due: each way to tell and to change it. */
import { t } from "@lingui/core/macro";
import { createEffect, on, onCleanup } from "solid-js";
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
import { createPaged } from "../../lib/paged";
import { uuid7 } from "../../lib/uuid";
import { say } from "../../ui/snackbar";
import { attempt } from "../entries/attempt";
import { kindName } from "./words";

/** The kinds of everybody in their own order, then one's own, the oldest first: their ids tell. */
export function inOrder(plans: readonly MaintenancePlan[]): MaintenancePlan[] {
  return [...plans].sort((a, b) => (a.type_id < b.type_id ? -1 : 1));
}

/** Notes that it was done just now, and offers to take that back; `after` brings up to date what shows it. */
export async function doNow(
  library: Library,
  plan: MaintenancePlan,
  after: () => Promise<void>,
): Promise<void> {
  const { api } = library;
  const { part_id, type_id } = plan;
  const id = uuid7();
  const path = { params: { path: { maintenance_id: id } } };
  const undo = () =>
    void attempt(async () => {
      await answer(api.DELETE("/api/maintenance/{maintenance_id}", path));
      await after();
    });
  await attempt(async () => {
    await answer(
      api.POST("/api/maintenance", { body: { id, part_id, type_id, date_only: false, notes: "" } }),
    );
    await after();
    say({
      text: t`Done: ${kindName(plan)} of ${plan.part_name}`,
      icon: "check",
      action: { word: t`Undo`, key: "u", act: undo },
    });
  });
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
export function createHistory(library: Library, partId: () => string) {
  const { api } = library;
  const stored = createPaged<MaintenanceEntry>(async (cursor) => {
    const query = { part_id: partId(), limit: 10, ...(cursor ? { cursor } : {}) };
    const told = await answer(api.GET("/api/maintenance", { params: { query } }));
    return { entries: told.maintenance, cursor: told.cursor };
  });
  createEffect(on(partId, () => void stored.load()));
  onCleanup(library.on((event) => event.type === "maintenance" && void stored.load()));

  const path = (id: string) => ({ params: { path: { maintenance_id: id } } });
  const told = async (work: Promise<unknown>) => {
    await work;
    await stored.load();
  };
  const log = (type_id: string, changes: MaintenanceChanges) => {
    const body = { date_only: true, notes: "", ...changes, id: uuid7(), part_id: partId(), type_id };
    return told(answer(api.POST("/api/maintenance", { body })));
  };
  return {
    ...stored,
    log,
    amend: (id: string, body: MaintenanceChanges) =>
      told(answer(api.PATCH("/api/maintenance/{maintenance_id}", { ...path(id), body }))),
    remove: (id: string) => told(answer(api.DELETE("/api/maintenance/{maintenance_id}", path(id)))),
    /** Notes a deleted one once more: its own id stays taken. */
    restore: ({ type_id, done_at, date_only, notes }: MaintenanceEntry) =>
      log(type_id, { done_at, date_only, notes }),
  };
}

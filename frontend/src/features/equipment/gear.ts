/** Equipment and its wear: asked for when the page opens, and again when something of it changed. */
import { t } from "@lingui/core/macro";
import { createResource, createSignal, onCleanup } from "solid-js";
import { answer } from "../../api/client";
import type {
  Cartridge,
  MaintenancePlan,
  Mount,
  PartWear,
  Stylus,
  StylusWear,
  Turntable,
  Wear,
} from "../../api/types";
import { keptAnswer } from "../../lib/kept-answer";
import type { Library } from "../../lib/library";

const PAUSE = 400;
const PAGE = 200;

export type Kind = "turntable" | "cartridge" | "stylus";
export type Part = Turntable | Cartridge | Stylus;

export type Gear = {
  turntables: Turntable[];
  cartridges: Cartridge[];
  styluses: Stylus[];
  mounts: Mount[];
  wear: Wear;
  maintenance: MaintenancePlan[];
};

export type GearStore = ReturnType<typeof createGear>;

export function createGear(library: Library) {
  const { api } = library;
  const query = { params: { query: { limit: PAGE } } };
  const disk = keptAnswer<Gear>(library.user, "gear");
  /** As the server told it last, in this visit or an earlier one. */
  const [latest, setLatest] = createSignal<Gear>();
  void disk.read().then((told) => told && !latest() && setLatest(told));
  const [gear, { refetch }] = createResource(async (): Promise<Gear> => {
    const [turntables, cartridges, styluses, mounts, wear, maintenance] = await Promise.all([
      answer(api.GET("/api/turntables", query)),
      answer(api.GET("/api/cartridges", query)),
      answer(api.GET("/api/styluses", query)),
      answer(api.GET("/api/mounts", query)),
      answer(api.GET("/api/wear")),
      answer(api.GET("/api/maintenance/plans")),
    ]);
    const plans = maintenance.plans;
    const told = { ...turntables, ...cartridges, ...styluses, ...mounts, wear, maintenance: plans };
    setLatest(told);
    void disk.write(told);
    return told;
  });
  let timer: ReturnType<typeof setTimeout> | undefined;
  const unlisten = library.on((event) => {
    if (!["open", "equipment", "maintenance", "shelf"].includes(event.type)) return;
    clearTimeout(timer);
    timer = setTimeout(() => void refetch(), PAUSE);
  });
  onCleanup(() => {
    unlisten();
    clearTimeout(timer);
  });

  return {
    resource: gear,
    gear: latest,
    again: () => void refetch(),
    refetch: async () => void (await refetch()),
  };
}

/** What sits where now: a chain for each turntable, the main one first. */
export function chainsOf(gear: Gear): { turntable: Turntable; mount: Mount | undefined }[] {
  return gear.turntables
    .filter((deck) => deck.retired_at === null)
    .sort((a, b) => Number(b.is_main) - Number(a.is_main))
    .map((turntable) => ({
      turntable,
      mount: gear.mounts.find((mount) => mount.turntable_id === turntable.id && mount.ended_at === null),
    }));
}

export function stylusWear(gear: Gear, id: string): StylusWear | undefined {
  return gear.wear.styluses.find((one) => one.id === id);
}

export function partWear(gear: Gear, id: string): PartWear | undefined {
  return [...gear.wear.cartridges, ...gear.wear.turntables].find((one) => one.id === id);
}

export function plansOf(gear: Gear, partId: string): MaintenancePlan[] {
  return gear.maintenance.filter((plan) => plan.part_id === partId);
}

export function nameOf(parts: readonly Part[], id: string): string {
  return parts.find((part) => part.id === id)?.name ?? t`unknown`;
}

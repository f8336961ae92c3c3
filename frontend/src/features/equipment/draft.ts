/** A part as it is written down in fields, and as the API takes it. */
import { t } from "@lingui/core/macro";
import type { Cartridge, Stylus, StylusModel, Turntable } from "../../api/types";
import type { Kind, Part } from "./gear";

export type Draft = {
  name: string;
  maker: string;
  model: string;
  bought_on: string;
  price: string;
  currency: string;
  notes: string;
  is_main: boolean;
  type: Cartridge["type"];
  force_low: string;
  force_high: string;
  force_set: string;
  alignment: string;
  model_id: string | null;
  profile: string;
  rated_hours: string;
  starting_hours: string;
};

const told = (n: number | null | undefined, divided: number): string =>
  n === null || n === undefined ? "" : String(n / divided);

export function draftOf(kind: Kind, part: Part | undefined): Draft {
  const any = (part ?? {}) as Partial<Turntable & Cartridge & Stylus>;
  return {
    name: part?.name ?? "",
    maker: part?.maker ?? "",
    model: part?.model ?? "",
    bought_on: part?.bought_on ?? "",
    price: told(part?.price_cents, 100),
    currency: part?.currency ?? "",
    notes: part?.notes ?? "",
    is_main: any.is_main ?? false,
    type: any.type ?? null,
    force_low: told(any.force_low, 1000),
    force_high: told(any.force_high, 1000),
    force_set: told(any.force_set, 1000),
    alignment: any.alignment ?? "",
    model_id: any.model_id ?? null,
    profile: any.profile ?? "",
    rated_hours: told(any.rated_hours, 1),
    starting_hours: kind === "stylus" ? told(any.starting_hours ?? 0, 1) : "",
  };
}

/** "1,8" and "1.8" alike; nothing for an empty field, NaN for what is no number. */
function parsed(typed: string, times: number): number | null {
  if (typed.trim() === "") return null;
  return Math.round(Number(typed.trim().replace(",", ".")) * times);
}

/** What is wrong with it, in a sentence; nothing where it can be sent. */
export function wrong(draft: Draft): string | undefined {
  if (`${draft.name}${draft.maker}${draft.model}`.trim() === "") return t`Give it a name.`;
  const numbers = [
    draft.price,
    draft.force_low,
    draft.force_high,
    draft.force_set,
    draft.rated_hours,
    draft.starting_hours,
  ].map((typed) => parsed(typed, 1000));
  if (numbers.some((n) => n !== null && !(n >= 0)))
    return t`Hours, forces and the price are numbers from 0 on.`;
  if ((draft.price.trim() === "") !== (draft.currency.trim() === ""))
    return t`A price and its currency come together, as 129 and EUR.`;
  return undefined;
}

/** What the API takes; fields of the kind alone. */
export function toBody(kind: Kind, draft: Draft): Record<string, unknown> {
  const name = draft.name.trim();
  const common = {
    ...(name === "" ? {} : { name }),
    maker: draft.maker.trim(),
    model: draft.model.trim(),
    bought_on: draft.bought_on || null,
    price_cents: parsed(draft.price, 100),
    currency: draft.currency.trim().toUpperCase() || null,
    notes: draft.notes,
  };
  if (kind === "turntable") return { ...common, ...(draft.is_main ? { is_main: true } : {}) };
  if (kind === "cartridge") {
    return {
      ...common,
      type: draft.type,
      force_low: parsed(draft.force_low, 1000),
      force_high: parsed(draft.force_high, 1000),
      force_set: parsed(draft.force_set, 1000),
      alignment: draft.alignment.trim(),
    };
  }
  return {
    ...common,
    ...(draft.model_id ? { model_id: draft.model_id } : {}),
    profile: draft.profile.trim(),
    rated_hours: parsed(draft.rated_hours, 1),
    starting_hours: parsed(draft.starting_hours, 1) ?? 0,
  };
}

const plain = (text: string) => text.toLowerCase().replace(/[^a-z0-9]/g, "");

/** The models that hold every word typed, a few of them; none before anything is typed. */
export function found(models: readonly StylusModel[], typed: string): StylusModel[] {
  const words = typed.split(/\s+/).map(plain).filter(Boolean);
  if (words.length === 0) return [];
  return models
    .filter((model) => words.every((word) => plain(`${model.maker}${model.model}`).includes(word)))
    .slice(0, 6);
}

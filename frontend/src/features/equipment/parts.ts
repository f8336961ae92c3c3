/** Parts by their kind: one way to add, change and delete each. */
import { type Api, answer } from "../../api/client";
import type { AddCartridge, AddStylus, AddTurntable } from "../../api/types";
import type { Kind } from "./gear";

/** As `toBody` makes it: with all that its kind must have. */
type Body = Record<string, unknown>;

export function addPart(api: Api, kind: Kind, body: Body): Promise<unknown> {
  if (kind === "turntable") return answer(api.POST("/api/turntables", { body: body as AddTurntable }));
  if (kind === "cartridge") return answer(api.POST("/api/cartridges", { body: body as AddCartridge }));
  return answer(api.POST("/api/styluses", { body: body as AddStylus }));
}

export function amendPart(api: Api, kind: Kind, id: string, body: Body): Promise<unknown> {
  if (kind === "turntable")
    return answer(
      api.PATCH("/api/turntables/{turntable_id}", { params: { path: { turntable_id: id } }, body }),
    );
  if (kind === "cartridge")
    return answer(
      api.PATCH("/api/cartridges/{cartridge_id}", { params: { path: { cartridge_id: id } }, body }),
    );
  return answer(api.PATCH("/api/styluses/{stylus_id}", { params: { path: { stylus_id: id } }, body }));
}

export function deletePart(api: Api, kind: Kind, id: string): Promise<unknown> {
  if (kind === "turntable")
    return answer(api.DELETE("/api/turntables/{turntable_id}", { params: { path: { turntable_id: id } } }));
  if (kind === "cartridge")
    return answer(api.DELETE("/api/cartridges/{cartridge_id}", { params: { path: { cartridge_id: id } } }));
  return answer(api.DELETE("/api/styluses/{stylus_id}", { params: { path: { stylus_id: id } } }));
}

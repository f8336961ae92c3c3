/** Records that left the collection: which they are, what may be the same record, and what is done about it. */
import { t } from "@lingui/core/macro";
import { type Api, answer } from "../../../api/client";
import type { Copy } from "../../../api/types";

export type Fate = NonNullable<Copy["archived_as"]>;

export const FATES: readonly { value: Fate; word: string }[] = [
  { value: "sold", word: t`Sold` },
  { value: "given_away", word: t`Given away` },
  { value: "lost", word: t`Lost` },
  { value: "broken", word: t`Broken` },
  { value: "other", word: t`Something else` },
];

export const fateWord = (fate: Fate): string => FATES.find((each) => each.value === fate)?.word ?? fate;

/** What handed its log on is the other record's past, and stands with it alone. */
export const departed = (copies: readonly Copy[]): Copy[] => copies.filter((copy) => copy.joined_to === null);

/**
 * The departed copies whose log this one may take over: of its release, handed on to nobody, and not known
 * to have gone elsewhere.
 */
export const pastsOf = (copy: Copy, gone: readonly Copy[]): Copy[] =>
  gone.filter(
    (each) => each.release_id === copy.release_id && each.joined_to === null && each.archived_as === null,
  );

/** Those of the departed of whose release there is a copy again, while nobody said what became of them. */
export function returned(gone: readonly Copy[], present: readonly Copy[]): Copy[] {
  const here = new Set(present.map((each) => each.release_id));
  return gone.filter(
    (each) => each.archived_as === null && each.joined_to === null && here.has(each.release_id),
  );
}

/** The present copies that may be this one again. */
export const heirsOf = (copy: Copy, present: readonly Copy[]): Copy[] =>
  present.filter((each) => each.release_id === copy.release_id);

/** The departed copies whose log this one took over. */
export const joinedTo = (copy: Copy, gone: readonly Copy[]): Copy[] =>
  gone.filter((each) => each.joined_to === copy.id);

export async function archive(api: Api, id: string, fate: Fate | null, note: string): Promise<void> {
  await answer(
    api.PUT("/api/copies/{copy_id}/archive", {
      params: { path: { copy_id: id } },
      body: { archived_as: fate, note },
    }),
  );
}

export async function join(api: Api, old: string, to: string): Promise<void> {
  await answer(api.POST("/api/copies/{copy_id}/join", { params: { path: { copy_id: old } }, body: { to } }));
}

export async function part(api: Api, old: string): Promise<void> {
  await answer(api.DELETE("/api/copies/{copy_id}/join", { params: { path: { copy_id: old } } }));
}

/** The log as one looks at it: what is asked for, and its pages one after another. */
import { useSearchParams } from "@solidjs/router";
import { batch, createEffect, createMemo, createSignal, on, onCleanup } from "solid-js";
import { answer } from "../../api/client";
import type { Play, PlayGroup } from "../../api/types";
import type { Library } from "../../lib/library";

const WAYS = ["days", "records", "artists"] as const;
export type By = (typeof WAYS)[number];
export type Asked = { by: By; words: string; since: string; until: string; artist: string };

/** What the address asks for, and a way to ask for something else without a step in the history. */
export function useAsked(): readonly [() => Asked, (changes: Partial<Asked>) => void] {
  const [params, setParams] = useSearchParams<Record<string, string>>();
  const asked = createMemo(
    (): Asked => ({
      by: WAYS.find((by) => by === params.by) ?? "days",
      words: params.words ?? "",
      since: day(params.since),
      until: day(params.until),
      artist: params.artist ?? "",
    }),
    undefined,
    { equals: (one, other) => JSON.stringify(one) === JSON.stringify(other) },
  );
  const ask = ({ by, ...rest }: Partial<Asked>) => {
    const view = by && { by: by === "days" ? undefined : by };
    setParams({ ...rest, ...view }, { replace: true, scroll: false });
  };
  return [asked, ask];
}

const day = (text = ""): string => (/^\d{4}-\d\d-\d\d$/.test(text) ? text : "");

export function createLog(library: Library, asked: () => Asked) {
  const [plays, setPlays] = createSignal<readonly Play[]>();
  const [groups, setGroups] = createSignal<readonly PlayGroup[]>();
  const [joined, setJoined] = createSignal<ReadonlySet<string>>(new Set());
  const [cursor, setCursor] = createSignal<string | null>(null);
  const [problem, setProblem] = createSignal<unknown>();
  let turn = 0;

  const query = (from: string | null) => {
    const { words, since, until, artist } = asked();
    return {
      limit: 50,
      ...(words.trim() ? { q: words.trim().slice(0, 200) } : {}),
      ...(since ? { since } : {}),
      ...(until ? { until } : {}),
      ...(artist ? { artist } : {}),
      ...(from ? { cursor: from } : {}),
    };
  };

  async function read(from: string | null): Promise<void> {
    const mine = ++turn;
    const { by } = asked();
    try {
      if (by === "days") {
        const page = await answer(library.api.GET("/api/plays", { params: { query: query(from) } }));
        if (mine !== turn) return;
        batch(() => {
          setPlays((before) => [...(from ? (before ?? []) : []), ...page.plays]);
          setJoined((before) => new Set([...(from ? before : []), ...page.joined]));
          setCursor(page.cursor);
          setProblem(undefined);
        });
      } else {
        const page = await answer(
          library.api.GET("/api/plays/counts", { params: { query: { ...query(from), by } } }),
        );
        if (mine !== turn) return;
        batch(() => {
          setGroups((before) => [...(from ? (before ?? []) : []), ...page.groups]);
          setCursor(page.cursor);
          setProblem(undefined);
        });
      }
    } catch (error) {
      if (mine === turn) setProblem(() => error);
    }
  }

  createEffect(
    on(asked, (now, before) => {
      if (now.by !== before?.by) setGroups(undefined);
      void read(null);
    }),
  );
  const stop = library.on((event) => {
    // What was logged here or elsewhere stands in the first page; who has read on is left in peace.
    if (event.type === "preferences") void read(null);
    if (event.type === "shelf" && (plays()?.length ?? 0) <= 50) void read(null);
  });
  onCleanup(stop);

  return {
    plays,
    groups,
    joined,
    problem,
    hasMore: () => cursor() !== null,
    more: () => read(cursor()),
    load: () => read(null),
  };
}

/**
 * What is read and written at Discogs by single requests, when nothing else goes on: tracklists, the
 * wantlist, what the user changed. The server knows what there is to do; here stands when it is asked.
 */
import { createContext, createSignal, useContext } from "solid-js";
import { answer } from "../../api/client";
import type { Edit, Edits, Enrichment, MakeEdit, Preferences } from "../../api/types";
import type { Doing, Done } from "../../engine/types";
import { whenIdle } from "../../lib/idle";
import type { Library } from "../../lib/library";
import { uuid7 } from "../../lib/uuid";
import type { SyncControl } from "../sync/sync";

/** Milliseconds until what could not be done is tried again. */
const LATER = 60_000;
/** Milliseconds after a play until the server lets its day be written: a little more than it waits. */
const SETTLING = 11 * 60_000;
const SETTLED: readonly Edit["state"][] = ["done", "conflict", "failed"];

export type ErrandsControl = ReturnType<typeof createErrands>;

export const ErrandsContext = createContext<ErrandsControl>();

export function useErrands(): ErrandsControl {
  const errands = useContext(ErrandsContext);
  if (!errands) throw new Error("no errands above this component");
  return errands;
}

export function createErrands(library: Library, sync: SyncControl) {
  const [doing, setDoing] = createSignal<Doing>();
  const [enrichment, setEnrichment] = createSignal<Enrichment>();
  const [edits, setEdits] = createSignal<readonly Edit[]>([]);
  const [writing, setWriting] = createSignal<Omit<Edits, "edits">>({
    on: false,
    writable: false,
    last_played_field: null,
  });
  const [stopped, setStopped] = createSignal<string>();
  let again: ReturnType<typeof setTimeout> | undefined;
  let settled: ReturnType<typeof setTimeout> | undefined;
  let closed = false;

  const wake = () => {
    clearTimeout(again);
    if (!closed) whenIdle(() => void sync.runErrands().catch(() => undefined));
  };
  const later = () => {
    clearTimeout(again);
    if (!closed) again = setTimeout(wake, LATER);
  };
  const loadEnrichment = async () => {
    setEnrichment(await answer(library.api.GET("/api/enrichment")));
  };
  const loadEdits = async () => {
    const { edits: newest, ...how } = await answer(library.api.GET("/api/edits"));
    setEdits(newest);
    setWriting(how);
  };
  const load = () => Promise.all([loadEnrichment(), loadEdits()]);
  const loadQuietly = () => void (closed || load().catch(() => undefined));
  const prefer = async (chosen: Partial<Preferences>) => {
    await answer(library.api.PATCH("/api/preferences", { body: chosen }));
    await load();
  };

  const make = async (body: MakeEdit) => {
    await answer(library.api.POST("/api/edits", { body }));
    await loadEdits();
    wake();
  };

  const forgetListener = library.on((event) => {
    if (event.type === "edits") {
      void loadEdits().catch(() => undefined);
      wake();
    }
    if (event.type === "sync" && event.run.state === "complete") wake();
    if (event.type === "open") loadQuietly();
    // What was played is written down there once it has settled, and an evening's plays together.
    if (event.type === "shelf" && writing().on && writing().last_played_field !== null) {
      clearTimeout(settled);
      settled = setTimeout(wake, SETTLING);
    }
  });

  return {
    doing,
    enrichment,
    edits,
    writing,
    /** Why it stopped before all was done. */
    stopped,
    load,
    begin: wake,

    /** Somebody waits for something: tracklists give way, and what is written is not broken off. */
    async hurry(): Promise<void> {
      if (doing()?.kind === "release") await sync.hurryErrands();
      else await sync.runErrands();
    },

    onDoing(next: Doing): void {
      setStopped(undefined);
      if (next.left !== doing()?.left && !closed) void loadEnrichment().catch(() => undefined);
      setDoing(next);
    },

    onDone(done: Done): void {
      setDoing(undefined);
      loadQuietly();
      if (done.outcome !== "complete" && done.reason !== "stopped") setStopped(done.reason ?? undefined);
      if (done.reason === "unreachable" || done.reason === "server_unreachable") later();
      else if (edits().some((edit) => !SETTLED.includes(edit.state))) later();
    },

    async enrich(on: boolean): Promise<void> {
      await prefer({ enriching: on });
      if (on) wake();
      else await sync.stopErrands();
    },

    writeBack: (on: boolean) => prefer({ writing_back: on }),

    /** Which field is kept at the day of the last play; none: null. */
    async keepLastPlayed(fieldId: number | null): Promise<void> {
      await prefer({ last_played_field: fieldId });
      if (fieldId !== null) wake();
    },

    /** The newest edit of a kind, of a copy, that is not done. */
    pending: (kind: Edit["kind"], copyId: string, fieldId: number | null = null): Edit | undefined =>
      edits().find(
        (edit) =>
          edit.kind === kind && edit.copy_id === copyId && edit.field_id === fieldId && edit.state !== "done",
      ),

    /** The newest edit of a kind, of a release as such, that is not done. */
    pendingOf: (kind: Edit["kind"], releaseId: number): Edit | undefined =>
      edits().find((edit) => edit.kind === kind && edit.release_id === releaseId && edit.state !== "done"),

    /** How many of them are done: whoever shows what stands at Discogs looks again when that grows. */
    done: () => edits().filter((edit) => edit.state === "done").length,

    edit: (kind: Edit["kind"], copyId: string, to: number | string | null, fieldId?: number) =>
      make({ id: uuid7(), kind, copy_id: copyId, to, field_id: fieldId ?? null }),

    /** Of a release: another copy of it into a folder, or onto and off the wantlist. */
    editRelease: (kind: "add" | "want" | "unwant", releaseId: number, to: number | null = null) =>
      make({ id: uuid7(), kind, release_id: releaseId, to }),

    async retry(id: string): Promise<void> {
      await answer(library.api.POST("/api/edits/{edit_id}/retry", { params: { path: { edit_id: id } } }));
      await loadEdits();
      wake();
    },

    async drop(id: string): Promise<void> {
      await library.api.DELETE("/api/edits/{edit_id}", { params: { path: { edit_id: id } } });
      await loadEdits();
    },

    close(): void {
      closed = true;
      clearTimeout(again);
      clearTimeout(settled);
      forgetListener();
    },
  };
}

/** Where the collection comes from: the connection to Discogs, one per user. */
import { t } from "@lingui/core/macro";
import { createContext, createSignal, useContext } from "solid-js";
import { type Api, answer } from "../../api/client";
import type { DiscogsAccount } from "../../api/types";

export type SourceControl = ReturnType<typeof createSource>;

export const SourceContext = createContext<SourceControl>();

export function useSource(): SourceControl {
  const source = useContext(SourceContext);
  if (!source) throw new Error("no source above this component");
  return source;
}

/** What this tab keeps while a person is at Discogs: without it the way back leads nowhere. */
const PROOF = "waugzee.discogs";

/** The proof for a request token that was begun in this tab. */
export function proofOf(token: string): string | undefined {
  try {
    const kept = JSON.parse(sessionStorage.getItem(PROOF) ?? "null") as Record<string, string> | null;
    return kept?.token === token ? kept.proof : undefined;
  } catch {
    return undefined;
  }
}

/** `onVerified` follows connecting as somebody: what is theirs is read at once. */
export function createSource(api: Api, onVerified: () => void) {
  /** Undefined until the server has said. */
  const [source, setSource] = createSignal<DiscogsAccount>();
  let changes = 0;
  const changed = (now: DiscogsAccount) => {
    changes += 1;
    setSource(now);
  };
  return {
    source,
    connected: () => (source()?.kind ?? null) !== null,
    async load(): Promise<void> {
      const before = changes;
      const now = await answer(api.GET("/api/discogs"));
      // What was asked before a change may tell how it was.
      if (before === changes) setSource(now);
    },
    async connect(choice: { kind: "demo" } | { kind: "public"; username: string }): Promise<void> {
      changed(await answer(api.PUT("/api/discogs", { body: choice })));
    },
    /** By a personal token; the page has tried it at Discogs before. */
    async connectToken(token: string): Promise<void> {
      changed(await answer(api.PUT("/api/discogs/token", { body: { token, simulated: false } })));
      onVerified();
    },
    /** Leaves the page for Discogs, which sends the browser back to /discogs/callback. */
    async beginOAuth(simulated: boolean): Promise<void> {
      const begun = await answer(api.POST("/api/discogs/oauth", { body: { simulated } }));
      sessionStorage.setItem(PROOF, JSON.stringify({ token: begun.token, proof: begun.proof }));
      location.assign(begun.authorize_url);
    },
    async completeOAuth(token: string, verifier: string, proof: string): Promise<void> {
      const body = { token, verifier, proof };
      changed(await answer(api.POST("/api/discogs/oauth/complete", { body })));
      sessionStorage.removeItem(PROOF);
      onVerified();
    },
    async disconnect(): Promise<void> {
      await answer(api.DELETE("/api/discogs"));
      changes += 1;
      await this.load();
    },
  };
}

/** "your demo collection", "the public collection of erica": for the middle of a sentence. */
export function sourceWords(source: DiscogsAccount): string {
  if (source.kind === "demo") return t`a demo collection`;
  if (source.kind === "public") return t`the public Discogs collection of ${source.username ?? t`somebody`}`;
  if (source.kind) return t`the Discogs collection of ${source.username ?? t`somebody`}`;
  return t`nowhere yet`;
}

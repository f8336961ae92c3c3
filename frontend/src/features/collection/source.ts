/** Where the collection comes from: the connection to Discogs, one per user. */
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

export function createSource(api: Api) {
  /** Undefined until the server has said. */
  const [source, setSource] = createSignal<DiscogsAccount>();
  return {
    source,
    connected: () => (source()?.kind ?? null) !== null,
    async load(): Promise<void> {
      setSource(await answer(api.GET("/api/discogs")));
    },
    async connect(choice: { kind: "demo" } | { kind: "public"; username: string }): Promise<void> {
      setSource(await answer(api.PUT("/api/discogs", { body: choice })));
    },
    async disconnect(): Promise<void> {
      await answer(api.DELETE("/api/discogs"));
      await this.load();
    },
  };
}

/** "your demo collection", "the public collection of erica": for the middle of a sentence. */
export function sourceWords(source: DiscogsAccount): string {
  if (source.kind === "demo") return "a demo collection";
  if (source.kind === "public") return `the public Discogs collection of ${source.username ?? "somebody"}`;
  return "nowhere yet";
}

import { createResource, onCleanup } from "solid-js";
import { answer } from "../../api/client";
import type { Scrobbling } from "../../api/types";
import { lastWord } from "../../lib/last-word";
import type { Library } from "../../lib/library";
import { onceMore } from "../../lib/once-more";

/** The connection to ListenBrainz and how far plays are sent, as the server has it: it tells when that changes. */
export function createScrobbling(library: Library) {
  const told = lastWord<Scrobbling>((scrobbling) => void mutate(scrobbling));
  const read = () => told(() => answer(library.api.GET("/api/scrobbling")));
  const [scrobbling, { mutate, refetch }] = createResource(read);
  const again = onceMore(async () => void (await read().catch(() => undefined)));
  onCleanup(library.on((event) => event.type === "scrobbling" && void again()));
  return {
    scrobbling,
    again: refetch,
    connect: (token: string): Promise<Scrobbling> =>
      told(() => answer(library.api.PUT("/api/scrobbling", { body: { token } }))),
    async disconnect(): Promise<void> {
      await answer(library.api.DELETE("/api/scrobbling"));
      await read();
    },
    sendHistory: (): Promise<Scrobbling> => told(() => answer(library.api.POST("/api/scrobbling/history"))),
    retry: (): Promise<Scrobbling> => told(() => answer(library.api.POST("/api/scrobbling/retry"))),
  };
}

export type ScrobblingControl = ReturnType<typeof createScrobbling>;

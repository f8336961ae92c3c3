import { t } from "@lingui/core/macro";
import { createEffect, createResource, createSignal, type JSX, onCleanup, Show } from "solid-js";
import { answer } from "../../api/client";
import { inWords } from "../../api/problem";
import type { ServerSync } from "../../api/types";
import { inSentence } from "../../lib/language";
import { useLibrary } from "../../lib/library";
import { now } from "../../lib/now";
import { onChange } from "../../lib/on-change";
import { ago, clock } from "../../lib/time";
import { Button } from "../../ui/button";
import { Check } from "../../ui/check";
import { Notice } from "../../ui/notice";
import { Section } from "../../ui/page";
import { reasonWords } from "./reasons";
import css from "./server-section.module.css";
import { useSync } from "./sync";

/** How often a job in line is asked after; what it reads is told as it goes. */
const ASK_AGAIN = 5_000;

/** The server in the browser's place: for want of a browser at hand, and while Waugzee is closed. */
export function ServerSection(): JSX.Element {
  const library = useLibrary();
  const sync = useSync();
  const [known, { mutate, refetch }] = createResource(() => answer(library.api.GET("/api/syncs/server")));
  const [busy, setBusy] = createSignal(false);
  const [failure, setFailure] = createSignal<unknown>();
  const server = () => (known.error === undefined ? known.latest : undefined);
  const isAtWork = () => server()?.state === "waiting" || server()?.state === "driving";

  onChange(
    () => [sync.run()?.id, sync.run()?.state].join(),
    () => void refetch(),
    { defer: true },
  );
  createEffect(() => {
    if (!isAtWork()) return;
    const timer = setInterval(() => void refetch(), ASK_AGAIN);
    onCleanup(() => clearInterval(timer));
  });

  const act = async (deed: () => Promise<ServerSync | undefined>) => {
    setBusy(true);
    setFailure(undefined);
    try {
      const next = await deed();
      if (next) mutate(next);
      else await refetch();
    } catch (error) {
      setFailure(() => error);
    }
    setBusy(false);
  };
  const ask = () =>
    act(async () => {
      // What was read here is kept; the server goes on from there.
      if (sync.here()) await sync.stop();
      return answer(library.api.POST("/api/syncs/server"));
    });
  const takeBack = () =>
    act(async () => {
      await answer(library.api.DELETE("/api/syncs/server"));
      return undefined;
    });
  const schedule = (scheduled: boolean) =>
    act(() => answer(library.api.PATCH("/api/syncs/server", { body: { scheduled } })));

  return (
    <Section title={t`Without a browser`}>
      <p
        class={css.lead}
      >{t`Your own browser is the fastest way to Discogs. The server can read in its place, also while Waugzee is closed; all who use it share one allowance there, so it takes longer.`}</p>
      <Show when={server()}>
        {(told) => (
          <>
            <div class={css.row}>
              <p class={css.words} role="status">
                {stateWords(told(), now())}
              </p>
              <Show
                when={isAtWork()}
                fallback={
                  <Button
                    icon="sync"
                    busy={busy()}
                    onClick={() => void ask()}
                  >{t`Let the server do it`}</Button>
                }
              >
                <Button icon="stop" busy={busy()} onClick={() => void takeBack()}>{t`Take it back`}</Button>
              </Show>
            </div>
            <Check
              on={told().scheduled}
              disabled={busy()}
              onChange={(on) => void schedule(on)}
              about={
                told().scheduled && told().next_at
                  ? t`Next at about ${clock(told().next_at as string)}`
                  : t`Discogs’ figures are then never older than that.`
              }
            >{t`Let the server look for changes every six hours`}</Check>
          </>
        )}
      </Show>
      <Show when={known.error ?? failure()}>
        {(problem) => (
          <Notice icon="warn" tone="warn">
            {inWords(problem())}
          </Notice>
        )}
      </Show>
    </Section>
  );
}

/** Where the server's job stands, and how its last one ended. */
function stateWords(told: ServerSync, at: number): string {
  if (told.state === "waiting")
    return t`Waiting in line: it begins as soon as its share of Discogs’ limit allows.`;
  if (told.state === "driving") return t`The server is reading.`;
  const last = told.last_reason === null ? t`all went well` : inSentence(reasonWords(told.last_reason).what);
  if (told.state === "given_up") return t`The server tried several times and gave up: ${last}.`;
  if (told.last_at === null) return t`The server has not read for you yet.`;
  return told.last_outcome === "complete"
    ? t`The server last read ${ago(told.last_at, at)}.`
    : t`The server tried ${ago(told.last_at, at)}: ${last}.`;
}

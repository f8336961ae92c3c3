import { t } from "@lingui/core/macro";
import { type JSX, Show } from "solid-js";
import type { SyncRun } from "../../api/types";
import type { Progress } from "../../engine/types";
import { everySecond } from "../../lib/now";
import { Button } from "../../ui/button";
import { Notice } from "../../ui/notice";
import { ProgressBar } from "../../ui/progress";
import { useSource } from "../collection/source";
import { reasonWords } from "./reasons";
import { useSync } from "./sync";
import css from "./sync-progress.module.css";
import { type Counts, progressWords, share } from "./words";

const NOTHING = { pages_done: 0, pages_total: null, items_seen: 0, items_total: null };

/** A running sync: a slim bar and words. A run that broke off says why and how to go on. */
export function SyncProgress(): JSX.Element {
  const source = useSource();
  const sync = useSync();
  const counts = () => sync.progress() ?? (sync.starting() ? NOTHING : (sync.run() ?? NOTHING));
  const broken = () => {
    const run = sync.run();
    if (sync.failure() !== undefined) return failureWords(sync.failure() ?? null);
    // What broke off in a collection since exchanged for another is history.
    if (run && run.kind !== source.source()?.kind) return undefined;
    // A check that broke off left nothing undone.
    if (run?.mode === "quick") return undefined;
    if (run?.state === "incomplete") return reasonWords(run.reason);
    return run?.state === "running" && !run.driven ? reasonWords("stopped") : undefined;
  };
  const isCheckElsewhere = () => !sync.here() && sync.run()?.mode === "quick";
  return (
    <Show
      when={sync.running() && !sync.looking() && !isCheckElsewhere()}
      fallback={
        <Show when={!sync.looking() && broken()}>
          {(words) => (
            <Notice
              icon="warn"
              tone="warn"
              action={<Button icon="sync" onClick={() => void sync.start()}>{t`Resume`}</Button>}
            >
              <strong>{words().what}.</strong> {words().todo}
            </Notice>
          )}
        </Show>
      }
    >
      <section class={css.progress} aria-label={t`Sync`}>
        <ProgressBar label={t`Sync`} share={share(counts())} />
        <div class={css.line}>
          <p class={css.words} aria-live="off">
            <Words counts={counts()} progress={sync.progress()} />
            <Show when={!sync.here()}>{` · ${ELSEWHERE[sync.run()?.driver ?? "browser"]}`}</Show>
          </p>
          <Show
            when={sync.here()}
            fallback={
              <Button
                look="quiet"
                icon="sync"
                class={css.stop ?? ""}
                onClick={() => void sync.takeOver()}
              >{t`Take over here`}</Button>
            }
          >
            <Button
              look="quiet"
              icon="stop"
              class={css.stop ?? ""}
              onClick={() => void sync.stop()}
            >{t`Stop`}</Button>
          </Show>
        </div>
        <Show when={sync.progress()?.problem}>
          {(problem) => <p class={css.words}>{t`${failureWords(problem()).what}. Trying again.`}</p>}
        </Show>
      </section>
    </Show>
  );
}

const ELSEWHERE: Record<NonNullable<SyncRun["driver"]>, string> = {
  browser: t`in another tab or on another device`,
  terminal: t`in a terminal`,
  server: t`by the server`,
};

/** The words, told anew every second: a pause counts down. */
function Words(props: { counts: Counts; progress: Progress | undefined }): JSX.Element {
  const at = everySecond();
  return <>{progressWords(props.counts, props.progress, at()).join(" · ")}</>;
}

/** Why no engine could be at work, beside the reasons a run knows. */
const FAILURES: Record<string, ReturnType<typeof reasonWords>> = {
  engine: { what: t`The sync could not be started`, todo: t`Reload the page and press Sync again.` },
  engine_unreachable: {
    what: t`What reads the collection could not be loaded`,
    todo: t`Check the connection and press Sync again.`,
  },
  engine_blocked: {
    what: t`This browser does not let Waugzee read the collection`,
    todo: t`WebAssembly is switched off: allow it for this site (on an iPhone, leave Lockdown Mode) or use another browser.`,
  },
  engine_crashed: {
    what: t`The sync broke off`,
    todo: t`Everything read so far is kept. Press Sync to go on.`,
  },
  server_unreachable: {
    what: t`Waugzee could not be reached`,
    todo: t`Check the connection and press Sync again.`,
  },
  signed_out: { what: t`Your sign-in has ended`, todo: t`Sign in again, then press Sync.` },
  not_connected: {
    what: t`No collection is chosen`,
    todo: t`Choose where your records are under Account, then press Sync.`,
  },
};

function failureWords(reason: string | null): ReturnType<typeof reasonWords> {
  return FAILURES[reason ?? ""] ?? reasonWords(reason);
}

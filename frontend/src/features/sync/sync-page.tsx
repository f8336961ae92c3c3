import { t } from "@lingui/core/macro";
import { createResource, For, type JSX, onMount, Show } from "solid-js";
import { answer } from "../../api/client";
import { inWords } from "../../api/problem";
import { useLibrary } from "../../lib/library";
import { onChange } from "../../lib/on-change";
import { Button } from "../../ui/button";
import { Check } from "../../ui/check";
import { Notice } from "../../ui/notice";
import { Page, Section } from "../../ui/page";
import { sourceWords, useSource } from "../collection/source";
import { automatic, setAutomatic } from "./automatic";
import { RunRow } from "./run-row";
import { ServerSection } from "./server-section";
import { useSync } from "./sync";
import { SyncButton } from "./sync-button";
import css from "./sync-page.module.css";
import { SyncProgress } from "./sync-progress";

/** The running sync and those before it. */
export function SyncPage(props: { children?: JSX.Element }): JSX.Element {
  const library = useLibrary();
  const source = useSource();
  const sync = useSync();
  const [past, { refetch }] = createResource(() =>
    answer(library.api.GET("/api/syncs", { params: { query: { limit: 20 } } })).then((page) => page.syncs),
  );
  onMount(() => {
    void sync.refresh().catch(() => undefined);
    void source.load().catch(() => undefined);
  });
  onChange(
    () => [sync.run()?.id, sync.run()?.state, sync.running()].join(),
    () => void refetch(),
    { defer: true },
  );
  const runs = () =>
    (past.error ? [] : (past.latest ?? [])).filter((run) => !(sync.running() && run.id === sync.run()?.id));

  return (
    <Page columns title={t`Sync`} aside={<Show when={source.connected()}>{<SyncButton look="main" />}</Show>}>
      <p class={css.lead}>
        <Show when={source.source()} fallback={"\u00a0"}>
          {(from) => (
            <Show
              when={source.connected()}
              fallback={t`Choose where your records come from on the shelf, then sync.`}
            >{t`Your browser reads ${sourceWords(from())} and hands it to the shelf. You may leave this page meanwhile.`}</Show>
          )}
        </Show>
      </p>
      <SyncProgress />
      <Check
        on={automatic()}
        onChange={setAutomatic}
      >{t`Look for changes by itself when Waugzee opens in this browser`}</Check>
      <Show when={past.error}>
        <Notice
          icon="offline"
          tone="warn"
          action={<Button icon="sync" onClick={() => void refetch()}>{t`Try again`}</Button>}
        >
          {inWords(past.error)}
        </Notice>
      </Show>
      <Show when={source.connected()}>
        <ServerSection />
      </Show>
      {props.children}
      <Show when={runs().length > 0}>
        <Section title={t`Past syncs`}>
          <ol class={css.runs}>
            <For each={runs()}>{(run) => <RunRow run={run} />}</For>
          </ol>
        </Section>
      </Show>
    </Page>
  );
}

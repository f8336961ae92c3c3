import { plural, t } from "@lingui/core/macro";
import { A, useParams } from "@solidjs/router";
import { createEffect, createResource, For, type JSX, on, Show } from "solid-js";
import { answer } from "../../api/client";
import { inWords } from "../../api/problem";
import type { Copy, SyncRun } from "../../api/types";
import { locale } from "../../lib/language";
import { useLibrary } from "../../lib/library";
import { count, took } from "../../lib/time";
import { Button } from "../../ui/button";
import { Notice } from "../../ui/notice";
import { Page, Section } from "../../ui/page";
import { RecordLine } from "../collection/record-line";
import { reasonWords } from "./reasons";
import css from "./run-page.module.css";
import { useSync } from "./sync";
import { driverWords, stateWord } from "./words";

/** One sync: when and by whom, how it ended and what to do, and which records it wrote. */
export function RunPage(): JSX.Element {
  const params = useParams<{ id: string }>();
  const library = useLibrary();
  const sync = useSync();
  const [told, { refetch }] = createResource(
    () => params.id,
    async (id) => {
      const path = { params: { path: { run_id: id } } };
      const [run, changes, aside] = await Promise.all([
        answer(library.api.GET("/api/syncs/{run_id}", path)),
        answer(library.api.GET("/api/syncs/{run_id}/changes", path)),
        answer(library.api.GET("/api/syncs/{run_id}/set-aside", path)),
      ]);
      return { run, changes, aside: aside.items };
    },
  );
  const isNews = () => (sync.run()?.id === params.id ? sync.run()?.updated_at : undefined);
  createEffect(on(isNews, () => void refetch(), { defer: true }));
  const latest = () => (told.error === undefined ? told.latest : undefined);
  const copies = (ids: readonly string[]) =>
    ids.map((id) => library.shelf.copy(id)).filter((copy) => copy !== undefined);

  return (
    <Page title={t`Sync`} aside={<A href="/sync">{t`All syncs`}</A>}>
      <Show when={told.error}>
        {(problem) => (
          <Notice
            icon="warn"
            tone="warn"
            action={<Button icon="sync" onClick={() => void refetch()}>{t`Try again`}</Button>}
          >
            {inWords(problem())}
          </Notice>
        )}
      </Show>
      <Show when={latest()}>
        {(all) => (
          <>
            <Section title={stateWord(all().run)}>
              <Ending run={all().run} isLatest={sync.run()?.id === params.id} />
              <Figures run={all().run} />
            </Section>
            <Named title={t`Added`} total={all().run.added} copies={copies(all().changes.added)} />
            <Named title={t`Changed`} total={all().run.changed} copies={copies(all().changes.changed)} />
            <Named title={t`Removed`} total={all().run.removed} copies={copies(all().changes.removed)} />
            <Show when={all().aside.length > 0}>
              <Section title={t`Set aside`}>
                <p
                  class={css.note}
                >{t`What Discogs said of these could not be read. They are not on the shelf; the rest is.`}</p>
                <ul class={css.aside}>
                  <For each={all().aside}>
                    {(item) => (
                      <li>
                        <span>{item.instance_id === null ? t`Unknown` : t`Copy ${item.instance_id}`}</span>
                        <span class={css.note}>{item.reason}</span>
                      </li>
                    )}
                  </For>
                </ul>
              </Section>
            </Show>
          </>
        )}
      </Show>
    </Page>
  );
}

/** Why it is not whole and what helps; on the latest run also the button. */
function Ending(props: { run: SyncRun; isLatest: boolean }): JSX.Element {
  const sync = useSync();
  const words = () => reasonWords(props.run.state === "running" ? "stopped" : props.run.reason);
  const isBroken = () =>
    props.run.mode === "full" &&
    (props.run.state === "incomplete" || (props.run.state === "running" && !props.run.driven));
  return (
    <Show when={isBroken()}>
      <Notice
        icon="warn"
        tone="warn"
        action={
          <Show when={props.isLatest && !sync.running()}>
            <Button icon="sync" onClick={() => void sync.start()}>{t`Resume`}</Button>
          </Show>
        }
      >
        <strong>{words().what}.</strong> <Show when={props.isLatest}>{words().todo}</Show>
        <Show when={props.run.detail}>{(detail) => <p>{detail()}</p>}</Show>
      </Notice>
    </Show>
  );
}

function Figures(props: { run: SyncRun }): JSX.Element {
  const run = () => props.run;
  const of = (part: number, whole: number | null) =>
    whole === null ? count(part) : t`${count(part)} of ${count(whole)}`;
  const lines = (): [string, string][] => [
    [
      t`Began`,
      new Date(run().started_at).toLocaleString(locale(), { dateStyle: "long", timeStyle: "short" }),
    ],
    [t`Took`, took(run().started_at, run().finished_at ?? run().updated_at)],
    [t`What`, run().mode === "full" ? t`Everything read` : t`The newest records looked at`],
    [t`By`, driverWords(run().driver)],
    [t`Collection`, run().kind === "demo" ? t`The demo collection` : run().username],
    [t`Requests`, run().requests === 0 ? t`Not counted` : count(run().requests)],
    [t`Pages`, of(run().pages_done, run().pages_total)],
    [t`Records seen`, of(run().items_seen, run().items_total)],
  ];
  return (
    <dl class={css.figures}>
      <For each={lines()}>
        {([word, value]) => (
          <div>
            <dt>{word}</dt>
            <dd>{value}</dd>
          </div>
        )}
      </For>
    </dl>
  );
}

/** Records the run wrote; it names the first few hundred, and what was added only for a month. */
function Named(props: { title: string; total: number; copies: readonly Copy[] }): JSX.Element {
  const more = () => props.total - props.copies.length;
  return (
    <Show when={props.total > 0}>
      <Section title={`${props.title}: ${plural(props.total, { one: "# record", other: "# records" })}`}>
        <ul class={css.records}>
          <For each={props.copies}>
            {(copy) => (
              <li>
                <A href={`/records/${copy.id}`} class={css.record ?? ""}>
                  <RecordLine copy={copy} />
                </A>
              </li>
            )}
          </For>
        </ul>
        <Show when={more() > 0}>
          <p class={css.note}>
            {props.copies.length === 0 ? t`Which ones is no longer known.` : t`and ${count(more())} more`}
          </p>
        </Show>
      </Section>
    </Show>
  );
}

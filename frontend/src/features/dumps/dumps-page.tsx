import { plural, t } from "@lingui/core/macro";
import { A } from "@solidjs/router";
import { createEffect, createResource, createSignal, For, type JSX, onCleanup, Show } from "solid-js";
import { answer } from "../../api/client";
import { inWords } from "../../api/problem";
import type { DumpFile, DumpJob } from "../../api/types";
import { useLibrary } from "../../lib/library";
import { count, left } from "../../lib/time";
import { Button } from "../../ui/button";
import { Check } from "../../ui/check";
import { Field } from "../../ui/field";
import { Notice } from "../../ui/notice";
import { Page, Section } from "../../ui/page";
import { ProgressBar } from "../../ui/progress";
import { recordsWords } from "../catalogue/words";
import css from "./dumps-page.module.css";

/** Milliseconds between two looks while an import is under way. */
const OFTEN = 2_000;

const STATES: Record<DumpJob["state"], string> = {
  waiting: t`Waits for the server’s worker`,
  fetching: t`Fetches from Discogs`,
  importing: t`Reads the files`,
  indexing: t`Lets the search take it up`,
  done: t`Done`,
  failed: t`Failed`,
  stopped: t`Stopped`,
};

/** Imports of Discogs' monthly dumps, for administrators: what runs, what ran, and what can be begun. */
export function DumpsPage(): JSX.Element {
  const library = useLibrary();
  const [told, { refetch }] = createResource(() => answer(library.api.GET("/api/admin/dumps")));
  const [month, setMonth] = createSignal("");
  const [onlyVinyl, setOnlyVinyl] = createSignal(false);
  const [failure, setFailure] = createSignal<unknown>();
  const known = () => (told.error === undefined ? told.latest : undefined);
  const open = () => known()?.jobs.find((job) => job.ended_at === null);
  const last = () => known()?.jobs.find((job) => job.ended_at !== null);
  createEffect(() => {
    if (!open()) return;
    const timer = setInterval(() => void refetch(), OFTEN);
    onCleanup(() => clearInterval(timer));
  });
  const act = async (work: Promise<unknown>) => {
    setFailure(undefined);
    await work.catch((error: unknown) => setFailure(() => error));
    await refetch();
  };
  const begin = (asked: { folder: string; month?: string }) =>
    void act(
      answer(
        library.api.POST("/api/admin/dumps/jobs", {
          body: { ...asked, only: onlyVinyl() ? "vinyl" : null },
        }),
      ),
    );
  const stop = (id: string) =>
    void act(
      answer(library.api.DELETE("/api/admin/dumps/jobs/{job_id}", { params: { path: { job_id: id } } })),
    );
  return (
    <Page title={t`Imports`} aside={<A href="/catalogue">{t`Catalogue`}</A>}>
      <Show when={told.error ?? failure()}>
        {(problem) => (
          <Notice icon="warn" tone="warn">
            {inWords(problem())}
          </Notice>
        )}
      </Show>
      <Show when={open()}>
        {(job) => (
          <Section title={STATES[job().state]}>
            <p class={css.small}>{job().name || job().folder}</p>
            <div class={css.wide}>
              <ProgressBar
                label={STATES[job().state]}
                share={job().total ? job().came / (job().total ?? 1) : null}
              />
            </div>
            <Button icon="stop" onClick={() => stop(job().id)}>{t`Stop`}</Button>
          </Section>
        )}
      </Show>
      <Show when={!open() && last()?.reason}>
        {(reason) => (
          <Notice icon="warn" tone="bad">
            {reason()}
          </Notice>
        )}
      </Show>
      <Show when={known() && !open()}>
        <Section title={t`Begin an import`}>
          <p class={css.small}>{t`Dumps lie below ${known()?.dumps ?? ""} on the server.`}</p>
          <Check
            on={onlyVinyl()}
            onChange={setOnlyVinyl}
            about={t`Releases on vinyl, shellac and lathe cuts: about a third of the space. Artists, labels and masters come whole.`}
          >
            {t`Vinyl only`}
          </Check>
          <For each={known()?.folders}>
            {(folder) => (
              <Button icon="plus" onClick={() => begin({ folder: folder.name })}>
                {t`Import ${folder.name || "."}, ${plural(folder.files, { one: "# file", other: "# files" })}`}
              </Button>
            )}
          </For>
          <Field
            label={t`A month to fetch from Discogs`}
            hint={t`Year and month, like 202608: some 12 GB.`}
            inputMode="numeric"
            maxLength={6}
            value={month()}
            onInput={(event) => setMonth(event.currentTarget.value)}
          />
          <Button disabled={!/^\d{6}$/.test(month())} onClick={() => begin({ folder: "", month: month() })}>
            {t`Fetch and import`}
          </Button>
        </Section>
      </Show>
      <Show when={known()?.files.length}>
        <Section title={t`Files`}>
          <ul class={css.files}>
            <For each={known()?.files}>{(file) => <File file={file} />}</For>
          </ul>
        </Section>
      </Show>
    </Page>
  );
}

/** One file: how far it is, how fast, and what of it could not be kept. */
function File(props: { file: DumpFile }): JSX.Element {
  const library = useLibrary();
  const [asked, setAsked] = createSignal(false);
  const [rejects] = createResource(asked, () =>
    answer(
      library.api.GET("/api/admin/dumps/files/{file_id}/rejects", {
        params: { path: { file_id: props.file.id } },
      }),
    ),
  );
  const rate = () => (props.file.seconds > 0 ? Math.round(props.file.records / props.file.seconds) : 0);
  const rest = () =>
    props.file.read > 0 ? ((props.file.size - props.file.read) * props.file.seconds) / props.file.read : 0;
  return (
    <li class={css.file}>
      <strong>{props.file.name}</strong>
      <span
        class={css.small}
      >{t`${recordsWords(props.file.records)}, ${count(rate())} a second, ${count(props.file.written)} written, ${count(props.file.vanished)} vanished`}</span>
      <Show when={props.file.left_out > 0}>
        <span class={css.small}>{t`Vinyl only: ${recordsWords(props.file.left_out)} left out`}</span>
      </Show>
      <Show when={props.file.state === "importing"}>
        <span class={css.small}>{t`Left: ${left(rest())}`}</span>
      </Show>
      <Show when={props.file.reason}>{(reason) => <span class={css.small}>{reason()}</span>}</Show>
      <Show when={props.file.rejected > 0}>
        <Button look="quiet" aria-expanded={asked()} onClick={() => setAsked((on) => !on)}>
          {t`${count(props.file.rejected)} set aside`}
        </Button>
      </Show>
      <Show when={asked()}>
        <For each={rejects.latest?.rejects}>
          {(reject) => (
            <span class={css.small}>
              {reject.reason} {reject.excerpt}
            </span>
          )}
        </For>
      </Show>
    </li>
  );
}

import { t } from "@lingui/core/macro";
import { A } from "@solidjs/router";
import { createEffect, createResource, createSignal, For, type JSX, on, onCleanup, Show } from "solid-js";
import { answer } from "../../api/client";
import { inWords } from "../../api/problem";
import type { Catalogue } from "../../api/types";
import { useLibrary } from "../../lib/library";
import { count } from "../../lib/time";
import { Button } from "../../ui/button";
import { Chip, Chips } from "../../ui/chip";
import { Empty } from "../../ui/empty";
import { Notice } from "../../ui/notice";
import { Page } from "../../ui/page";
import { SearchBox } from "../shelf/search-box";
import { filterCount, isAsked, KINDS, useAsked } from "./asked";
import css from "./catalogue.module.css";
import { Filters } from "./filters";
import { Hits } from "./hit-list";
import { createHits } from "./hits";
import { Provided } from "./parts";
import { recordsWords } from "./words";

/** Milliseconds after the last letter: an answer takes no longer than that. */
const TYPING = 120;
const PAGE = 30;

/** Search over everything that Discogs' monthly dumps have. */
export function CataloguePage(): JSX.Element {
  const library = useLibrary();
  const [asked, ask] = useAsked();
  const [typed, setTyped] = createSignal(asked().q);
  const [filtering, setFiltering] = createSignal(filterCount(asked()) > 0);
  const [catalogue, { refetch }] = createResource(() => answer(library.api.GET("/api/catalogue")));
  const [me] = createResource(() => answer(library.api.GET("/api/me")));
  const isAdmin = () => me.error === undefined && me.latest?.role === "admin";
  const known = () => (catalogue.error === undefined ? catalogue.latest : undefined);
  const isEmpty = () => known()?.kinds.length === 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const list = createHits((cursor, signal) =>
    answer(
      library.api.GET("/api/catalogue/search", {
        params: { query: { ...asked(), limit: PAGE, ...(cursor ? { cursor } : {}) } },
        signal,
      }),
    ),
  );
  const type = (words: string) => {
    setTyped(words);
    clearTimeout(timer);
    timer = setTimeout(() => ask({ q: words.trim() }), TYPING);
  };
  const look = () => (isAsked(asked()) ? void list.begin() : list.clear());
  createEffect(on(() => JSON.stringify(asked()), look));
  // Come back to, or led to: the words are those of the address.
  createEffect(
    on(
      () => asked().q,
      (q) => q !== typed().trim() && setTyped(q),
      { defer: true },
    ),
  );
  const forget = library.on((event) => {
    if (event.type === "wants" || event.type === "shelf") look();
  });
  onCleanup(() => {
    clearTimeout(timer);
    forget();
  });

  return (
    <Page
      title={t`Catalogue`}
      aside={
        <Show when={isAdmin()}>
          <A href="/dumps">{t`Imports`}</A>
        </Show>
      }
    >
      <Show when={!isEmpty()} fallback={<Teach admin={isAdmin()} importing={known()?.importing ?? false} />}>
        <SearchBox
          value={typed()}
          label={t`Search artists, titles, labels, catalogue numbers and barcodes`}
          onType={type}
          onLeave={() => document.querySelector<HTMLElement>(`.${css.hit}`)?.focus()}
        />
        <div class={css.choices}>
          <Chips label={t`What to find`}>
            <Chip pressed={!asked().kind} onClick={() => ask({ kind: undefined })}>{t`Everything`}</Chip>
            <For each={KINDS}>
              {(kind) => (
                <Chip pressed={asked().kind === kind.id} onClick={() => ask({ kind: kind.id })}>
                  {kind.word}
                </Chip>
              )}
            </For>
            <Chip
              pressed={filtering() || filterCount(asked()) > 0}
              aria-expanded={filtering()}
              onClick={() => setFiltering((open) => !open)}
            >
              {t`Filter`}
            </Chip>
          </Chips>
        </div>
        <Show when={filtering()}>
          <Filters asked={asked()} onAsk={ask} />
        </Show>
        <Show when={known()?.pending}>
          {(n) => (
            <Notice icon="clock">{t`The search is still taking up ${recordsWords(n())}; not all of them are found yet.`}</Notice>
          )}
        </Show>
        <Show when={!isAsked(asked()) && catalogue.error}>
          {(error) => (
            <Notice
              icon="offline"
              tone="warn"
              action={<Button icon="sync" onClick={() => void refetch()}>{t`Try again`}</Button>}
            >
              {inWords(error())}
            </Notice>
          )}
        </Show>
        <Show when={isAsked(asked())} fallback={<Known catalogue={known()} />}>
          <Hits
            list={list}
            label={t`Found`}
            none={
              <Empty title={t`Nothing found`}>
                <p>{t`Every word must occur: in names, titles, labels or numbers. Fewer words find more.`}</p>
              </Empty>
            }
          />
        </Show>
      </Show>
      <Provided />
    </Page>
  );
}

/** What there is to be searched, while nothing is asked for. */
function Known(props: { catalogue: Catalogue | undefined }): JSX.Element {
  const of = (kind: string) => props.catalogue?.kinds.find((one) => one.kind === kind);
  const month = () => of("release")?.month ?? props.catalogue?.kinds[0]?.month ?? "";
  return (
    <Show when={props.catalogue}>
      <p class={css.lead}>
        {t`Artists, albums, labels, catalogue numbers and barcodes: type a few letters of any. What you own or want is marked.`}
      </p>
      <dl class={css.figures}>
        <For each={KINDS.filter(({ id }) => of(id))}>
          {(kind) => (
            <div>
              <dt>{kind.word}</dt>
              <dd>{count(of(kind.id)?.records ?? 0)}</dd>
            </div>
          )}
        </For>
      </dl>
      <Show when={month()}>
        <p
          class={css.small}
        >{t`As Discogs had it in its dump of ${month().slice(0, 4)}-${month().slice(4, 6)}.`}</p>
      </Show>
    </Show>
  );
}

/** Nothing was imported: what a catalogue is, and how one comes by it. */
function Teach(props: { admin: boolean; importing: boolean }): JSX.Element {
  return (
    <Empty
      title={props.importing ? t`The catalogue is being imported` : t`No catalogue yet`}
      action={
        <Show when={props.admin}>
          <A href="/dumps">{props.importing ? t`See how far it is` : t`Import a month`}</A>
        </Show>
      }
    >
      <p>
        {t`Discogs publishes every month what it knows of all records. Once that is imported here, you can search all of it, look at tracklists and other pressings, and put what you find onto your wantlist.`}
      </p>
      <Show when={!props.admin}>
        <p>{t`Whoever runs this installation can import it.`}</p>
      </Show>
    </Empty>
  );
}

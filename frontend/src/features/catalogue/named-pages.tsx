/** Pages of masters, artists and labels: who or what it is, and all that is theirs. */
import { t } from "@lingui/core/macro";
import { A, useParams } from "@solidjs/router";
import { createEffect, createResource, type JSX, on, type Resource, Show } from "solid-js";
import { answer } from "../../api/client";
import { inWords } from "../../api/problem";
import { useLibrary } from "../../lib/library";
import { Notice } from "../../ui/notice";
import { Page, Section } from "../../ui/page";
import { Cover } from "../collection/cover";
import css from "./catalogue.module.css";
import { Hits } from "./hit-list";
import { createHits } from "./hits";
import { AtDiscogs, By, Facts, Gone, Named, Owned, Provided } from "./parts";
import { Versions } from "./versions";
import { ownWords } from "./words";

const PAGE = 50;
const MOST_NAMES = 12;

export function CatalogueMasterPage(): JSX.Element {
  const id = useId();
  const library = useLibrary();
  const [told] = createResource(id, (master_id) =>
    answer(library.api.GET("/api/catalogue/masters/{master_id}", { params: { path: { master_id } } })),
  );
  return (
    <Frame told={told} title={(master) => master.title} word={t`Master`}>
      {(master) => (
        <>
          <div class={css.head}>
            <div class={css.large}>
              <Cover copy={{ ...master, cover: null, thumb: null }} />
            </div>
            <div class={css.about}>
              <By artists={master.artists} />
              <p class={css.small}>{[master.year, ...master.genres].filter(Boolean).join(" · ")}</p>
              <Show when={ownWords({ ...master, kind: "master" })}>
                {(own) => (
                  <p>
                    <Owned {...own()} />
                  </p>
                )}
              </Show>
            </div>
          </div>
          <AtDiscogs kind="master" id={master.id} />
          <Versions masterId={master.id} />
        </>
      )}
    </Frame>
  );
}

export function CatalogueArtistPage(): JSX.Element {
  const id = useId();
  const library = useLibrary();
  const [told] = createResource(id, (artist_id) =>
    answer(library.api.GET("/api/catalogue/artists/{artist_id}", { params: { path: { artist_id } } })),
  );
  const list = createHits((cursor, signal) =>
    answer(
      library.api.GET("/api/catalogue/artists/{artist_id}/works", {
        params: { path: { artist_id: id() }, query: { limit: PAGE, ...(cursor ? { cursor } : {}) } },
        signal,
      }),
    ),
  );
  createEffect(on(id, () => void list.begin()));
  return (
    <Frame
      told={told}
      title={(artist) => artist.name}
      word={t`Artist`}
      below={
        <Section title={t`Records`}>
          <Hits list={list} label={t`Records`} none={<p>{t`Nothing bears this name on its cover.`}</p>} />
        </Section>
      }
    >
      {(artist) => (
        <Section title={t`About`}>
          <Facts
            facts={[
              [t`Real name`, artist.real_name ?? ""],
              [t`Also as`, artist.aliases.length > 0 ? <Named kind="artist" all={artist.aliases} /> : ""],
              [t`Members`, artist.members.length > 0 ? <Named kind="artist" all={artist.members} /> : ""],
              [t`In groups`, artist.groups.length > 0 ? <Named kind="artist" all={artist.groups} /> : ""],
              [t`Written`, artist.variations.slice(0, MOST_NAMES).join(", ")],
            ]}
          />
          <AtDiscogs kind="artist" id={artist.id} />
        </Section>
      )}
    </Frame>
  );
}

export function CatalogueLabelPage(): JSX.Element {
  const id = useId();
  const library = useLibrary();
  const [told] = createResource(id, (label_id) =>
    answer(library.api.GET("/api/catalogue/labels/{label_id}", { params: { path: { label_id } } })),
  );
  const list = createHits((cursor, signal) =>
    answer(
      library.api.GET("/api/catalogue/labels/{label_id}/releases", {
        params: { path: { label_id: id() }, query: { limit: PAGE, ...(cursor ? { cursor } : {}) } },
        signal,
      }),
    ),
  );
  createEffect(on(id, () => void list.begin()));
  return (
    <Frame
      told={told}
      title={(label) => label.name}
      word={t`Label`}
      below={
        <Section title={t`Releases`}>
          <Hits list={list} label={t`Releases`} none={<p>{t`Nothing is known on this label.`}</p>} />
        </Section>
      }
    >
      {(label) => (
        <Section title={t`About`}>
          <Facts
            facts={[
              [t`Belongs to`, label.parent ? <Named kind="label" all={[label.parent]} /> : ""],
              [t`Sublabels`, label.sublabels.length > 0 ? <Named kind="label" all={label.sublabels} /> : ""],
            ]}
          />
          <AtDiscogs kind="label" id={label.id} />
        </Section>
      )}
    </Frame>
  );
}

/** The number at the end of the address. */
function useId(): () => number {
  const params = useParams<{ id: string }>();
  createEffect(
    on(
      () => params.id,
      () => scrollTo({ top: 0 }),
      { defer: true },
    ),
  );
  return () => Number(params.id);
}

/** A record's page: what is known of it once it came, or why it did not; `below` comes in its own time. */
function Frame<T extends { vanished: string | null }>(props: {
  told: Resource<T>;
  title(told: T): string;
  word: string;
  children(told: T): JSX.Element;
  below?: JSX.Element;
}): JSX.Element {
  const latest = () => (props.told.error === undefined ? props.told.latest : undefined);
  const title = () => {
    const told = latest();
    return told ? props.title(told) : props.word;
  };
  return (
    <Page title={title()} aside={<A href="/catalogue">{t`Catalogue`}</A>}>
      <Show when={props.told.error}>
        {(problem) => (
          <Notice icon="warn" tone="warn">
            {inWords(problem())}
          </Notice>
        )}
      </Show>
      <Show when={latest()} keyed>
        {(told) => (
          <>
            <Gone since={told.vanished} />
            {props.children(told)}
            {props.below}
          </>
        )}
      </Show>
      <Provided />
    </Page>
  );
}

import { t } from "@lingui/core/macro";
import { A, useParams } from "@solidjs/router";
import { createEffect, createResource, For, type JSX, on, onCleanup, Show } from "solid-js";
import { answer } from "../../api/client";
import { inWords } from "../../api/problem";
import type { CatalogueRelease } from "../../api/types";
import { locale } from "../../lib/language";
import { useLibrary } from "../../lib/library";
import { Marked } from "../../ui/marked";
import { Notice } from "../../ui/notice";
import { Page, Section } from "../../ui/page";
import { Cover } from "../collection/cover";
import css from "./catalogue.module.css";
import { AtDiscogs, By, Facts, Gone, Owned, Provided } from "./parts";
import { ReleaseDeeds } from "./release-deeds";
import { Versions } from "./versions";
import { linesOf, partialDate } from "./words";

/** A release as Discogs' dump has it: its tracks, who made it, other pressings, and what one does about it. */
export function CatalogueReleasePage(): JSX.Element {
  const params = useParams<{ id: string }>();
  const library = useLibrary();
  const [told, { refetch }] = createResource(
    () => params.id,
    (id) =>
      answer(
        library.api.GET("/api/catalogue/releases/{release_id}", {
          params: { path: { release_id: Number(id) } },
        }),
      ),
  );
  const forget = library.on((event) => {
    if (event.type === "wants" || event.type === "shelf") void refetch();
  });
  onCleanup(forget);
  createEffect(
    on(
      () => params.id,
      () => scrollTo({ top: 0 }),
      { defer: true },
    ),
  );
  const release = () => (told.error === undefined ? told.latest : undefined);
  return (
    <Page title={release()?.title ?? t`Release`} aside={<A href="/catalogue">{t`Catalogue`}</A>}>
      <Show when={told.error}>
        {(problem) => (
          <Notice icon="warn" tone="warn">
            {inWords(problem())}
          </Notice>
        )}
      </Show>
      <Show when={release()}>{(one) => <Whole release={one()} />}</Show>
      <Provided />
    </Page>
  );
}

function Whole(props: { release: CatalogueRelease }): JSX.Element {
  const library = useLibrary();
  const copies = () => library.shelf.ofRelease(props.release.id).filter((copy) => copy.removed_at === null);
  return (
    <>
      <Gone since={props.release.vanished} />
      <div class={css.head}>
        <div class={css.large}>
          <Cover copy={{ ...props.release, cover: null, thumb: null }} />
        </div>
        <div class={css.about}>
          <By artists={props.release.artists} />
          <p class={css.small}>
            {[props.release.year, props.release.country, props.release.format].filter(Boolean).join(" · ")}
          </p>
          <Show when={props.release.owned === "same"}>
            <p class={css.links}>
              <For each={copies()} fallback={<Owned word={t`On your shelf`} />}>
                {(copy) => (
                  <A class={css.link ?? ""} href={`/records/${copy.id}`}>
                    <Marked icon="check">{t`On your shelf`}</Marked>
                  </A>
                )}
              </For>
            </p>
          </Show>
          <Show when={props.release.owned === "other"}>
            <p>
              <Owned word={t`Another pressing is on your shelf`} />
            </p>
          </Show>
        </div>
      </div>
      <ReleaseDeeds release={props.release} />
      <Show when={props.release.tracks.length > 0}>
        <Section title={t`Tracklist`}>
          <ol class={css.tracks}>
            <For each={linesOf(props.release.tracks)}>
              {(track) => (
                <li class={css.track} data-above={track.type === "track" ? undefined : ""}>
                  <span class={css.position}>{track.position}</span>
                  <span class={css.song}>{track.title}</span>
                  <span class={css.time}>{track.duration}</span>
                </li>
              )}
            </For>
          </ol>
        </Section>
      </Show>
      <Section title={t`About this release`}>
        <About release={props.release} />
        <AtDiscogs kind="release" id={props.release.id} />
      </Section>
      <Show when={props.release.master_id} keyed>
        {(master) => <Versions masterId={master} except={props.release.id} />}
      </Show>
    </>
  );
}

function About(props: { release: CatalogueRelease }): JSX.Element {
  const labels = () => (
    <For each={props.release.labels}>
      {(label) => (
        <span>
          <Show when={label.id} fallback={label.name}>
            {(id) => <A href={`/catalogue/labels/${id()}`}>{label.name}</A>}
          </Show>
          {label.catno ? ` ${label.catno}` : ""}
          {"\n"}
        </span>
      )}
    </For>
  );
  const lines = (values: readonly string[]) => values.filter(Boolean).join("\n");
  const facts = (): [string, JSX.Element | string][] => [
    [t`Label`, props.release.labels.length > 0 ? labels() : ""],
    [t`Format`, props.release.format],
    [t`Released`, props.release.released ? partialDate(props.release.released, locale()) : ""],
    [t`Country`, props.release.country ?? ""],
    [t`Genre`, props.release.genres.join(", ")],
    [t`Style`, props.release.styles.join(", ")],
    [t`Series`, lines(props.release.series.map((one) => [one.name, one.catno].filter(Boolean).join(" ")))],
    [
      t`Numbers`,
      lines(
        props.release.identifiers.map((one) =>
          [one.type, one.value, one.description ? `(${one.description})` : ""].filter(Boolean).join(" "),
        ),
      ),
    ],
    [t`Companies`, lines(props.release.companies.map((one) => `${one.role}: ${one.name}`))],
  ];
  return <Facts facts={facts()} />;
}

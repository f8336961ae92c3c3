import { t } from "@lingui/core/macro";
import { A } from "@solidjs/router";
import { For, type JSX, Show } from "solid-js";
import { inWords } from "../../api/problem";
import type { Hit } from "../../api/types";
import { Button } from "../../ui/button";
import { Icon } from "../../ui/icon";
import { Notice } from "../../ui/notice";
import { Cover } from "../collection/cover";
import css from "./catalogue.module.css";
import type { HitList } from "./hits";
import { Owned } from "./parts";
import { addressOf, factsOf, ownWords } from "./words";

/** The hits so far, and the way to more of them. */
export function Hits(props: { list: HitList; label: string; none: JSX.Element }): JSX.Element {
  return (
    <>
      <Show when={props.list.failure()}>
        <Notice
          icon="offline"
          tone="warn"
          action={<Button icon="sync" onClick={() => void props.list.begin()}>{t`Try again`}</Button>}
        >
          {inWords(props.list.failure())}
        </Notice>
      </Show>
      <Show when={props.list.hits()}>
        {(hits) => (
          <Show when={hits().length > 0} fallback={props.none}>
            <ul class={css.hits} aria-label={props.label} aria-busy={props.list.busy()}>
              <For each={hits()}>
                {(hit) => (
                  <li>
                    <HitLine hit={hit} />
                  </li>
                )}
              </For>
            </ul>
            <Show when={props.list.hasMore()}>
              <Button busy={props.list.busy()} onClick={() => void props.list.more()}>{t`Show more`}</Button>
            </Show>
          </Show>
        )}
      </Show>
    </>
  );
}

/** One artist, label, master or release in a list. */
export function HitLine(props: { hit: Hit }): JSX.Element {
  const isName = () => props.hit.kind === "artist" || props.hit.kind === "label";
  return (
    <A href={addressOf(props.hit)} class={css.hit ?? ""}>
      <span class={css.cover} data-round={props.hit.kind === "artist" ? "" : undefined}>
        <Show
          when={!isName()}
          fallback={
            <span class={css.name}>
              <Icon name={props.hit.kind === "artist" ? "account" : "record"} />
            </span>
          }
        >
          <Cover
            copy={{
              artist: props.hit.artist,
              title: props.hit.title,
              genres: props.hit.genre ? [props.hit.genre] : [],
              cover: null,
              thumb: null,
            }}
          />
        </Show>
      </span>
      <span class={css.words}>
        <span class={css.title} dir="auto">
          {props.hit.title}
        </span>
        <Show when={props.hit.artist}>
          <span class={css.artist} dir="auto">
            {props.hit.artist}
          </span>
        </Show>
        <span class={css.small}>{factsOf(props.hit)}</span>
        <Show when={ownWords(props.hit)}>{(own) => <Owned {...own()} />}</Show>
      </span>
    </A>
  );
}

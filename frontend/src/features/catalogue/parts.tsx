/** What the pages of the catalogue's records have in common. */
import { t } from "@lingui/core/macro";
import { A } from "@solidjs/router";
import { For, type JSX, Show } from "solid-js";
import type { Credit, Hit } from "../../api/types";
import { Icon, type IconName } from "../../ui/icon";
import { Marked } from "../../ui/marked";
import { Notice } from "../../ui/notice";
import { Credits } from "../collection/credits";
import { useSource } from "../collection/source";
import css from "./catalogue.module.css";
import { atDiscogs } from "./words";

/** The artists as the cover names them, each leading to all that is theirs. */
export function By(props: { artists: readonly Credit[] }): JSX.Element {
  const after = (credit: Credit, at: number) => {
    if (at + 1 >= props.artists.length) return "";
    return !credit.join || credit.join === "," ? ", " : ` ${credit.join} `;
  };
  return (
    <p class={css.by}>
      <For each={props.artists}>
        {(credit, at) => (
          <>
            <Show when={credit.id} fallback={credit.anv || credit.name}>
              {(id) => <A href={`/catalogue/artists/${id()}`}>{credit.anv || credit.name}</A>}
            </Show>
            {after(credit, at())}
          </>
        )}
      </For>
    </p>
  );
}

export function Facts(props: { facts: readonly [string, JSX.Element | string][] }): JSX.Element {
  return (
    <dl class={css.facts}>
      <For each={props.facts.filter(([, value]) => value !== "")}>
        {([name, value]) => (
          <div class={css.fact}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        )}
      </For>
    </dl>
  );
}

/** Names that lead to other artists or labels. */
export function Named(props: { kind: "artist" | "label"; all: readonly Credit[] }): JSX.Element {
  return (
    <For each={props.all}>
      {(one, at) => (
        <>
          <Show when={one.id} fallback={one.name}>
            {(id) => <A href={`/catalogue/${props.kind}s/${id()}`}>{one.name}</A>}
          </Show>
          {at() + 1 < props.all.length ? ", " : ""}
        </>
      )}
    </For>
  );
}

export function AtDiscogs(props: Pick<Hit, "kind" | "id">): JSX.Element {
  return (
    <a class={css.link} href={atDiscogs(props)} target="_blank" rel="noreferrer">
      <Icon name="out" small />
      {t`See it on Discogs`}
    </a>
  );
}

/** Whose data it is, where the foot of the page does not say so already. */
export function Provided(): JSX.Element {
  const source = useSource();
  return (
    <Show when={!source.connected()}>
      <Credits />
    </Show>
  );
}

/** The newest dump no longer has it. */
export function Gone(props: { since: string | null }): JSX.Element {
  return (
    <Show when={props.since}>
      <Notice icon="warn" tone="warn">{t`Discogs no longer has this: it is shown as it was.`}</Notice>
    </Show>
  );
}

/** That it is one's own. */
export function Owned(props: { icon?: IconName; word: string }): JSX.Element {
  return (
    <span class={css.owned}>
      <Marked icon={props.icon ?? "check"}>{props.word}</Marked>
    </span>
  );
}

import { t } from "@lingui/core/macro";
import { createEffect, createResource, type JSX, Match, on, onCleanup, Show, Switch } from "solid-js";
import { inWords, Problem } from "../api/problem";
import type { PublicProfile } from "../api/types";
import { Credits } from "../features/collection/credits";
import { Alone } from "../ui/alone";
import { Button } from "../ui/button";
import { Empty } from "../ui/empty";
import { Wordmark } from "../ui/wordmark";
import css from "./guest-page.module.css";
import { profileAt } from "./read";
import { Shelf } from "./shelf";
import { Spinning } from "./spinning";
import { Statistics } from "./statistics";

/** How often one looks what is spinning, in milliseconds. */
const LOOK = 30_000;

/** Somebody's records, as they let anybody see them. */
export function GuestPage(props: { address: string }): JSX.Element {
  const [profile, { refetch }] = createResource(() => profileAt(props.address));
  const told = () => (profile.error === undefined ? profile.latest : undefined);
  const title = () => told()?.title || t`A record shelf`;
  createEffect(() => {
    if (told()) document.title = `${title()} · Waugzee`;
  });
  createEffect(
    on(
      () => told()?.spinning != null,
      (spins) => {
        if (!spins) return;
        const timer = setInterval(() => document.visibilityState === "visible" && void refetch(), LOOK);
        onCleanup(() => clearInterval(timer));
      },
    ),
  );
  return (
    <Switch>
      <Match when={told()} keyed={false}>
        {(seen) => <Told address={props.address} title={title()} profile={seen()} />}
      </Match>
      <Match when={profile.error}>
        {(error) => (
          <Alone>
            <Show
              when={isMissing(error())}
              fallback={
                <Empty
                  title={t`This shelf cannot be read right now`}
                  action={<Button onClick={() => void refetch()}>{t`Try again`}</Button>}
                >
                  <p>{inWords(error())}</p>
                </Empty>
              }
            >
              <Empty title={t`There is no open shelf here`}>
                <p>{t`The address may be mistyped, or whoever opened it has shut it again.`}</p>
              </Empty>
            </Show>
          </Alone>
        )}
      </Match>
    </Switch>
  );
}

function Told(props: { address: string; title: string; profile: PublicProfile }): JSX.Element {
  const isBare = () => !props.profile.shelf && !props.profile.statistics && !props.profile.spinning?.record;
  return (
    <main id="main" class={css.page}>
      <header class={css.header}>
        <h1 class={css.title}>{props.title}</h1>
        <Show when={props.profile.spinning?.record}>{(record) => <Spinning record={record()} />}</Show>
      </header>
      <Show when={props.profile.statistics}>{(statistics) => <Statistics statistics={statistics()} />}</Show>
      <Show when={props.profile.shelf}>{(shelf) => <Shelf address={props.address} shelf={shelf()} />}</Show>
      <Show when={isBare()}>
        <Empty title={t`Nothing to see just now`}>
          <p>{t`When a record is put on, it appears here.`}</p>
        </Empty>
      </Show>
      <footer class={css.footer}>
        <a class={css.home} href="/" aria-label={t`What Waugzee is`}>
          <Wordmark />
        </a>
        <Credits />
      </footer>
    </main>
  );
}

function isMissing(error: unknown): boolean {
  return error instanceof Problem && error.status === 404;
}

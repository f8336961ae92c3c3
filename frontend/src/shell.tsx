import { t } from "@lingui/core/macro";
import { A, useLocation } from "@solidjs/router";
import { createSignal, ErrorBoundary, For, type JSX, Show, Suspense } from "solid-js";
import { useSession } from "./features/accounts/session";
import { Credits } from "./features/collection/credits";
import { useSource } from "./features/collection/source";
import { useDue } from "./features/due/due";
import { useInbox } from "./features/inbox/inbox";
import { useOpened } from "./features/inbox/opened";
import { MiniBar } from "./features/plays/mini-bar";
import { useSync } from "./features/sync/sync";
import { useLibrary } from "./lib/library";
import { now } from "./lib/now";
import { offline, unreached } from "./lib/reach";
import { ago } from "./lib/time";
import { BEHIND_MORE, isPlace, MORE, PLACES, type Place } from "./places";
import css from "./shell.module.css";
import { Button } from "./ui/button";
import { Empty } from "./ui/empty";
import { Icon } from "./ui/icon";
import { KeyHelp } from "./ui/key-help";
import { useKeys } from "./ui/keys";
import { anyLayer } from "./ui/layers";
import { Notice } from "./ui/notice";
import unseen from "./ui/unseen.module.css";

/** The frame of every page: places below on a phone and at the side on a desk, and how things stand. */
export function Shell(props: { children: JSX.Element }): JSX.Element {
  const location = useLocation();
  const sync = useSync();
  const source = useSource();
  const library = useLibrary();
  const read = () => {
    const run = sync.run();
    return run?.state === "complete" && run.finished_at ? ago(run.finished_at, now()) : undefined;
  };
  const due = useDue();
  const inbox = useInbox();
  useOpened();
  const [help, setHelp] = createSignal(false);
  useKeys({ "?": () => setHelp(true) }, { everywhere: true });
  const isBehind = (place: Place) => BEHIND_MORE.includes(place);
  const isHere = (place: Place) =>
    isPlace(place, location.pathname) ||
    (place === MORE && BEHIND_MORE.some((behind) => isPlace(behind, location.pathname)));
  const isBusy = (place: Place): boolean =>
    (place.href === "/sync" && sync.running()) || (place === MORE && BEHIND_MORE.some(isBusy));
  const badge = (place: Place): { count: number; what: string } | undefined => {
    if (place.href === "/today") return { count: due.count(), what: t`due` };
    if (place.href === "/inbox") return { count: inbox.unread(), what: t`unread` };
    return place === MORE ? BEHIND_MORE.map(badge).find((one) => one && one.count > 0) : undefined;
  };
  return (
    <>
      <div class={css.frame} inert={anyLayer()}>
        <button type="button" class={css.skip} onClick={skip}>{t`Skip to the content`}</button>
        <nav class={css.places} aria-label={t`Places`}>
          <img class={css.mark} src="/icon.svg" alt="Waugzee" width="40" height="40" />
          <For each={BEHIND_MORE.length > 0 ? [...PLACES, MORE] : PLACES}>
            {(place) => (
              <A
                href={place.href}
                class={css.place ?? ""}
                classList={{
                  [css.behind ?? ""]: isBehind(place),
                  [css.more ?? ""]: place === MORE,
                }}
                aria-current={isHere(place) ? "page" : undefined}
                onClick={() => place.href === location.pathname && scrollTo({ top: 0 })}
              >
                <span class={css.icon} data-busy={isBusy(place) ? "" : undefined}>
                  <Icon name={place.icon} />
                </span>
                <span class={css.word}>{place.word}</span>
                <Show when={badge(place)?.count}>
                  {(number) => (
                    <span class={css.badge}>
                      {number() > 99 ? "99+" : number()}
                      <span class={unseen.unseen}> {badge(place)?.what}</span>
                    </span>
                  )}
                </Show>
              </A>
            )}
          </For>
          <button type="button" class={`${css.place} ${css.keys}`} onClick={() => setHelp(true)}>
            <span class={css.icon}>
              <Icon name="keyboard" />
            </span>
            <span class={css.word}>{t`Keys`}</span>
          </button>
        </nav>
        <main id="main" class={css.main} tabindex="-1">
          <Standing />
          <ErrorBoundary fallback={<Unloaded />}>
            <Suspense>{props.children}</Suspense>
          </ErrorBoundary>
          <Show
            when={source.connected() || library.shelf.copies().length + library.shelf.departed().length > 0}
          >
            <div class={css.credits}>
              <Credits read={read()} />
            </div>
          </Show>
        </main>
        <MiniBar />
      </div>
      <Show when={help()}>
        <KeyHelp onClose={() => setHelp(false)} />
      </Show>
    </>
  );
}

/** A page whose script could not be fetched, or that failed: asked for anew, with everything it needs. */
function Unloaded(): JSX.Element {
  return (
    <Empty
      title={t`This page could not be shown`}
      action={<Button icon="sync" onClick={() => window.location.reload()}>{t`Load it again`}</Button>}
    >
      <p>{offline() ? t`You are offline.` : t`Nothing that you logged is lost.`}</p>
    </Empty>
  );
}

/** The age up to which what is shown needs no word about it, in milliseconds. */
const FRESH = 120_000;

/** How things stand, when not all is well: the network, the sign-in, the age of what is shown, what waits. */
function Standing(): JSX.Element {
  const session = useSession();
  const library = useLibrary();
  const away = () => {
    const state = session.session();
    return state.is === "away" && !offline() ? state : undefined;
  };
  const what = () => {
    if (offline()) return t`You are offline. You can still read the shelf and log.`;
    const state = away();
    if (state) return t`${state.why}. You can still read the shelf and log.`;
    if (unreached()) return t`Waugzee does not answer. You can still read the shelf and log.`;
    return library.failing() ? t`What you logged could not be sent; Waugzee tries again by itself.` : "";
  };
  const age = () => {
    const at = library.shelf.asOf();
    if (at === undefined || now() - at < FRESH) return "";
    return t` The shelf is as it was ${ago(new Date(at).toISOString(), now())}.`;
  };
  const waits = () => {
    const n = library.waiting().filter((parcel) => parcel.deed === "log").length;
    if (n === 0) return "";
    const many = n === 1 ? t` One entry waits here to be sent.` : t` ${n} entries wait here to be sent.`;
    return library.kept() ? many : many + t` This browser keeps nothing: leave the page open until then.`;
  };
  const again = () => {
    if (away()?.refused) void session.signIn();
    else void session.start();
  };
  return (
    <Show when={what()}>
      <div class={css.standing}>
        <Notice
          icon="offline"
          tone="warn"
          action={
            <Show when={away()}>
              <Button icon="sync" onClick={again}>{t`Try again`}</Button>
            </Show>
          }
        >
          {what()}
          {age()}
          {waits()}
        </Notice>
      </div>
    </Show>
  );
}

function skip(): void {
  const target = document.querySelector<HTMLElement>("#main [role='list'] a[href]:not([tabindex='-1'])");
  (target ?? document.getElementById("main"))?.focus();
}

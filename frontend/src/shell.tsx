import { A, useLocation } from "@solidjs/router";
import { createSignal, For, type JSX, Show } from "solid-js";
import { useSession } from "./features/accounts/session";
import { useSync } from "./features/sync/sync";
import { useLibrary } from "./lib/library";
import { offline, unreached } from "./lib/reach";
import css from "./shell.module.css";
import { Button } from "./ui/button";
import { Icon, type IconName } from "./ui/icon";
import { KeyHelp } from "./ui/key-help";
import { useKeys } from "./ui/keys";
import { anyLayer } from "./ui/layers";
import { Notice } from "./ui/notice";

const PLACES: readonly { href: string; word: string; icon: IconName }[] = [
  { href: "/", word: "Shelf", icon: "shelf" },
  { href: "/sync", word: "Sync", icon: "sync" },
  { href: "/account", word: "Account", icon: "account" },
];

/** The frame of every page: places below on a phone and at the side on a desk, and how things stand. */
export function Shell(props: { children: JSX.Element }): JSX.Element {
  const location = useLocation();
  const sync = useSync();
  const [help, setHelp] = createSignal(false);
  useKeys({ "?": () => setHelp(true) });
  const isHere = (href: string) =>
    href === "/"
      ? location.pathname === "/" || location.pathname.startsWith("/records/")
      : location.pathname === href;
  return (
    <>
      <div class={css.frame} inert={anyLayer()}>
        <button type="button" class={css.skip} onClick={skip}>
          Skip to the content
        </button>
        <nav class={css.places} aria-label="Places">
          <img class={css.mark} src="/icon.svg" alt="Waugzee" width="40" height="40" />
          <For each={PLACES}>
            {(place) => (
              <A
                href={place.href}
                class={css.place ?? ""}
                aria-current={isHere(place.href) ? "page" : undefined}
                onClick={() => place.href === location.pathname && scrollTo({ top: 0 })}
              >
                <span class={css.icon} data-busy={place.href === "/sync" && sync.running() ? "" : undefined}>
                  <Icon name={place.icon} />
                </span>
                <span>{place.word}</span>
              </A>
            )}
          </For>
          <button type="button" class={`${css.place} ${css.keys}`} onClick={() => setHelp(true)}>
            <span class={css.icon}>
              <Icon name="keyboard" />
            </span>
            <span>Keys</span>
          </button>
        </nav>
        <main id="main" class={css.main} tabindex="-1">
          <Standing />
          {props.children}
        </main>
      </div>
      <Show when={help()}>
        <KeyHelp onClose={() => setHelp(false)} />
      </Show>
    </>
  );
}

/** How things stand, when not all is well: the network, the sign-in, what waits to be sent. */
function Standing(): JSX.Element {
  const session = useSession();
  const library = useLibrary();
  const away = () => {
    const state = session.session();
    return state.is === "away" ? state : undefined;
  };
  const waits = () => {
    const n = library.waiting().filter((parcel) => parcel.deed === "log").length;
    if (n === 0) return "";
    return n === 1 ? " One entry waits here to be sent." : ` ${n} entries wait here to be sent.`;
  };
  const wrap = (notice: JSX.Element) => <div class={css.standing}>{notice}</div>;
  return (
    <Show when={offline() || away() || unreached()} fallback={null}>
      {wrap(
        <Show
          when={!offline() && away()}
          fallback={
            <Notice icon="offline" tone="warn">
              {offline() ? "You are offline." : "Waugzee does not answer."} You can still read the shelf and
              log.{waits()}
            </Notice>
          }
        >
          {(state) => (
            <Notice
              icon="offline"
              tone="warn"
              action={
                <Button
                  icon="sync"
                  onClick={() => void (state().refused ? session.signIn() : session.start())}
                >
                  Try again
                </Button>
              }
            >
              {state().why}. You see what this device kept.{waits()}
            </Notice>
          )}
        </Show>,
      )}
    </Show>
  );
}

function skip(): void {
  const target = document.querySelector<HTMLElement>("#main [role='list'] a[href]:not([tabindex='-1'])");
  (target ?? document.getElementById("main"))?.focus();
}

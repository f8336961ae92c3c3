import { t } from "@lingui/core/macro";
import { Router, type RouteSectionProps, useLocation } from "@solidjs/router";
import { createEffect, createMemo, type JSX, Match, on, onCleanup, onMount, Show, Switch } from "solid-js";
import { createApi } from "./api/client";
import { Away } from "./features/accounts/away";
import { Barred } from "./features/accounts/barred";
import { clearDevice } from "./features/accounts/clear-device";
import { createSession, SessionContext, type SessionControl } from "./features/accounts/session";
import { SignedOut } from "./features/accounts/signed-out";
import { Welcome } from "./features/accounts/welcome";
import { createSource, SourceContext } from "./features/collection/source";
import { CratesContext, createCrates } from "./features/crates/crates";
import { createDue, DueContext } from "./features/due/due";
import { refusedWords } from "./features/entries/refused-words";
import { createErrands, ErrandsContext } from "./features/errands/errands";
import { createInbox, InboxContext } from "./features/inbox/inbox";
import { untoldSkips } from "./features/picks/skips";
import { createSpinning, SpinningContext } from "./features/plays/spinning";
import { createSync, SyncContext } from "./features/sync/sync";
import { outcomeWords } from "./features/sync/words";
import { whenIdle } from "./lib/idle";
import { createLibrary, LibraryContext } from "./lib/library";
import { onChange } from "./lib/on-change";
import { setReached } from "./lib/reach";
import { keepOnDevice } from "./lib/updates";
import { routes } from "./routes";
import { Details, loadScreens, RefusedEntries, Visit } from "./screens";
import { Shell } from "./shell";
import { Snackbars, say } from "./ui/snackbar";

export function App(): JSX.Element {
  const session = createSession();
  onMount(() => void session.start());
  // After the first paint and what it needs.
  onMount(() => whenIdle(() => keepOnDevice(offer)));
  return (
    <SessionContext.Provider value={session}>
      <Router root={(props) => <Root session={session} {...props} />}>{routes}</Router>
      <Snackbars />
    </SessionContext.Provider>
  );
}

function offer(takeOver: () => void): void {
  say({
    text: t`A new version is ready`,
    icon: "sync",
    stays: true,
    action: { word: t`Reload`, act: takeOver },
  });
}

/** Chooses between the page of a user, signed in or remembered, and the pages for nobody. */
function Root(props: RouteSectionProps & { session: SessionControl }): JSX.Element {
  const location = useLocation();
  const state = props.session.session;
  /** Whose records are shown: who is signed in, or who was here last, while that is being found out. */
  const user = createMemo(() => {
    const now = state();
    if (location.pathname === "/signed-out" && now.is !== "in") return undefined;
    if (now.is === "in") return now.user;
    if (now.is === "starting" && now.quiet) return undefined;
    return now.is === "welcome" || now.is === "barred" ? undefined : props.session.last()?.user;
  });
  return (
    <Show
      when={user()}
      keyed
      fallback={
        <Switch>
          <Match when={location.pathname === "/signed-out"}>
            <SignedOut />
          </Match>
          <Match when={barredOf(props.session)}>{(barred) => <Barred {...barred()} />}</Match>
          <Match when={awayOf(props.session)}>{(away) => <Away {...away()} />}</Match>
          <Match when={welcomeOf(props.session)}>{(config) => <Welcome config={config()} />}</Match>
        </Switch>
      }
    >
      {(key) => (
        <Mine user={key} session={props.session}>
          {props.children}
        </Mine>
      )}
    </Show>
  );
}

/** Everything that belongs to one user, from here down. */
function Mine(props: { user: string; session: SessionControl; children: JSX.Element }): JSX.Element {
  const { session } = props;
  const api = createApi(session.accessToken, setReached, (bar) => {
    if (bar === "account-erased") void session.leaveErased(props.user, () => clearDevice(library));
    else session.bar(bar);
  });
  const library = createLibrary(api, props.user);
  const source = createSource(api, () => void sync.start());
  const due = createDue(library);
  const inbox = createInbox(library);
  const sync = createSync({
    library,
    accessToken: session.accessToken,
    origins: () => source.source()?.origins ?? [],
    isOwn: () => source.source()?.verified ?? false,
    onComplete: (run) => {
      // A check that found nothing is not worth a word.
      if (run.mode === "full" || run.added > 0) say({ text: t`Synced: ${outcomeWords(run)}`, icon: "check" });
    },
    onDoing: (doing) => errands.onDoing(doing),
    onErrandsDone: (done) => errands.onDone(done),
  });
  const errands = createErrands(library, sync);

  const spinning = createSpinning(library);
  const crates = createCrates(library);

  onChange(
    () => session.session().is,
    (is) => {
      // Nobody answers: what waits here may have made more due than the server said last.
      if (is === "away") void due.load();
      if (is !== "in") return;
      void library.connect();
      void source.load().catch(() => undefined);
      loadScreens();
    },
  );
  // With every word of the connection: connected anew, errands may do what they could not.
  createEffect(
    on(source.source, () => {
      if (!source.connected()) return;
      sync.warm();
      errands.begin();
    }),
  );
  library.onClose(() => {
    due.close();
    inbox.close();
    crates.close();
    errands.close();
    sync.close();
    spinning.close();
  });
  library.alsoWaits(untoldSkips(library));
  session.onSignedOutElsewhere(() => clearDevice(library));
  const forgetSource = library.on(({ type }) => {
    // Connected, changed or refused in another tab, on another device, or by the server.
    if (type === "discogs") void source.load().catch(() => undefined);
  });
  const untell = library.onRefused((parcel, why) =>
    say({ text: refusedWords(parcel, why), icon: "warn", tone: "bad" }),
  );
  onCleanup(() => {
    untell();
    forgetSource();
    library.close();
  });

  return (
    <LibraryContext.Provider value={library}>
      <SourceContext.Provider value={source}>
        <SyncContext.Provider value={sync}>
          <ErrandsContext.Provider value={errands}>
            <DueContext.Provider value={due}>
              <InboxContext.Provider value={inbox}>
                <SpinningContext.Provider value={spinning}>
                  <CratesContext.Provider value={crates}>
                    <Shell>
                      <Visit />
                      <RefusedEntries />
                      {props.children}
                    </Shell>
                    <Details />
                  </CratesContext.Provider>
                </SpinningContext.Provider>
              </InboxContext.Provider>
            </DueContext.Provider>
          </ErrandsContext.Provider>
        </SyncContext.Provider>
      </SourceContext.Provider>
    </LibraryContext.Provider>
  );
}

function barredOf(control: SessionControl) {
  const state = control.session();
  return state.is === "barred" ? state : undefined;
}

function awayOf(control: SessionControl) {
  const state = control.session();
  return state.is === "away" ? state : undefined;
}

function welcomeOf(control: SessionControl) {
  const state = control.session();
  return state.is === "welcome" ? state.config : undefined;
}

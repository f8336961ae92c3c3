/**
 * What turns, one record on each deck: shown at once, told to the server, and by it to every device.
 * Without a network it runs on here, and is handed up when there is one again.
 */
import { t } from "@lingui/core/macro";
import { createContext, createEffect, createMemo, createSignal, onCleanup, useContext } from "solid-js";
import { answer } from "../../api/client";
import { inWords, Problem } from "../../api/problem";
import type { Copy, Play, Preferences, Spin } from "../../api/types";
import { lastWord } from "../../lib/last-word";
import type { Library } from "../../lib/library";
import { uuid7 } from "../../lib/uuid";
import { say } from "../../ui/snackbar";
import { flipReminder } from "./flip";
import { type KeptSpins, keptSpins } from "./kept-spins";
import { newPlay, utcOffset } from "./plays";
import * as state from "./spin-state";
import { seenTracklist } from "./tracklist";
import { within } from "./words";

export type Spinning = ReturnType<typeof createSpinning>;
export const SpinningContext = createContext<Spinning>();

export function useSpinning(): Spinning {
  const spinning = useContext(SpinningContext);
  if (!spinning) throw new Error("no turntable above this component");
  return spinning;
}

export function createSpinning(library: Library) {
  const { api } = library;
  const kept = keptSpins(library.user);
  /** All that this device knows, what was taken off and is not told yet included. */
  const [turnings, setTurnings] = createSignal<readonly state.Turning[]>([]);
  const [decks, setDecks] = createSignal<KeptSpins["decks"]>([]);
  const [tick, setTick] = createSignal(Date.now());
  const [preferences, setPreferences] = createSignal<Preferences>();
  /** Ends that were reminded of: a record and its side. */
  const reminded = new Set<string>();

  let closed = false;
  let answers = 0;
  const told = lastWord<Preferences>((preferences) => void setPreferences(preferences));

  const byId = (id: string) => turnings().find((one) => one.spin.id === id);
  const set = (next: readonly state.Turning[]) => {
    const before = turnings();
    setTick(Date.now());
    setTurnings(next);
    if (!closed) void kept.write({ turnings: next, decks: decks() }, before);
  };
  const put = (next: state.Turning) =>
    set([next, ...turnings().filter((one) => one.spin.id !== next.spin.id)]);
  const forget = (id: string) => set(turnings().filter((one) => one.spin.id !== id));
  const visible = createMemo(() =>
    turnings()
      .filter((one) => !one.untold?.takenOff)
      .toSorted((one, other) => Date.parse(other.spin.began_at) - Date.parse(one.spin.began_at)),
  );

  async function load(): Promise<void> {
    try {
      const before = answers;
      const { spins } = await answer(api.GET("/api/spinning"));
      // Older than what was answered meanwhile.
      if (before !== answers) return await load();
      const untold = turnings().filter((one) => one.untold);
      const known = new Set(untold.map((one) => one.spin.id));
      const now = Date.now();
      set([...untold, ...spins.filter((spin) => !known.has(spin.id)).map((spin) => state.told(spin, now))]);
    } catch {
      // Unreached: what is known runs on.
    }
  }
  const loadDecks = async () => {
    const query = { params: { query: { limit: 100 } } };
    const page = await answer(api.GET("/api/turntables", query)).catch(() => undefined);
    if (!page) return;
    const inUse = page.turntables.filter((deck) => deck.retired_at === null);
    // The main one first: a record goes there unless told otherwise.
    setDecks(
      inUse
        .toSorted((one, other) => Number(other.is_main) - Number(one.is_main))
        .map(({ id, name }) => ({ id, name })),
    );
  };
  const loadPreferences = () => told(() => answer(api.GET("/api/preferences"))).catch(() => undefined);

  /** Tells the server how it stands; without a network that waits. */
  async function tell(next: state.Turning): Promise<void> {
    const { id, copy_id, title, began_at } = next.spin;
    const body = state.inTheEnd(next, Date.now(), utcOffset(began_at));
    if (!body || closed) return;
    put(next);
    try {
      const told = await answer(
        api.PUT("/api/spinning/{spin_id}", { params: { path: { spin_id: id } }, body }),
      );
      answers += 1;
      // Changed here meanwhile: how it stands now is under way.
      if (byId(id) !== next) return;
      if (told.spin) return put(state.told(told.spin, Date.now()));
      forget(id);
      if (told.play) library.shelf.sent(id);
      else library.shelf.forget(id);
      void library.catchUp();
      sayWhatBecame(next.spin, told.play);
    } catch (error) {
      if (error instanceof Problem && !error.passing) {
        forget(id);
        library.shelf.forget(id);
        // What was heard all the same waits with all that was logged, and is refused there, if so, in sight.
        const sides = state.playedSides(next);
        if (sides.length > 0) library.log([{ ...newPlay(copy_id, began_at, { sides: [...sides] }), id }]);
        say({
          text: inWords(error),
          icon: "warn",
          tone: "bad",
          stays: true,
          action: { word: t`Close`, act: () => undefined },
        });
        void load();
      } else if (body.taken_off && byId(id) === next) {
        library.shelf.expect(id, copy_id, { kind: "play", at: began_at });
        say({ text: t`${title} was taken off; it is logged when Waugzee answers again`, icon: "record" });
      }
    }
  }
  /** One after the other, in the order they were put on. */
  async function handUp(): Promise<void> {
    const untold = turnings().filter((one) => one.untold);
    for (const one of untold.toSorted((a, b) => a.spin.began_at.localeCompare(b.spin.began_at))) {
      if (byId(one.spin.id) === one) await tell(one);
    }
  }

  const opened = kept.read().then((found) => {
    if (!found) return;
    setDecks((known) => (known.length > 0 ? known : found.decks));
    const known = new Set(turnings().map((one) => one.spin.id));
    const more = found.turnings.filter((one) => !known.has(one.spin.id));
    if (more.length > 0) set([...turnings(), ...more]);
    for (const { spin, untold } of more) {
      if (untold?.takenOff) library.shelf.expect(spin.id, spin.copy_id, { kind: "play", at: spin.began_at });
    }
  });
  const catchUp = () => opened.then(handUp).then(load);
  const stop = library.on((event) => {
    if (event.type === "open") void catchUp();
    if (event.type === "spinning") void load();
    if (event.type === "equipment" || event.type === "open") void loadDecks();
    if (event.type === "preferences" || event.type === "open") void loadPreferences();
  });
  const clock = setInterval(() => visible().length > 0 && setTick(Date.now()), 1000);
  const close = () => {
    closed = true;
    stop();
    clearInterval(clock);
  };
  onCleanup(close);
  library.alsoWaits({
    count: () => turnings().filter((one) => one.untold).length,
    send: () => opened.then(handUp),
  });

  createEffect(() => {
    for (const one of visible()) {
      const key = `${one.spin.id} ${one.spin.side}`;
      if (!state.atEndOf(one, tick())) reminded.delete(key);
      else if (!reminded.has(key) && state.nextSideOf(one) !== undefined) {
        reminded.add(key);
        flipReminder(preferences());
      }
    }
  });
  // A record takes itself off a little after its end: the arm goes on turning.
  createEffect(() => {
    for (const one of visible()) if (state.isOver(one, tick())) finish(one.spin.id);
  });

  const change = (id: string, changes: state.Change) => {
    const one = byId(id);
    if (one) void tell(state.changed(one, changes, Date.now()));
  };
  function finish(id: string): void {
    const one = byId(id);
    if (one && !one.untold?.takenOff) void tell(state.ended(one, Date.now()));
  }

  function sayWhatBecame(spin: Spin, play: Play | null | undefined): void {
    if (!play) {
      say({ text: t`${spin.title} was taken off, nothing logged`, icon: "record" });
      return;
    }
    const undo = async () => {
      try {
        await answer(api.DELETE("/api/plays/{play_id}", { params: { path: { play_id: play.id } } }));
        void library.catchUp();
      } catch (error) {
        say({ text: inWords(error), icon: "warn", tone: "bad" });
      }
    };
    say({
      text: t`Logged ${spin.title}, ${within(play)}`,
      icon: "play",
      action: { word: t`Undo`, key: "u", act: () => void undo() },
    });
  }

  return {
    /** What turns, put on last first. */
    all: visible,
    spin: (): Spin | undefined => visible()[0]?.spin,
    decks,
    elapsed: (one: state.Turning) => state.elapsedOf(one, tick()),
    atEnd: (one: state.Turning) => state.atEndOf(one, tick()),
    preferences,
    load,
    close,
    /** Puts a record on a deck, or the main one; what is on there is taken off. */
    start(copy: Copy, deckId?: string, side?: string): void {
      const now = Date.now();
      const deck = decks().find(({ id }) => id === deckId) ?? decks()[0];
      const there = visible().find((one) => one.spin.turntable_id === (deck?.id ?? null));
      const next = state.putOn(copy, seenTracklist(library, copy.release_id), deck, {
        id: uuid7(),
        side,
        now,
      });
      void (async () => {
        if (there) await tell(state.ended(there, now));
        await tell(next);
      })();
    },
    pause: (id: string) => change(id, { running: false }),
    goOn: (id: string) => change(id, { running: true }),
    turn: (id: string, side: string) => change(id, { side }),
    move: (id: string, seconds: number) => change(id, { elapsed: Math.max(0, Math.round(seconds)) }),
    finish,
    prefer: (changes: Partial<Preferences>) =>
      told(() => answer(api.PATCH("/api/preferences", { body: changes }))).catch((error: unknown) =>
        say({ text: inWords(error), icon: "warn", tone: "bad" }),
      ),
  };
}

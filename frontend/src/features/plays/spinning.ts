/** The record on the turntable: the server's word, told to every device on here in between. */
import { t } from "@lingui/core/macro";
import { createContext, createEffect, createMemo, createSignal, onCleanup, useContext } from "solid-js";
import { answer } from "../../api/client";
import { inWords } from "../../api/problem";
import type { Copy, Preferences, Spin } from "../../api/types";
import type { Library } from "../../lib/library";
import { uuid7 } from "../../lib/uuid";
import { say } from "../../ui/snackbar";
import { flipReminder } from "./flip";
import { utcOffset } from "./plays";
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
  const [spin, setSpin] = createSignal<Spin>();
  /** When this device learnt of it, on its own clock: clocks may differ, the passing of time does not. */
  const [since, setSince] = createSignal(0);
  const [tick, setTick] = createSignal(performance.now());
  const [preferences, setPreferences] = createSignal<Preferences>();
  let finishing = false;

  const take = (told: Spin | undefined) => {
    setSince(performance.now());
    setTick(performance.now());
    setSpin(told);
  };

  async function load(): Promise<void> {
    try {
      take((await answer(api.GET("/api/spinning"))).spin ?? undefined);
    } catch {
      // Unreached: what is known runs on.
    }
  }
  const loadPreferences = async () => {
    const told = await answer(api.GET("/api/preferences")).catch(() => undefined);
    if (told) setPreferences(told);
  };

  const stop = library.on((event) => {
    if (event.type === "spinning" || event.type === "open") void load();
    if (event.type === "preferences" || event.type === "open") void loadPreferences();
  });
  const clock = setInterval(() => spin() && setTick(performance.now()), 1000);
  onCleanup(() => {
    stop();
    clearInterval(clock);
  });

  const elapsed = createMemo(() => {
    const on = spin();
    if (!on) return 0;
    return on.elapsed + (on.running ? Math.max(0, (tick() - since()) / 1000) : 0);
  });
  const length = () => spin()?.sides.find((side) => side.side === spin()?.side)?.seconds ?? 0;
  const atEnd = createMemo(() => spin() !== undefined && length() > 0 && elapsed() >= length());
  const nextSide = createMemo(() => {
    const on = spin();
    if (!on) return undefined;
    const at = on.sides.findIndex((side) => side.side === on.side);
    return on.sides[at + 1]?.side;
  });

  createEffect(() => {
    if (!atEnd()) return;
    if (nextSide() !== undefined) flipReminder(preferences());
  });
  // After its last side a record takes itself off, a little after its end: the arm goes on turning.
  createEffect(() => {
    const on = spin();
    if (!on || finishing) return;
    if (on.over || (nextSide() === undefined && length() > 0 && elapsed() >= length() + 20)) void finish();
  });

  const attempt = async (work: () => Promise<void>) => {
    try {
      await work();
    } catch (error) {
      say({ text: inWords(error), icon: "warn", tone: "bad" });
      void load();
    }
  };
  const change = (changes: { running?: boolean; elapsed?: number; side?: string }) =>
    attempt(async () => {
      const on = spin();
      if (!on) return;
      take(
        await answer(
          api.PATCH("/api/spinning/{spin_id}", { params: { path: { spin_id: on.id } }, body: changes }),
        ),
      );
    });

  async function finish(): Promise<void> {
    const on = spin();
    if (!on || finishing) return;
    finishing = true;
    await attempt(async () => {
      const path = { params: { path: { spin_id: on.id } } };
      const { play } = await answer(api.POST("/api/spinning/{spin_id}/finish", path));
      setSpin(undefined);
      void library.catchUp();
      say({
        text: play ? t`Logged ${on.title}, ${within(play)}` : t`${on.title} was taken off, nothing logged`,
        icon: play ? "play" : "record",
        ...(play
          ? {
              action: {
                word: t`Undo`,
                key: "u",
                act: () =>
                  void attempt(async () => {
                    await answer(
                      api.DELETE("/api/plays/{play_id}", { params: { path: { play_id: play.id } } }),
                    );
                    void library.catchUp();
                  }),
              },
            }
          : {}),
      });
    });
    finishing = false;
  }

  return {
    spin,
    elapsed,
    length,
    atEnd,
    nextSide,
    preferences,
    load,
    start: (copy: Pick<Copy, "id" | "title">, side?: string) =>
      attempt(async () => {
        const body = {
          id: uuid7(),
          copy_id: copy.id,
          utc_offset: utcOffset(new Date().toISOString()),
          ...(side ? { side } : {}),
        };
        take(await answer(api.PUT("/api/spinning", { body })));
        void library.catchUp();
      }),
    pause: () => change({ running: false }),
    goOn: () => change({ running: true }),
    turn: (side: string) => change({ side }),
    move: (seconds: number) => change({ elapsed: Math.max(0, Math.round(seconds)) }),
    finish,
    prefer: (changes: Partial<Preferences>) =>
      attempt(
        async () => void setPreferences(await answer(api.PATCH("/api/preferences", { body: changes }))),
      ),
  };
}

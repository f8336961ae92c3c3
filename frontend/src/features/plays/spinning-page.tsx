import { t } from "@lingui/core/macro";
import { A } from "@solidjs/router";
import { createMemo, For, Index, type JSX, Show } from "solid-js";
import type { Spin } from "../../api/types";
import { useLibrary } from "../../lib/library";
import { Button } from "../../ui/button";
import { Empty } from "../../ui/empty";
import { Icon } from "../../ui/icon";
import { Page } from "../../ui/page";
import { ProgressBar } from "../../ui/progress";
import unseen from "../../ui/unseen.module.css";
import { Cover } from "../collection/cover";
import { lengthOf, nextSideOf, type Turning } from "./spin-state";
import { useSpinning } from "./spinning";
import css from "./spinning-page.module.css";
import { Chip } from "./what-fields";
import { BASIS, duration } from "./words";

/** The record on each turntable, against its tracklist. */
export function SpinningPage(): JSX.Element {
  const spinning = useSpinning();
  return (
    <Page title={t`Now spinning`}>
      <Show
        when={spinning.all().length > 0}
        fallback={
          <Empty title={t`Nothing is spinning`} action={<A href="/">{t`Go to the shelf`}</A>}>
            <p>{t`Open a record and put it on: it runs here against its sides, and is logged when it ends.`}</p>
          </Empty>
        }
      >
        {/* By place: a deck that is paused or turned stays where it is. */}
        <Index each={spinning.all()}>{(turning) => <Turntable turning={turning()} />}</Index>
        <Reminders />
      </Show>
    </Page>
  );
}

/** Where each track of the side begins, as far as their lengths are known. */
function begins(spin: Spin) {
  let at: number | undefined = 0;
  return spin.tracks
    .filter((track) => track.side === spin.side && !track.heading)
    .map((track) => {
      const from = at;
      at = at === undefined || !track.seconds ? undefined : at + track.seconds;
      return { track, from, to: at };
    });
}

function Turntable(props: { turning: Turning }): JSX.Element {
  const library = useLibrary();
  const spinning = useSpinning();
  const spin = () => props.turning.spin;
  const elapsed = () => spinning.elapsed(props.turning);
  const length = () => lengthOf(props.turning);
  const atEnd = () => spinning.atEnd(props.turning);
  const nextSide = () => nextSideOf(props.turning);
  const copy = () => library.shelf.copy(spin().copy_id);
  const side = () => spin().sides.find((each) => each.side === spin().side);
  const lines = createMemo(() => begins(spin()));
  const current = createMemo(() =>
    lines().findLastIndex((line) => line.from !== undefined && line.from <= elapsed()),
  );
  const share = () => (length() > 0 ? Math.min(1, elapsed() / length()) : 0);
  return (
    <section class={css.table} aria-label={spin().turntable ?? spin().title}>
      <div class={css.cover}>
        <Show when={copy()}>{(shown) => <Cover copy={shown()} large />}</Show>
      </div>
      <div class={css.about}>
        <h2 class={css.title} dir="auto">
          {spin().title}
        </h2>
        <p class={css.artist} dir="auto">
          {spin().artist}
        </p>
        <Show when={spin().turntable}>{(name) => <p class={css.of}>{t`On ${name()}`}</p>}</Show>
        <p class={css.clock} role="timer" aria-label={t`Side ${spin().side}`}>
          {duration(Math.min(elapsed(), length()))}
          <span class={css.of}> {t`of ${duration(length())}`}</span>
        </p>
        <ProgressBar label={t`Side ${spin().side}`} share={share()} />
        <p class={css.basis}>
          <Show
            when={atEnd()}
            fallback={side() ? t`Side ${spin().side}, ${BASIS[side()?.basis ?? "estimate"]}` : ""}
          >
            {nextSide()
              ? t`The side has ended: turn it over.`
              : t`The record has ended; it is logged in a moment.`}
          </Show>
        </p>
        <div class={css.sides} role="group" aria-label={t`Sides`}>
          <For each={spin().sides}>
            {(each) => (
              <Chip on={each.side === spin().side} onToggle={() => spinning.turn(spin().id, each.side)}>
                {t`Side ${each.side}`}
                <Show when={spin().played.includes(each.side)}>
                  <Icon name="check" small />
                  <span class={unseen.unseen}>{t`, played`}</span>
                </Show>
              </Chip>
            )}
          </For>
        </div>
        <div class={css.deeds}>
          <Show when={nextSide()}>
            {(next) => (
              <Button
                look={atEnd() ? "main" : "plain"}
                icon="record"
                onClick={() => spinning.turn(spin().id, next())}
              >{t`Turn to side ${next()}`}</Button>
            )}
          </Show>
          <Button
            icon={spin().running ? "stop" : "play"}
            onClick={() => (spin().running ? spinning.pause(spin().id) : spinning.goOn(spin().id))}
          >
            {spin().running ? t`Pause` : t`Go on`}
          </Button>
          <Button icon="check" onClick={() => spinning.finish(spin().id)}>{t`Take it off`}</Button>
        </div>
      </div>
      <Show when={lines().length > 0}>
        <ol class={css.tracks} aria-label={t`Tracks of side ${spin().side}`}>
          <For each={lines()}>
            {(line, index) => (
              <li>
                <button
                  type="button"
                  class={css.track}
                  aria-current={index() === current() ? "true" : undefined}
                  disabled={line.from === undefined}
                  onClick={() => spinning.move(spin().id, line.from ?? 0)}
                >
                  <span class={css.position}>{line.track.position}</span>
                  <span class={css.words} dir="auto">
                    {line.track.title}
                  </span>
                  <span class={css.time}>{line.track.seconds ? duration(line.track.seconds) : ""}</span>
                </button>
              </li>
            )}
          </For>
        </ol>
      </Show>
    </section>
  );
}

function Reminders(): JSX.Element {
  const spinning = useSpinning();
  return (
    <fieldset class={css.reminders}>
      <legend>{t`When a side ends`}</legend>
      <label>
        <input
          type="checkbox"
          checked={spinning.preferences()?.flip_sound ?? false}
          onChange={(event) => void spinning.prefer({ flip_sound: event.currentTarget.checked })}
        />
        {t`Sound`}
      </label>
      <label>
        <input
          type="checkbox"
          checked={spinning.preferences()?.flip_vibration ?? false}
          onChange={(event) => void spinning.prefer({ flip_vibration: event.currentTarget.checked })}
        />
        {t`Vibration, where the device can`}
      </label>
    </fieldset>
  );
}

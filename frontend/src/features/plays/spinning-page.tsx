import { t } from "@lingui/core/macro";
import { A } from "@solidjs/router";
import { createMemo, For, type JSX, Show } from "solid-js";
import type { Spin } from "../../api/types";
import { useLibrary } from "../../lib/library";
import { Button } from "../../ui/button";
import { Empty } from "../../ui/empty";
import { Page } from "../../ui/page";
import { ProgressBar } from "../../ui/progress";
import { Cover } from "../collection/cover";
import { useSpinning } from "./spinning";
import css from "./spinning-page.module.css";
import { Chip } from "./what-fields";
import { BASIS, duration } from "./words";

/** The record on the turntable, against its tracklist. */
export function SpinningPage(): JSX.Element {
  const spinning = useSpinning();
  return (
    <Page title={t`Now spinning`}>
      <Show
        when={spinning.spin()}
        fallback={
          <Empty title={t`Nothing is spinning`} action={<A href="/">{t`Go to the shelf`}</A>}>
            <p>{t`Open a record and put it on: it runs here against its sides, and is logged when it ends.`}</p>
          </Empty>
        }
      >
        {(spin) => <Turntable spin={spin()} />}
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

function Turntable(props: { spin: Spin }): JSX.Element {
  const library = useLibrary();
  const spinning = useSpinning();
  const copy = () => library.shelf.copy(props.spin.copy_id);
  const side = () => props.spin.sides.find((each) => each.side === props.spin.side);
  const lines = createMemo(() => begins(props.spin));
  const current = createMemo(() =>
    lines().findLastIndex((line) => line.from !== undefined && line.from <= spinning.elapsed()),
  );
  const share = () => (spinning.length() > 0 ? Math.min(1, spinning.elapsed() / spinning.length()) : 0);
  return (
    <div class={css.table}>
      <div class={css.cover}>
        <Show when={copy()}>{(shown) => <Cover copy={shown()} large />}</Show>
      </div>
      <div class={css.about}>
        <h2 class={css.title}>{props.spin.title}</h2>
        <p class={css.artist}>{props.spin.artist}</p>
        <p class={css.clock} role="timer" aria-label={t`Side ${props.spin.side}`}>
          {duration(Math.min(spinning.elapsed(), spinning.length()))}
          <span class={css.of}> {t`of ${duration(spinning.length())}`}</span>
        </p>
        <ProgressBar label={t`Side ${props.spin.side}`} share={share()} />
        <p class={css.basis}>
          <Show
            when={spinning.atEnd()}
            fallback={side() ? t`Side ${props.spin.side}, ${BASIS[side()?.basis ?? "estimate"]}` : ""}
          >
            {spinning.nextSide()
              ? t`The side has ended: turn it over.`
              : t`The record has ended; it is logged in a moment.`}
          </Show>
        </p>
        <div class={css.sides} role="group" aria-label={t`Sides`}>
          <For each={props.spin.sides}>
            {(each) => (
              <Chip
                on={each.side === props.spin.side}
                onToggle={() => void spinning.turn(each.side)}
              >{t`Side ${each.side}${props.spin.played.includes(each.side) ? " ✓" : ""}`}</Chip>
            )}
          </For>
        </div>
        <div class={css.deeds}>
          <Show when={spinning.nextSide()}>
            {(next) => (
              <Button
                look={spinning.atEnd() ? "main" : "plain"}
                icon="record"
                onClick={() => void spinning.turn(next())}
              >{t`Turn to side ${next()}`}</Button>
            )}
          </Show>
          <Button
            icon={props.spin.running ? "stop" : "play"}
            onClick={() => void (props.spin.running ? spinning.pause() : spinning.goOn())}
          >
            {props.spin.running ? t`Pause` : t`Go on`}
          </Button>
          <Button icon="check" onClick={() => void spinning.finish()}>{t`Take it off`}</Button>
        </div>
      </div>
      <Show when={lines().length > 0}>
        <ol class={css.tracks} aria-label={t`Tracks of side ${props.spin.side}`}>
          <For each={lines()}>
            {(line, index) => (
              <li>
                <button
                  type="button"
                  class={css.track}
                  aria-current={index() === current() ? "true" : undefined}
                  disabled={line.from === undefined}
                  onClick={() => void spinning.move(line.from ?? 0)}
                >
                  <span class={css.position}>{line.track.position}</span>
                  <span class={css.words}>{line.track.title}</span>
                  <span class={css.time}>{line.track.seconds ? duration(line.track.seconds) : ""}</span>
                </button>
              </li>
            )}
          </For>
        </ol>
      </Show>
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
    </div>
  );
}

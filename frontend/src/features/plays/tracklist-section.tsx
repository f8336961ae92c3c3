import { t } from "@lingui/core/macro";
import { createSignal, For, type JSX, Show } from "solid-js";
import { inWords } from "../../api/problem";
import type { Track } from "../../api/types";
import { useLibrary } from "../../lib/library";
import { Button } from "../../ui/button";
import { Field } from "../../ui/field";
import { Part } from "../entries/part";
import { createTracklist } from "./tracklist";
import css from "./tracklist-section.module.css";
import { BASIS, duration, readDuration } from "./words";

/** What is on each side, how long it plays and how that is known; lengths are corrected here, once. */
export function TracklistSection(props: { releaseId: number }): JSX.Element {
  const library = useLibrary();
  const list = createTracklist(library, () => props.releaseId);
  const [editing, setEditing] = createSignal(false);
  const tracksOf = (side: string) => list.tracklist()?.tracks.filter((track) => track.side === side) ?? [];
  const loose = () =>
    list.tracklist()?.tracks.filter((track) => !track.side && !track.heading && track.position) ?? [];
  return (
    <Show when={list.tracklist()}>
      {(told) => (
        <Part
          title={t`Sides`}
          about={duration(told().seconds)}
          deed={
            <Show when={!editing()}>
              <Button look="quiet" icon="edit" onClick={() => setEditing(true)}>{t`Correct lengths`}</Button>
            </Show>
          }
        >
          <Show when={!editing()} fallback={<Lengths list={list} onDone={() => setEditing(false)} />}>
            <ol class={css.sides}>
              <For each={told().sides.filter((side) => side.seconds > 0)}>
                {(side) => (
                  <li class={css.side}>
                    <p class={css.name}>
                      <span class={css.letter}>{side.side}</span>
                      <span class={css.basis}>{BASIS[side.basis]}</span>
                      <span class={css.time}>{duration(side.seconds)}</span>
                    </p>
                    <Show when={tracksOf(side.side).length > 0}>
                      <ol class={css.tracks}>
                        <For each={tracksOf(side.side)}>{(track) => <TrackLine {...track} />}</For>
                      </ol>
                    </Show>
                  </li>
                )}
              </For>
            </ol>
            <Show when={loose().length > 0}>
              <ol class={css.tracks}>
                <For each={loose()}>{(track) => <TrackLine {...track} />}</For>
              </ol>
            </Show>
          </Show>
        </Part>
      )}
    </Show>
  );
}

function TrackLine(props: Track): JSX.Element {
  return (
    <li class={css.track}>
      <span class={css.position}>{props.position}</span>
      <span class={css.words}>
        <span dir="auto">{props.title}</span>
        <Show when={props.artist}>
          <span class={css.artist} dir="auto">
            {props.artist}
          </span>
        </Show>
      </span>
      <span class={css.time}>{props.seconds ? duration(props.seconds) : ""}</span>
    </li>
  );
}

function Lengths(props: { list: ReturnType<typeof createTracklist>; onDone(): void }): JSX.Element {
  const sides = props.list.tracklist()?.sides ?? [];
  const [texts, setTexts] = createSignal(
    Object.fromEntries(sides.map((side) => [side.side, side.corrected ? duration(side.seconds) : ""])),
  );
  const [problem, setProblem] = createSignal<string>();
  const [busy, setBusy] = createSignal(false);
  const save = async (event: SubmitEvent) => {
    event.preventDefault();
    const told = Object.entries(texts()).filter(([, text]) => text.trim() !== "");
    const read = told.map(([side, text]) => ({ side, seconds: readDuration(text) }));
    const wrong = read.find((one) => one.seconds === undefined);
    if (wrong) return void setProblem(t`Write side ${wrong.side} as minutes and seconds, like 21:30.`);
    setBusy(true);
    try {
      await props.list.correct(read.map(({ side, seconds }) => ({ side, seconds: seconds ?? 0 })));
      props.onDone();
    } catch (error) {
      setProblem(inWords(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <form class={css.form} onSubmit={save} noValidate aria-label={t`Correct lengths`}>
      <div class={css.fields}>
        <For each={sides}>
          {(side) => (
            <Field
              label={t`Side ${side.side}`}
              inputMode="numeric"
              placeholder={duration(side.seconds)}
              value={texts()[side.side] ?? ""}
              onInput={(event) => setTexts({ ...texts(), [side.side]: event.currentTarget.value })}
            />
          )}
        </For>
      </div>
      <p
        class={css.basis}
      >{t`Minutes and seconds. What is left empty is as ${sides.some((side) => side.basis !== "estimate") ? t`the tracklist` : t`the format`} says; 0:00 means that nothing is on that side. Every play of this release follows.`}</p>
      <Show when={problem()}>{(words) => <p role="alert">{words()}</p>}</Show>
      <div class={css.buttons}>
        <Button type="submit" look="main" busy={busy()}>{t`Save`}</Button>
        <Button look="quiet" onClick={() => props.onDone()}>{t`Cancel`}</Button>
      </div>
    </form>
  );
}

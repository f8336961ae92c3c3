import { t } from "@lingui/core/macro";
import { type JSX, Show } from "solid-js";
import type { Copy } from "../../api/types";
import { figuresOf } from "../../lib/entries";
import { useLibrary } from "../../lib/library";
import { now } from "../../lib/now";
import { Button } from "../../ui/button";
import { pressed } from "../../ui/press";
import { say } from "../../ui/snackbar";
import { Cleanliness } from "../care/cleanliness";
import { Cover } from "../collection/cover";
import { openDetail } from "../plays/detail";
import { newPlay } from "../plays/plays";
import { Recency } from "../plays/recency";
import { minutesOf } from "./lengths";
import css from "./offer.module.css";
import { duration, reason } from "./reasons";

/** One record that is offered: why, how long it plays, and the two things to do about it. */
export function Offer(props: {
  copy: Copy;
  /** As it stood when it was offered: the reason must not change by what is done about it. */
  asOffered: Copy;
  large?: boolean;
  onSkip(): void;
}): JSX.Element {
  const library = useLibrary();
  const seconds = () => library.titles.lengthOf()(props.copy);
  const playedHere = () =>
    library.recent().some((entry) => entry.kind === "play" && entry.copyId === props.copy.id);
  const isDirty = () => library.care.cleanliness(props.copy, now()).level === 5 && props.copy.plays > 0;
  const play = () => {
    const before = figuresOf(props.copy);
    const entries = [newPlay(props.copy.id, new Date().toISOString())];
    library.log(entries);
    say({
      text: t`Played ${props.copy.title}`,
      icon: "play",
      action: { word: t`Undo`, key: "u", act: () => library.undo(entries, before) },
    });
  };
  return (
    <article class={css.offer} data-large={props.large ? "" : undefined} aria-label={props.copy.title}>
      <a href={`/records/${props.copy.id}`} class={css.record}>
        <span class={css.cover}>
          <Cover copy={props.copy} large={props.large ?? false} />
        </span>
        <span class={css.words}>
          <span class={css.title} dir="auto">
            {props.copy.title}
          </span>
          <span class={css.artist} dir="auto">
            {props.copy.artist}
          </span>
          <span class={css.reason}>{reason(props.asOffered, now())}</span>
          <span class={css.facts}>
            <span>{duration(minutesOf(props.copy, seconds()), seconds() !== undefined)}</span>
            <Show when={playedHere()}>
              <Recency copy={props.copy} now={now()} />
            </Show>
            <Show when={isDirty()}>
              <Cleanliness copy={props.copy} />
            </Show>
          </span>
        </span>
      </a>
      <div class={css.deeds}>
        <Button
          look={props.large ? "main" : "plain"}
          icon="play"
          aria-label={t`Play ${props.copy.title}`}
          {...pressed(play, () => openDetail({ copy: props.copy }))}
        >{t`Play`}</Button>
        <Button
          look="quiet"
          icon="next"
          aria-label={t`Skip ${props.copy.title}`}
          onClick={() => props.onSkip()}
        >{t`Skip`}</Button>
      </div>
    </article>
  );
}

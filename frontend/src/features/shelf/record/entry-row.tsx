import { t } from "@lingui/core/macro";
import { type JSX, Show } from "solid-js";
import type { HistoryEntry } from "../../../api/types";
import { now } from "../../../lib/now";
import { ago, clock, shortDate } from "../../../lib/time";
import { noonHere } from "../../../lib/when";
import { Icon } from "../../../ui/icon";
import { inWords } from "../../care/details";
import { EntryLine } from "../../entries/entry-line";
import { aboutLong, moodWord, stars, what } from "../../plays/words";
import { type Draft, onlyDay, type ShownEntry } from "./entries";
import css from "./entry-row.module.css";
import { HistoryForm } from "./history-form";

const WORD = { play: t`Played`, cleaning: t`Cleaned` } as const;
const ICON = { play: "play", cleaning: "clean" } as const;

/** Side A · 22 min · ★★★★ · calm. */
function detailOf(play: NonNullable<HistoryEntry["play"]>): string {
  const estimated = play.basis !== "tracklist" && play.basis !== "user";
  return [what(play), aboutLong(play.seconds, estimated), stars(play.rating), moodWord(play.mood)]
    .filter(Boolean)
    .join(" · ");
}

/** One line of the history; opened, the form that corrects it. */
export function EntryRow(props: {
  entry: ShownEntry;
  open: boolean;
  onOpen(): void;
  onCancel(): void;
  onSave(draft: Draft): Promise<unknown>;
  onDetails(): void;
  onDelete(): void;
}): JSX.Element {
  const day = () => onlyDay(props.entry);
  const at = () => {
    const alone = day();
    return alone ? noonHere(alone) : props.entry.at;
  };
  const when = () => (day() ? shortDate(at(), now()) : `${shortDate(at(), now())}, ${clock(at())}`);
  const about = () => [
    ...(props.entry.play ? [detailOf(props.entry.play)] : []),
    inWords(props.entry.cleaning ?? {}),
  ];
  return (
    <li class={css.row} data-kind={props.entry.kind} data-open={props.open ? "" : undefined}>
      <span class={css.dot} aria-hidden="true">
        <Icon name={ICON[props.entry.kind]} small />
      </span>
      <Show
        when={!props.open}
        fallback={
          <HistoryForm
            entry={props.entry}
            onSave={props.onSave}
            onCancel={() => props.onCancel()}
            onDelete={() => props.onDelete()}
            onDetails={() => props.onDetails()}
          />
        }
      >
        <EntryLine
          word={`${WORD[props.entry.kind]} ${ago(at(), now())}`}
          at={props.entry.at}
          when={when()}
          about={about()}
          notes={props.entry.notes}
          waits={props.entry.waits}
          onOpen={() => props.onOpen()}
        />
      </Show>
    </li>
  );
}

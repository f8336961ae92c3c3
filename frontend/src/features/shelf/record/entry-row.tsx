import { t } from "@lingui/core/macro";
import { type JSX, Show } from "solid-js";
import type { HistoryEntry } from "../../../api/types";
import { now } from "../../../lib/now";
import { ago, clock, shortDate } from "../../../lib/time";
import { Icon } from "../../../ui/icon";
import { inWords } from "../../care/details";
import { aboutLong, moodWord, stars, what } from "../../plays/words";
import { type Draft, onlyDay, type ShownEntry } from "./entries";
import { EntryForm } from "./entry-form";
import css from "./entry-row.module.css";

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
  onSave(draft: Draft): Promise<void>;
  onDetails(): void;
  onDelete(): void;
}): JSX.Element {
  const when = () =>
    onlyDay(props.entry)
      ? shortDate(props.entry.at, now())
      : `${shortDate(props.entry.at, now())}, ${clock(props.entry.at)}`;
  return (
    <li class={css.row} data-kind={props.entry.kind} data-open={props.open ? "" : undefined}>
      <span class={css.dot} aria-hidden="true">
        <Icon name={ICON[props.entry.kind]} small />
      </span>
      <Show
        when={!props.open}
        fallback={
          <EntryForm
            entry={props.entry}
            onSave={props.onSave}
            onCancel={() => props.onCancel()}
            onDelete={() => props.onDelete()}
            onDetails={() => props.onDetails()}
          />
        }
      >
        <button type="button" class={css.line} disabled={props.entry.waits} onClick={() => props.onOpen()}>
          <span class={css.what}>
            <span class={css.word}>
              {WORD[props.entry.kind]} {ago(props.entry.at, now())}
            </span>
            <time class={css.when} datetime={props.entry.at}>
              {props.entry.waits ? t`Waits to be sent` : when()}
            </time>
            <Show when={props.entry.play}>{(play) => <span class={css.when}>{detailOf(play())}</span>}</Show>
            <Show when={inWords(props.entry.cleaning ?? {})}>
              {(how) => <span class={css.when}>{how()}</span>}
            </Show>
            <Show when={props.entry.notes}>
              <span class={css.notes}>{props.entry.notes}</span>
            </Show>
          </span>
          <Show when={!props.entry.waits}>
            <span class={css.edit}>
              <Icon name="edit" small />
              {t`Edit`}
            </span>
          </Show>
        </button>
      </Show>
    </li>
  );
}

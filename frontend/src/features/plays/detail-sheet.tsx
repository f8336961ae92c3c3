import { t } from "@lingui/core/macro";
import { createSignal, For, type JSX, Show } from "solid-js";
import { answer } from "../../api/client";
import { inWords } from "../../api/problem";
import type { HistoryEntry, PlayChanges, Stylus } from "../../api/types";
import { createDraft } from "../../lib/draft";
import { figuresOf } from "../../lib/entries";
import { type LoggedEntry, useLibrary } from "../../lib/library";
import { uuid7 } from "../../lib/uuid";
import { instantOf, isSame, notThen, startNow, whenOf } from "../../lib/when";
import { Button } from "../../ui/button";
import { Field } from "../../ui/field";
import { Icon } from "../../ui/icon";
import { NotesField } from "../../ui/notes-field";
import { SelectField } from "../../ui/select-field";
import { Sheet } from "../../ui/sheet";
import { say } from "../../ui/snackbar";
import { WhenFields } from "../../ui/when-fields";
import { CopyChoice } from "../collection/copy-choice";
import { Begun } from "../entries/begun";
import { LeaveOut } from "../statistics/leave-out";
import { closeDetail, type Detail } from "./detail";
import css from "./detail-sheet.module.css";
import { changePlay, deletePlay, duplicatePlay, newPlay, restorePlay, utcOffset } from "./plays";
import { createTracklist } from "./tracklist";
import { Chip, WhatFields } from "./what-fields";
import { MOODS, within } from "./words";

/** Tells a play in detail: sides or tracks, when, what one thought of it; a new one, or one to correct. */
export function DetailSheet(
  props: Detail & {
    /** Makes the cleaning that goes before a play. */ cleaning(copyId: string, at: string): LoggedEntry;
  },
): JSX.Element {
  const library = useLibrary();
  const { tracklist } = createTracklist(library, () => props.copy.release_id);
  const told = props.entry?.play;
  const before = props.entry && {
    at: props.entry.at,
    when: whenOf(props.entry.at, told?.date_only ? told.played_on : undefined),
  };
  const draft = createDraft(`play ${props.entry?.id ?? props.copy.id}`);
  // A new play goes on the copy that was asked for: of several that was the one played last.
  const [copyId, setCopyId] = draft.signal("copyId", props.copy.id);
  const [sides, setSides] = draft.signal<readonly string[]>("sides", told?.sides ?? []);
  const [tracks, setTracks] = draft.signal<readonly string[]>("tracks", told?.tracks ?? []);
  const [when, setWhen] = draft.signal("when", before?.when ?? startNow());
  const [rating, setRating] = draft.signal("rating", told?.rating ?? 0);
  const [mood, setMood] = draft.signal("mood", told?.mood ?? "");
  const [notes, setNotes] = draft.signal("notes", props.entry?.notes ?? "");
  const [clean, setClean] = draft.signal("clean", false);
  const [problem, setProblem] = createSignal<string>();
  const [busy, setBusy] = createSignal(false);
  const onceMore = uuid7();
  const [stylus, setStylus] = draft.signal("stylus", told?.stylus_id ?? "");
  const [styluses, setStyluses] = createSignal<readonly Stylus[]>([]);
  // The sheet opens at once; the choice appears when it is known what there is to choose from.
  void answer(library.api.GET("/api/styluses", { params: { query: { limit: 100 } } })).then(
    (page) => setStyluses(page.styluses.filter((one) => one.retired_at === null || one.id === stylus())),
    () => undefined,
  );
  const label = () => (props.entry ? t`Correct a play of ${props.copy.title}` : t`Log ${props.copy.title}`);

  /** What the server does at once: the sheet closes when it did, and says why where it did not. */
  const attempt = async (work: () => Promise<unknown>, done?: () => void) => {
    const { onChanged } = props;
    setProblem(undefined);
    setBusy(true);
    try {
      await work();
      onChanged?.();
      void library.catchUp();
      done?.();
      draft.drop();
      closeDetail();
    } catch (error) {
      setProblem(inWords(error));
    } finally {
      setBusy(false);
    }
  };

  const save = async () => {
    const at = instantOf(when(), before);
    const wrong = notThen(at);
    if (wrong || at === undefined) return void setProblem(wrong);
    setProblem(undefined);
    const fields: PlayChanges = {
      ...(when().kind === "day" ? { played_on: when().date } : {}),
      utc_offset: utcOffset(at),
      sides: sides().length > 0 ? [...sides()] : null,
      tracks: tracks().length > 0 ? [...tracks()] : null,
      stylus_id: stylus() || null,
      rating: rating() || null,
      mood: mood().trim() || null,
      notes: notes().trim(),
    };
    if (props.entry) return await correct(props.entry, at, fields);
    log(at, fields);
    draft.drop();
    closeDetail();
  };

  const log = (at: string, fields: PlayChanges) => {
    const copy = library.shelf.copy(copyId());
    const figures = copy && figuresOf(copy);
    const play = newPlay(copyId(), at, fields);
    const day = fields.played_on !== undefined;
    const entries: LoggedEntry[] = [
      { ...play, fields: { ...play.fields, ...(day ? { played_at: undefined } : {}) } },
    ];
    // A cleaning stands a second before the play, so that the play counts after it.
    if (clean()) entries.unshift(props.cleaning(copyId(), new Date(Date.parse(at) - 1000).toISOString()));
    library.log(entries);
    const part = within({ sides: [...sides()], tracks: [...tracks()] });
    say({
      text: clean()
        ? t`Cleaned and played ${props.copy.title}, ${part}`
        : t`Played ${props.copy.title}, ${part}`,
      icon: clean() ? "both" : "play",
      ...(figures ? { action: { word: t`Undo`, key: "u", act: () => library.undo(entries, figures) } } : {}),
    });
  };

  const correct = (entry: HistoryEntry, at: string, fields: PlayChanges) => {
    const { played_on, utc_offset = 0, ...rest } = fields;
    const moved = before && !isSame(when(), before.when);
    const moment = played_on === undefined ? { played_at: at, utc_offset } : { played_on, utc_offset };
    return attempt(() =>
      changePlay(library.api, entry.id, {
        ...rest,
        ...(moved ? moment : {}),
        ...(copyId() === props.copy.id ? {} : { copy_id: copyId() }),
      }),
    );
  };

  const again = () =>
    attempt(
      () => duplicatePlay(library.api, props.entry?.id ?? "", onceMore),
      () => say({ text: t`Played ${props.copy.title} once more`, icon: "play" }),
    );

  const remove = () => {
    const { copy, entry, onChanged } = props;
    if (!entry) return;
    const as = uuid7();
    const restore = async () => {
      try {
        await restorePlay(library.api, copy.id, entry, as);
        onChanged?.();
        void library.catchUp();
      } catch (error) {
        say({ text: inWords(error), icon: "warn", tone: "bad" });
      }
    };
    void attempt(
      () => deletePlay(library.api, entry.id),
      () =>
        say({
          text: t`Deleted the play of ${copy.title}`,
          icon: "trash",
          action: { word: t`Undo`, key: "u", act: () => void restore() },
        }),
    );
  };

  return (
    <Sheet
      label={label()}
      onClose={closeDetail}
      foot={
        <Button look="main" wide busy={busy()} onClick={() => void save()}>
          {props.entry ? t`Save` : t`Log it`}
        </Button>
      }
    >
      <form
        class={css.form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <header>
          <h2 class={css.title} dir="auto">
            {props.copy.title}
          </h2>
          <p class={css.of} dir="auto">
            {props.copy.artist}
          </p>
        </header>
        <Begun draft={draft} />
        <WhatFields
          tracklist={tracklist()}
          sides={sides()}
          tracks={tracks()}
          onChange={(nextSides, nextTracks) => {
            setSides(nextSides);
            setTracks(nextTracks);
          }}
        />
        <CopyChoice of={props.copy} value={copyId()} onChange={(copy) => setCopyId(copy.id)} />
        <WhenFields value={when()} isOver={props.entry !== undefined} onChange={setWhen} />
        <Show when={styluses().length > 0}>
          <SelectField
            label={t`Stylus`}
            none={t`The one that was mounted`}
            options={styluses().map((one) => ({ value: one.id, word: one.name }))}
            value={stylus() || null}
            onChange={(id) => setStylus(id ?? "")}
          />
        </Show>
        <div class={css.group} role="group" aria-label={t`How was it?`}>
          <p class={css.label}>{t`How was it?`}</p>
          <div class={css.stars}>
            <For each={[1, 2, 3, 4, 5]}>
              {(n) => (
                <button
                  type="button"
                  class={css.star}
                  data-on={n <= rating() ? "" : undefined}
                  aria-label={t`${n} of 5`}
                  aria-pressed={n === rating()}
                  onClick={() => setRating(n === rating() ? 0 : n)}
                >
                  <Icon name={n <= rating() ? "starred" : "star"} />
                </button>
              )}
            </For>
          </div>
        </div>
        <div class={css.group} role="group" aria-label={t`Mood`}>
          <p class={css.label}>{t`Mood`}</p>
          <div class={css.chips}>
            <For each={Object.entries(MOODS)}>
              {([each, word]) => (
                <Chip on={mood() === each} onToggle={() => setMood(mood() === each ? "" : each)}>
                  {word}
                </Chip>
              )}
            </For>
          </div>
          <Field
            label={t`Or in a word of your own`}
            maxLength={40}
            value={mood() in MOODS ? "" : mood()}
            onInput={(event) => setMood(event.currentTarget.value)}
          />
        </div>
        <NotesField value={notes()} onChange={setNotes} />
        <Show when={!props.entry}>
          <label class={css.both}>
            <input
              type="checkbox"
              checked={clean()}
              onChange={(event) => setClean(event.currentTarget.checked)}
            />
            {t`Clean it as well`}
          </label>
        </Show>
        <Show when={props.entry}>
          <Button icon="both" busy={busy()} onClick={() => void again()}>{t`Log the same once more`}</Button>
          <Show when={props.entry?.id} keyed>
            {(id) => <LeaveOut id={id} />}
          </Show>
          <Button look="danger" icon="trash" busy={busy()} onClick={remove}>{t`Delete`}</Button>
        </Show>
        <Show when={problem()}>{(words) => <p role="alert">{words()}</p>}</Show>
      </form>
    </Sheet>
  );
}

import { plural, t } from "@lingui/core/macro";
import { A } from "@solidjs/router";
import { createMemo, createSignal, For, type JSX, Match, onCleanup, Show, Switch } from "solid-js";
import { inWords } from "../../api/problem";
import type { Play, PlayGroup } from "../../api/types";
import { useLibrary } from "../../lib/library";
import { now } from "../../lib/now";
import { onChange } from "../../lib/on-change";
import { ago, clock, shortDate, toFields } from "../../lib/time";
import { Button } from "../../ui/button";
import { Empty } from "../../ui/empty";
import { Field } from "../../ui/field";
import { Keyed } from "../../ui/keyed";
import { Notice } from "../../ui/notice";
import { Page } from "../../ui/page";
import { byDay } from "./by-day";
import { openDetail } from "./detail";
import { type By, createLog, useAsked } from "./log";
import css from "./log-page.module.css";
import { Chip } from "./what-fields";
import { aboutLong, long, moodWord, stars, what } from "./words";

const WAYS: readonly { by: By; word: string }[] = [
  { by: "days", word: t`By day` },
  { by: "records", word: t`By record` },
  { by: "artists", word: t`By artist` },
];

/** Milliseconds after the last letter. */
const TYPING = 250;

/** Everything that was ever played: by day in sessions, by record, by artist; searched and narrowed. */
export function LogPage(): JSX.Element {
  const library = useLibrary();
  const [asked, ask] = useAsked();
  const [typed, setTyped] = createSignal(asked().words);
  let timer: ReturnType<typeof setTimeout> | undefined;
  const type = (words: string) => {
    setTyped(words);
    clearTimeout(timer);
    timer = setTimeout(() => ask({ words: words.trim() }), TYPING);
  };
  onCleanup(() => clearTimeout(timer));
  // Taken back, or come from elsewhere.
  onChange(
    () => asked().words,
    (words) => words !== typed().trim() && setTyped(words),
  );
  const log = createLog(library, asked);
  const narrowed = () => Boolean(asked().words || asked().since || asked().until || asked().artist);
  const empty = () => (asked().by === "days" ? log.plays()?.length === 0 : log.groups()?.length === 0);
  return (
    <Page title={t`Log`}>
      <div class={css.tools} role="search" aria-label={t`The log`}>
        <div class={css.ways} role="group" aria-label={t`Show`}>
          <For each={WAYS}>
            {(way) => (
              <Chip on={asked().by === way.by} onToggle={() => ask({ by: way.by })}>
                {way.word}
              </Chip>
            )}
          </For>
        </div>
        <Field
          label={t`Search`}
          type="search"
          placeholder={t`Title, artist, mood, notes`}
          maxLength={200}
          value={typed()}
          onInput={(event) => type(event.currentTarget.value)}
        />
        <div class={css.dates}>
          <Field
            label={t`From`}
            type="date"
            value={asked().since}
            onInput={(event) => ask({ since: event.currentTarget.value })}
          />
          <Field
            label={t`To`}
            type="date"
            value={asked().until}
            onInput={(event) => ask({ until: event.currentTarget.value })}
          />
        </div>
        <Show when={narrowed()}>
          <Button
            look="quiet"
            icon="close"
            onClick={() => ask({ words: "", since: "", until: "", artist: "" })}
          >
            {asked().artist ? t`Clear: ${asked().artist}` : t`Clear`}
          </Button>
        </Show>
      </div>
      <Show when={log.problem()}>
        {(problem) => (
          <Notice
            icon="offline"
            tone="warn"
            action={<Button icon="sync" onClick={() => void log.load()}>{t`Try again`}</Button>}
          >
            {inWords(problem())}
          </Notice>
        )}
      </Show>
      <Switch>
        <Match when={empty()}>
          <Empty
            title={narrowed() ? t`No play is like that` : t`Nothing was played yet`}
            action={narrowed() ? undefined : <A href="/">{t`Go to the shelf`}</A>}
          >
            <p>{narrowed() ? t`Look for less at once.` : t`Press Play on a record, and it stands here.`}</p>
          </Empty>
        </Match>
        <Match when={asked().by === "days"}>
          <Days plays={log.plays() ?? []} joined={log.joined()} onChanged={() => void log.load()} />
        </Match>
        <Match when={true}>
          <Groups
            groups={log.groups() ?? []}
            by={asked().by}
            onChoose={(artist) => ask({ by: "days", artist })}
          />
        </Match>
      </Switch>
      <Show when={log.hasMore()}>
        <Button wide onClick={() => void log.more()}>{t`Show older`}</Button>
      </Show>
    </Page>
  );
}

function Days(props: {
  plays: readonly Play[];
  joined: ReadonlySet<string>;
  onChanged(): void;
}): JSX.Element {
  const days = createMemo(() => byDay(props.plays, props.joined));
  return (
    <Keyed each={days()} by={({ day }) => day}>
      {(day) => (
        <section class={css.day} aria-label={dayWords(day().day)}>
          <header class={css.head}>
            <h2 class={css.date}>{dayWords(day().day)}</h2>
            <p class={css.sum}>
              {plural(day().count, { one: "# play", other: "# plays" })} · {long(day().seconds)}
            </p>
          </header>
          {/* By what began them: newer plays come to a session. */}
          <Keyed each={day().sessions} by={({ plays }) => plays.at(-1)?.id ?? ""}>
            {(session) => (
              <ol class={css.session}>
                <Keyed each={session().plays} by={({ id }) => id}>
                  {(play) => <Line play={play()} onChanged={props.onChanged} />}
                </Keyed>
              </ol>
            )}
          </Keyed>
        </section>
      )}
    </Keyed>
  );
}

function Line(props: { play: Play; onChanged(): void }): JSX.Element {
  const play = () => props.play;
  const correct = () => {
    const { id, played_at: at, notes } = play();
    openDetail({
      copy: { id: play().copy_id, release_id: play().release_id, title: play().title, artist: play().artist },
      entry: { kind: "play", id, at, notes, play: play(), cleaning: null },
      onChanged: props.onChanged,
    });
  };
  return (
    <li class={css.line}>
      <time class={css.time} datetime={play().played_at}>
        {play().date_only ? "—" : clock(play().played_at)}
      </time>
      <div class={css.words}>
        <Show
          when={!play().removed}
          fallback={
            <span class={css.title} dir="auto">
              {play().title}
            </span>
          }
        >
          <a class={css.title} dir="auto" href={`/records/${play().copy_id}`}>
            {play().title}
          </a>
        </Show>
        <p class={css.about}>
          {play().artist}
          {play().removed ? t` · once owned` : ""}
        </p>
        <p class={css.about}>
          {[
            what(play()),
            aboutLong(play().seconds, estimated(play())),
            moodWord(play().mood),
            stars(play().rating),
          ]
            .filter(Boolean)
            .join(" · ")}
        </p>
        <Show when={play().notes}>
          <p class={css.notes}>{play().notes}</p>
        </Show>
      </div>
      <Button
        look="quiet"
        icon="edit"
        aria-label={t`Correct ${play().title}`}
        onClick={correct}
      >{t`Edit`}</Button>
    </li>
  );
}

function Groups(props: {
  groups: readonly PlayGroup[];
  by: By;
  onChoose(artist: string): void;
}): JSX.Element {
  return (
    <ol class={css.session}>
      <For each={props.groups}>
        {(group) => (
          <li class={css.line}>
            <span class={css.number}>{group.plays}</span>
            <div class={css.words}>
              <Show
                when={props.by === "artists"}
                fallback={
                  <a class={css.title} dir="auto" href={`/records/${group.key}`}>
                    {group.title}
                  </a>
                }
              >
                <button type="button" class={css.title} onClick={() => props.onChoose(group.key)}>
                  {group.key}
                </button>
              </Show>
              <p class={css.about}>
                {props.by === "records"
                  ? group.artist
                  : plural(group.records, { one: "# record", other: "# records" })}
              </p>
              <p class={css.about}>{t`${long(group.seconds)} · last ${ago(group.last_played_at, now())}`}</p>
            </div>
          </li>
        )}
      </For>
    </ol>
  );
}

const estimated = (play: Play) => play.basis === "estimate" || play.basis === "partly";

/** "Today", "Yesterday", "21 November". */
function dayWords(day: string): string {
  const today = toFields(new Date(now()).toISOString()).date;
  if (day === today) return t`Today`;
  const yesterday = new Date(now());
  yesterday.setDate(yesterday.getDate() - 1);
  if (day === toFields(yesterday.toISOString()).date) return t`Yesterday`;
  return shortDate(`${day}T12:00`, now());
}

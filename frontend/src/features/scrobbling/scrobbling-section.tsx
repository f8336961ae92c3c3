import { plural, t } from "@lingui/core/macro";
import { A } from "@solidjs/router";
import { For, type JSX, Show } from "solid-js";
import { inWords } from "../../api/problem";
import type { PlaySetAside, Scrobbling } from "../../api/types";
import { useLibrary } from "../../lib/library";
import { now } from "../../lib/now";
import { ago, shortDate } from "../../lib/time";
import { Button } from "../../ui/button";
import { Confirm } from "../../ui/confirm";
import { Notice } from "../../ui/notice";
import { Section } from "../../ui/page";
import { ProgressBar } from "../../ui/progress";
import { Row, Rows, RowWords } from "../../ui/rows";
import { say } from "../../ui/snackbar";
import { ConnectForm } from "./connect-form";
import { createScrobbling, type ScrobblingControl } from "./scrobbling";
import css from "./scrobbling.module.css";

/** On the account page: plays told to ListenBrainz, or how to have them told. */
export function ScrobblingSection(): JSX.Element {
  const control = createScrobbling(useLibrary());
  const told = () => (control.scrobbling.error === undefined ? control.scrobbling.latest : undefined);
  const connect = async (token: string) => {
    const { username } = await control.connect(token);
    say({ text: t`Connected as ${username ?? ""}`, icon: "check" });
  };
  return (
    <Section title={t`ListenBrainz`}>
      <Show
        when={told()}
        fallback={
          <Show when={control.scrobbling.error} fallback={<p aria-hidden="true">&nbsp;</p>}>
            {(problem) => (
              <Notice
                icon="warn"
                tone="warn"
                action={<Button icon="sync" onClick={() => void control.again()}>{t`Try again`}</Button>}
              >
                {inWords(problem())}
              </Notice>
            )}
          </Show>
        }
      >
        {(scrobbling) => (
          <Show
            when={scrobbling().username}
            fallback={
              <>
                <p
                  class={css.lead}
                >{t`Have your plays told to ListenBrainz: each track becomes a listen there, a quarter of an hour after you logged the play. What you played before stays here unless you send it, too.`}</p>
                <Show
                  when={scrobbling().available}
                  fallback={
                    <Notice icon="warn">{t`This server keeps no secrets, and so cannot be connected.`}</Notice>
                  }
                >
                  <ConnectForm tokenPage={scrobbling().token_page} onConnect={connect} />
                </Show>
              </>
            }
          >
            {(username) => (
              <>
                <p>
                  {t`Your plays become listens of`} <strong>{username()}</strong>.{" "}
                  {scrobbling().since
                    ? t`What you played before ${shortDate(scrobbling().since ?? "", now())} stays here.`
                    : t`All of your history is sent.`}
                </p>
                <Show when={scrobbling().refused}>
                  {(why) => (
                    <>
                      <Notice icon="warn" tone="bad">
                        {t`ListenBrainz no longer accepts the token (${why()}). Nothing is lost: connect again, and what waits is sent.`}
                      </Notice>
                      <ConnectForm tokenPage={scrobbling().token_page} onConnect={connect} />
                    </>
                  )}
                </Show>
                <Progress told={scrobbling()} />
                <Aside told={scrobbling()} onRetry={() => attempt(control.retry())} />
                <p
                  class={css.note}
                >{t`What you correct or delete once it is sent stays at ListenBrainz as it was.`}</p>
                <Deeds told={scrobbling()} control={control} />
              </>
            )}
          </Show>
        )}
      </Show>
    </Section>
  );
}

/** How many were sent, and what the others wait for. */
function Progress(props: { told: Scrobbling }): JSX.Element {
  const ready = () => props.told.waiting - props.told.without_tracklist;
  return (
    <>
      <Show when={props.told.since === null && ready() > 0 && props.told.refused === null}>
        <ProgressBar label={t`Plays sent`} share={props.told.sent / (props.told.sent + ready())} />
      </Show>
      <div role="status">
        <dl class={css.facts}>
          <div class={css.fact}>
            <dt>{t`Sent`}</dt>
            <dd>{sentWords(props.told)}</dd>
          </div>
          <div class={css.fact}>
            <dt>{t`Waiting`}</dt>
            <dd>{waitingWords(props.told)}</dd>
          </div>
        </dl>
      </div>
    </>
  );
}

/** The plays that are not sent, and why. */
function Aside(props: { told: Scrobbling; onRetry(): Promise<void> }): JSX.Element {
  return (
    <Show when={props.told.set_aside > 0}>
      <div class={css.row}>
        <p>
          {plural(props.told.set_aside, { one: "# play was not sent:", other: "# plays were not sent:" })}
        </p>
        <Button icon="sync" onClick={() => void props.onRetry()}>{t`Send again`}</Button>
      </div>
      <Rows label={t`Plays that were not sent`}>
        <For each={props.told.aside}>
          {(play) => (
            <Row>
              <RowWords
                name={<A href={`/records/${play.copy_id}`}>{play.title}</A>}
                note={`${shortDate(play.played_at, now())} · ${reasonWords(play)}`}
              />
            </Row>
          )}
        </For>
      </Rows>
    </Show>
  );
}

function Deeds(props: { told: Scrobbling; control: ScrobblingControl }): JSX.Element {
  const disconnect = async () => {
    await attempt(props.control.disconnect());
  };
  return (
    <div class={css.deeds}>
      <Show when={props.told.earlier > 0}>
        <Confirm
          look="plain"
          word={plural(props.told.earlier, {
            one: "Send # earlier play",
            other: "Send # earlier plays",
          })}
          question={t`Send what you played before, too? It can be taken back at ListenBrainz only, listen by listen.`}
          onConfirm={() => attempt(props.control.sendHistory())}
        />
      </Show>
      <Confirm
        word={t`Disconnect`}
        about="ListenBrainz"
        question={t`Disconnect? Nothing more is sent, and the token is forgotten. What was sent stays at ListenBrainz.`}
        onConfirm={disconnect}
      />
    </div>
  );
}

async function attempt(work: Promise<unknown>): Promise<void> {
  try {
    await work;
  } catch (error) {
    say({ text: inWords(error), icon: "warn", tone: "bad" });
    throw error;
  }
}

function sentWords(told: Scrobbling): string {
  const sent = plural(told.sent, { one: "# play", other: "# plays" });
  return told.last_sent_at ? t`${sent}, the last ${ago(told.last_sent_at, now())}` : sent;
}

function waitingWords(told: Scrobbling): string {
  const waiting = plural(told.waiting, { one: "# play", other: "# plays" });
  if (told.without_tracklist === 0) return waiting;
  return t`${waiting}, ${plural(told.without_tracklist, {
    one: "# of them for a tracklist",
    other: "# of them for tracklists",
  })}`;
}

function reasonWords(play: PlaySetAside): string {
  switch (play.reason) {
    case "too_old":
      return t`ListenBrainz takes nothing from before October 2002.`;
    case "no_tracks":
      return t`The tracklist does not say which tracks were played.`;
    default:
      return t`ListenBrainz did not take it: ${play.said ?? ""}.`;
  }
}

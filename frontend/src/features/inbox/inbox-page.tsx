import { t } from "@lingui/core/macro";
import { A, useNavigate } from "@solidjs/router";
import { For, type JSX, Match, Show, Switch } from "solid-js";
import { inWords } from "../../api/problem";
import type { Told } from "../../api/types";
import { locale } from "../../lib/language";
import { now } from "../../lib/now";
import { ago } from "../../lib/time";
import { Button } from "../../ui/button";
import { Empty } from "../../ui/empty";
import { Icon } from "../../ui/icon";
import { Notice } from "../../ui/notice";
import { Page } from "../../ui/page";
import { say } from "../../ui/snackbar";
import { useInbox } from "./inbox";
import css from "./inbox-page.module.css";
import { words } from "./words";

/** What the user was told, the newest first: opened it is read. */
export function InboxPage(): JSX.Element {
  const inbox = useInbox();
  const navigate = useNavigate();
  void inbox.load();

  const attempt = async (work: () => Promise<void>): Promise<void> => {
    try {
      await work();
    } catch (error) {
      say({ text: inWords(error), icon: "warn", tone: "bad" });
      await inbox.load();
    }
  };

  return (
    <Page
      title={t`Inbox`}
      aside={
        <div class={css.deeds}>
          <Show when={inbox.unread() > 0}>
            <Button
              look="quiet"
              icon="check"
              onClick={() => void attempt(inbox.readAll)}
            >{t`Mark all as read`}</Button>
          </Show>
          <Button icon="settings" onClick={() => navigate("/inbox/choices")}>{t`Choose`}</Button>
        </div>
      }
    >
      <Show when={inbox.problem()}>
        {(problem) => (
          <Notice
            icon="offline"
            tone="warn"
            action={<Button icon="sync" onClick={() => void inbox.load()}>{t`Try again`}</Button>}
          >
            {inWords(problem())}
          </Notice>
        )}
      </Show>
      <Switch>
        <Match when={inbox.notices()?.length === 0}>
          <Empty title={t`Nothing to tell`}>
            <p>{t`Here you are told of records that want cleaning, of needles near their end, and when something keeps Waugzee from Discogs. You choose of what, and whether your phone tells you too.`}</p>
          </Empty>
        </Match>
        <Match when={inbox.notices()}>
          <ul class={css.rows} aria-label={t`Notices`}>
            <For each={inbox.notices()}>
              {(notice) => (
                <Row
                  notice={notice}
                  onRead={(read) => void attempt(() => inbox.setRead(notice, read))}
                  onDelete={() => void attempt(() => inbox.remove(notice))}
                />
              )}
            </For>
          </ul>
          <Show when={inbox.hasMore()}>
            <Button look="quiet" onClick={() => void attempt(inbox.more)}>{t`Show more`}</Button>
          </Show>
        </Match>
      </Switch>
    </Page>
  );
}

function Row(props: { notice: Told; onRead(read: boolean): void; onDelete(): void }): JSX.Element {
  const said = () => words(props.notice);
  const isRead = () => props.notice.read_at !== null;
  return (
    <li class={css.row} data-unread={isRead() ? undefined : ""}>
      <A href={said().href} class={css.link ?? ""} onClick={() => props.onRead(true)}>
        <span class={css.icon}>
          <Icon name={said().icon} />
        </span>
        <span class={css.words}>
          <span class={css.title}>
            {said().title}
            <Show when={!isRead()}>
              <span class={css.new}>{t`New`}</span>
            </Show>
          </span>
          <Show when={said().text}>
            <span class={css.text}>{said().text}</span>
          </Show>
          <time
            class={css.at}
            datetime={props.notice.at}
            title={new Date(props.notice.at).toLocaleString(locale())}
          >
            {ago(props.notice.at, now())}
          </time>
        </span>
      </A>
      <div class={css.acts} role="group" aria-label={said().title}>
        <Button look="quiet" icon={isRead() ? "undo" : "check"} onClick={() => props.onRead(!isRead())}>
          {isRead() ? t`Mark as unread` : t`Mark as read`}
        </Button>
        <Button look="quiet" icon="trash" onClick={() => props.onDelete()}>{t`Delete`}</Button>
      </div>
    </li>
  );
}

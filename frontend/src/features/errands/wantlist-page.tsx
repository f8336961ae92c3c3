import { t } from "@lingui/core/macro";
import { createEffect, createSignal, For, type JSX, on, onCleanup, onMount, Show } from "solid-js";
import { answer } from "../../api/client";
import { inWords } from "../../api/problem";
import type { WantedRelease } from "../../api/types";
import { useLibrary } from "../../lib/library";
import { now } from "../../lib/now";
import { ago } from "../../lib/time";
import { Button } from "../../ui/button";
import { Empty } from "../../ui/empty";
import { Field } from "../../ui/field";
import { Marked } from "../../ui/marked";
import { Notice } from "../../ui/notice";
import { Page } from "../../ui/page";
import { RecordLine } from "../collection/record-line";
import css from "./errands.module.css";
import { WantDeeds } from "./want-deeds";

const TYPING = 250;
const PAGE = 100;

/** What the user looks for, read along with each full sync. */
export function WantlistPage(): JSX.Element {
  const library = useLibrary();
  const [wants, setWants] = createSignal<readonly WantedRelease[]>();
  const [readAt, setReadAt] = createSignal<string | null>(null);
  const [reason, setReason] = createSignal<string | null>(null);
  const [cursor, setCursor] = createSignal<string | null>(null);
  const [search, setSearch] = createSignal("");
  const [failure, setFailure] = createSignal<unknown>();
  let asked = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const load = async (after?: string) => {
    asked += 1;
    const mine = asked;
    const words = search().trim();
    const query = { limit: PAGE, ...(words ? { search: words } : {}), ...(after ? { cursor: after } : {}) };
    try {
      const page = await answer(library.api.GET("/api/wants", { params: { query } }));
      if (mine !== asked) return;
      setWants((before) => (after ? [...(before ?? []), ...page.wants] : page.wants));
      setReadAt(page.read_at);
      setReason(page.reason);
      setCursor(page.cursor);
      setFailure(undefined);
    } catch (error) {
      if (mine === asked) setFailure(() => error);
    }
  };
  onMount(() => void load());
  createEffect(
    on(
      search,
      () => {
        clearTimeout(timer);
        timer = setTimeout(() => void load(), TYPING);
      },
      { defer: true },
    ),
  );
  const forget = library.on((event) => {
    if (event.type === "wants" || event.type === "open") void load();
  });
  onCleanup(() => {
    clearTimeout(timer);
    forget();
  });

  return (
    <Page title={t`Wantlist`}>
      <Show when={failure()}>
        <Notice
          icon="offline"
          tone="warn"
          action={<Button icon="sync" onClick={() => void load()}>{t`Try again`}</Button>}
        >
          {inWords(failure())}
        </Notice>
      </Show>
      <Show when={reason()}>
        <Notice
          icon="warn"
          tone="warn"
        >{t`The last reading did not see all of it; nothing was taken off. It is read again.`}</Notice>
      </Show>
      <Field
        label={t`Search the wantlist`}
        type="search"
        value={search()}
        onInput={(event) => setSearch(event.currentTarget.value)}
      />
      <Show when={wants()}>
        {(shown) => (
          <Show
            when={shown().length > 0}
            fallback={
              <Empty title={search() ? t`Nothing found` : t`Nothing on the wantlist`}>
                <p>
                  {readAt() === null
                    ? t`It is read from Discogs after the next full sync.`
                    : t`What you look for at Discogs stands here.`}
                </p>
              </Empty>
            }
          >
            <ul class={css.wants}>
              <For each={shown()}>{(want) => <Want want={want} />}</For>
            </ul>
            <Show when={cursor()}>
              {(next) => <Button onClick={() => void load(next())}>{t`Show more`}</Button>}
            </Show>
          </Show>
        )}
      </Show>
      <Show when={readAt()}>{(at) => <p class={css.small}>{t`Read ${ago(at(), now())}.`}</p>}</Show>
    </Page>
  );
}

function Want(props: { want: WantedRelease }): JSX.Element {
  const facts = () => [props.want.year, props.want.format, props.want.label].filter(Boolean).join(" · ");
  return (
    <li class={css.want}>
      <RecordLine copy={{ ...props.want, genres: [] }}>
        <span class={css.small}>{facts()}</span>
        <Show when={props.want.notes}>{(notes) => <span class={css.small}>{notes()}</span>}</Show>
        <Show when={props.want.owned}>
          {(owned) => (
            <span class={css.owned}>
              <Marked icon="check">
                {owned() === "same" ? t`On your shelf` : t`Another pressing is on your shelf`}
              </Marked>
            </span>
          )}
        </Show>
        <WantDeeds want={props.want} />
      </RecordLine>
    </li>
  );
}

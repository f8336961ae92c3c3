import { t } from "@lingui/core/macro";
import { createMemo, createSignal, For, type JSX, Show } from "solid-js";
import { inWords } from "../../api/problem";
import { recordLine } from "../../lib/isolation";
import { useLibrary } from "../../lib/library";
import { now } from "../../lib/now";
import { shortDate } from "../../lib/time";
import { Button } from "../../ui/button";
import { Field } from "../../ui/field";
import { Notice } from "../../ui/notice";
import { Section } from "../../ui/page";
import { leftOutOf } from "./left-out";
import css from "./statistics.module.css";

const MOST_FOUND = 8;

/** What does not count, and what else shall not. */
export function LeftOutView(): JSX.Element {
  const library = useLibrary();
  const store = leftOutOf(library);
  const [words, setWords] = createSignal("");
  const [problem, setProblem] = createSignal<unknown>();
  const attempt = (deed: Promise<void>) =>
    void deed.then(
      () => setProblem(undefined),
      (error: unknown) => void setProblem(() => error),
    );
  const folders = () =>
    library.lists
      .folders()
      .filter(({ id }) => id !== 0 && !store.known()?.folders.some((one) => one.folder_id === id));
  const found = createMemo(() => {
    const asked = words().trim().toLowerCase();
    if (asked.length < 2) return [];
    return library.shelf
      .copies()
      .filter((copy) => `${copy.artist} ${copy.title}`.toLowerCase().includes(asked) && !store.has(copy.id))
      .slice(0, MOST_FOUND);
  });
  return (
    <>
      <p class={css.lead}>
        {t`What stands here is in no figure of statistics and in no year in review: a record with all of its plays and cleanings, all that stands in a folder, a single play. The log itself stays whole, and anything counts again when you say so. A play is left out where it is edited.`}
      </p>
      <Show when={problem() ?? store.problem()}>
        {(why) => (
          <Notice icon="warn" tone="warn">
            {inWords(why())}
          </Notice>
        )}
      </Show>
      <Show when={store.known()}>
        {(known) => (
          <div class={css.charts}>
            <Section title={t`Records left out`}>
              <Show when={known().records.length > 0} fallback={<p>{t`None.`}</p>}>
                <Lines
                  lines={known().records.map((one) => ({
                    id: one.copy_id,
                    word: recordLine(one),
                  }))}
                  onTake={(id) => attempt(store.set(id, false))}
                />
              </Show>
              <Field
                label={t`Leave out another`}
                type="search"
                placeholder={t`Artist or title`}
                maxLength={100}
                value={words()}
                onInput={(event) => setWords(event.currentTarget.value)}
              />
              <ul class={css.lines}>
                <For each={found()}>
                  {(copy) => (
                    <li class={css.line}>
                      <span dir="auto">{recordLine(copy)}</span>
                      <Button
                        aria-label={t`Leave out ${copy.title}`}
                        onClick={() => attempt(store.set(copy.id, true))}
                      >{t`Leave out`}</Button>
                    </li>
                  )}
                </For>
              </ul>
            </Section>
            <Section title={t`Folders left out`}>
              <Show when={known().folders.length > 0} fallback={<p>{t`None.`}</p>}>
                <Lines
                  lines={known().folders.map((one) => ({
                    id: String(one.folder_id),
                    word: one.name ?? t`Folder ${one.folder_id}`,
                  }))}
                  onTake={(id) => attempt(store.setFolder(Number(id), false))}
                />
              </Show>
              <ul class={css.lines}>
                <For each={folders()}>
                  {(folder) => (
                    <li class={css.line}>
                      <span>{folder.name}</span>
                      <Button
                        aria-label={t`Leave out ${folder.name}`}
                        onClick={() => attempt(store.setFolder(folder.id, true))}
                      >{t`Leave out`}</Button>
                    </li>
                  )}
                </For>
              </ul>
            </Section>
            <Section title={t`Plays left out`}>
              <Show when={known().plays.length > 0} fallback={<p>{t`None.`}</p>}>
                <Lines
                  lines={known().plays.map((one) => ({
                    id: one.id,
                    word: `${recordLine(one)} · ${shortDate(one.played_at, now())}`,
                  }))}
                  onTake={(id) => attempt(store.set(id, false))}
                />
              </Show>
            </Section>
          </div>
        )}
      </Show>
    </>
  );
}

function Lines(props: {
  lines: readonly { id: string; word: string }[];
  onTake(id: string): void;
}): JSX.Element {
  return (
    <ul class={css.lines}>
      <For each={props.lines}>
        {(line) => (
          <li class={css.line}>
            <span dir="auto">{line.word}</span>
            <Button
              icon="undo"
              aria-label={t`Count again: ${line.word}`}
              onClick={() => props.onTake(line.id)}
            >{t`Count again`}</Button>
          </li>
        )}
      </For>
    </ul>
  );
}

import { plural, t } from "@lingui/core/macro";
import { createMemo, createSignal, For, type JSX, Match, onCleanup, Show, Switch } from "solid-js";
import type { Copy } from "../../api/types";
import { useLibrary } from "../../lib/library";
import { now } from "../../lib/now";
import { shortDate } from "../../lib/time";
import { Button } from "../../ui/button";
import { Empty } from "../../ui/empty";
import { Page, Section } from "../../ui/page";
import { say } from "../../ui/snackbar";
import { minutesOf } from "./lengths";
import { Offer } from "./offer";
import { ANYTHING, type Around, pick, seedOfDay, type Wish } from "./picking";
import css from "./picks-page.module.css";
import { duration } from "./reasons";
import { createSkips } from "./skips";
import { Wishes } from "./wishes";

/** Kept while the page is open: whoever looks at a record comes back to the same draw. */
const [wish, setWish] = createSignal<Wish>(ANYTHING);
const [seed, setSeed] = createSignal(Date.now() | 0);

/** What shall I play? The pick of the day, and a draw by what one feels like. */
export function PicksPage(): JSX.Element {
  const library = useLibrary();
  const skips = createSkips(library);
  void skips.open();
  onCleanup(skips.close);

  /** Each record as it first stood here: what is played meanwhile must not shuffle what is offered. */
  const first = new Map<string, Copy>();
  const copies = createMemo(() =>
    library.shelf.copies().map((copy) => {
      const known = first.get(copy.id);
      if (!known) first.set(copy.id, copy);
      return known ?? copy;
    }),
  );
  const around = (seedOfDraw: number): Around => {
    const seconds = library.titles.lengthOf();
    return { now: now(), seed: seedOfDraw, skipped: skips.until(), lengthOf: seconds };
  };
  const ready = () => library.shelf.known() && skips.known();
  const today = createMemo(() =>
    ready() ? pick(copies(), ANYTHING, around(seedOfDay(now())))[0] : undefined,
  );
  const offered = createMemo(() => {
    const daily = today()?.id;
    return ready()
      ? pick(
          copies().filter(({ id }) => id !== daily),
          wish(),
          around(seed()),
        )
      : [];
  });
  const current = (copy: Copy) => library.shelf.copy(copy.id) ?? copy;
  const minutes = () =>
    offered().reduce((sum, copy) => sum + minutesOf(copy, library.titles.lengthOf()(copy)), 0);
  const skipped = () =>
    [...skips.until()]
      .filter(([, until]) => until > now())
      .sort((a, b) => a[1] - b[1])
      .flatMap(([id, until]) => {
        const copy = library.shelf.copy(id);
        return copy && copy.removed_at === null ? [{ copy, until }] : [];
      });
  const skip = (copy: Copy) => {
    void skips.skip(copy.id);
    say({
      text: t`${copy.title} is not offered for two weeks`,
      icon: "next",
      action: { word: t`Undo`, key: "u", act: () => void skips.offer(copy.id) },
    });
  };

  return (
    <Page title={t`What shall I play?`}>
      <Switch>
        <Match when={library.shelf.known() && copies().length === 0}>
          <Empty title={t`The shelf is empty`} action={<a href="/">{t`Go to the shelf`}</a>}>
            <p>{t`Once there are records on it, one is picked for you each day.`}</p>
          </Empty>
        </Match>
        <Match when={ready()}>
          <Show when={today()}>
            {(copy) => (
              <Section title={t`Today’s pick`}>
                <Offer copy={current(copy())} asOffered={copy()} large onSkip={() => skip(copy())} />
              </Section>
            )}
          </Show>
          <Section title={t`Or what you feel like`}>
            <Wishes wish={wish()} copies={copies()} onChange={setWish} />
            <div class={css.drawn}>
              <p class={css.count} role="status">
                {offered().length === 0
                  ? t`No record is like that.`
                  : t`${plural(offered().length, { one: "# record", other: "# records" })}, ${duration(minutes(), false)}`}
              </p>
              <Button icon="sync" onClick={() => setSeed((n) => (n + 1) | 0)}>{t`Draw again`}</Button>
            </div>
            <Show when={offered().length === 0}>
              <p
                class={css.hint}
              >{t`Take a wish away: less time, another mood, or what was skipped below.`}</p>
            </Show>
            <ol class={css.offers} aria-label={t`Drawn for you`}>
              <For each={offered()}>
                {(copy) => (
                  <li class={css.row}>
                    <Offer copy={current(copy)} asOffered={copy} onSkip={() => skip(copy)} />
                  </li>
                )}
              </For>
            </ol>
          </Section>
          <Show when={skipped().length > 0}>
            <Section title={t`Skipped`}>
              <ul class={css.offers} aria-label={t`Skipped`}>
                <For each={skipped()}>
                  {({ copy, until }) => (
                    <li class={css.skipped}>
                      <span class={css.words}>
                        <a href={`/records/${copy.id}`} class={css.name} dir="auto">
                          {copy.title}
                        </a>
                        <span class={css.hint}>
                          {t`${copy.artist} · until ${shortDate(new Date(until).toISOString(), now())}`}
                        </span>
                      </span>
                      <Button
                        look="quiet"
                        icon="undo"
                        aria-label={t`Offer ${copy.title} again`}
                        onClick={() => void skips.offer(copy.id)}
                      >{t`Offer again`}</Button>
                    </li>
                  )}
                </For>
              </ul>
            </Section>
          </Show>
        </Match>
      </Switch>
    </Page>
  );
}

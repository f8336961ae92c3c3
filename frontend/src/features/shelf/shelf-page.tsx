import { plural, t } from "@lingui/core/macro";
import { createMemo, createResource, type JSX, Match, onCleanup, Show, Switch } from "solid-js";
import { inWords } from "../../api/problem";
import { useLibrary } from "../../lib/library";
import { search } from "../../lib/search";
import { count } from "../../lib/time";
import { Button } from "../../ui/button";
import { Empty } from "../../ui/empty";
import { Icon } from "../../ui/icon";
import { Notice } from "../../ui/notice";
import { useTitle } from "../../ui/title";
import { ChooseSource } from "../collection/choose-source";
import { useSource } from "../collection/source";
import { useCrates } from "../crates/crates";
import { createFirstRun } from "../first-run/first-run";
import { FirstSteps } from "../first-run/first-steps";
import { useSpinning } from "../plays/spinning";
import { createAround } from "./around";
import { ChosenFilters } from "./chosen-filters";
import { chosenCount, type Filters } from "./facets";
import { FilterButton } from "./filter-button";
import { createFinding } from "./finding";
import { createFirstCovers } from "./first-covers";
import { Grid } from "./grid";
import { nameOf } from "./order";
import { OrderMenu } from "./order-menu";
import { Places } from "./places";
import { departed } from "./record/departed";
import { Returned } from "./returned";
import { toTop } from "./rows";
import { SearchBox } from "./search-box";
import css from "./shelf-page.module.css";
import { Skeleton } from "./skeleton";
import { createSorted } from "./sorting";
import { useAddress } from "./use-address";
import {
  filters,
  order,
  place,
  rememberScroll,
  scrollLeftAt,
  seed,
  setFilters,
  setOrder,
  setPlace,
  setTyped,
  size,
  typed,
} from "./view";

type Props = {
  /** Starts or shows the sync; stands in the header. */
  syncButton: JSX.Element;
  /** The same on an empty shelf, where it is the one thing to do. */
  firstSync: JSX.Element;
  /** The first records are being read. */
  isFilling: boolean;
  /** How a running sync gets on; nothing when none runs. */
  syncProgress: JSX.Element;
  children?: JSX.Element;
};

/** The shelf: every record, searched and ordered on the device. The open record lies over it as a child. */
export function ShelfPage(props: Props): JSX.Element {
  const library = useLibrary();
  const source = useSource();
  createResource(() => source.load().catch(() => undefined));

  const firstRun = createFirstRun(library, source, useSpinning());

  useTitle(() => t`Shelf`);

  useAddress();
  const around = createAround(library, useCrates());
  const copies = createMemo(() => library.shelf.copies());
  const gone = createMemo(() => departed(library.shelf.departed()));
  const name = () => nameOf(order());
  const shelf = createSorted(copies, name);
  const removed = createSorted(gone, name);
  const finding = createFinding(library, {
    sorted: () => (place() === "removed" ? removed : shelf),
    ...{ order, seed, filters, typed, around },
  });
  const { ordered, found } = finding;
  /** Records that are here and not yet sorted: the shelf is not empty. */
  const coming = () => place() === "shelf" && copies().length > 0 && ordered().length === 0;
  const isPlain = () => place() === "shelf" && typed().trim() === "" && chosenCount(filters()) === 0;
  const first = createFirstCovers(library, {
    shelf: () => (library.shelf.known() && !coming() ? ordered() : undefined),
    order,
    isPlain: () => isPlain() && !firstRun.next(),
  });
  const expected = () => (place() === "removed" ? undefined : first.total());
  const total = () => expected() ?? ordered().length;
  const counts = () =>
    expected() !== undefined || (typed().trim() === "" && chosenCount(filters()) === 0)
      ? plural(total(), { one: "# record", other: "# records" })
      : t`${count(found().copies.length)} of ${plural(total(), { one: "# record", other: "# records" })}${found().nearly ? t`, spelled nearly so` : ""}${byTracks()}`;
  const byTracks = () => (found().byTracks > 0 ? t`, ${count(found().byTracks)} by a track` : "");

  const type = (text: string) => {
    toTop(scrollLeftAt());
    setTyped(text);
  };
  const narrow = (next: Filters) => {
    toTop(scrollLeftAt());
    setFilters(next);
  };
  /** Once all is found: a key pressed there is meant for what was asked for. */
  const toFirst = () => {
    if (finding.busy()) requestAnimationFrame(toFirst);
    else document.querySelector<HTMLElement>("[data-index='0'] a")?.focus();
  };
  const start = scrollLeftAt();
  addEventListener("scroll", rememberScroll, { passive: true });
  onCleanup(() => removeEventListener("scroll", rememberScroll));

  return (
    <>
      <div class={css.page}>
        <header class={css.header}>
          <div class={css.heading}>
            <h1 class={css.title}>{t`Shelf`}</h1>
            <p class={css.count} aria-live="polite">
              <Show when={total() > 0}>{counts()}</Show>
            </p>
          </div>
          <Show when={total() > 0}>
            <div class={css.tools}>
              <SearchBox value={typed()} onType={type} onLeave={toFirst} />
              <FilterButton
                copies={search(ordered(), typed(), library.titles.textOf()).copies}
                filters={filters()}
                around={around()}
                left={found().copies.length}
                onChange={narrow}
              />
              <OrderMenu
                order={order()}
                onChange={(next) => {
                  toTop(scrollLeftAt());
                  setOrder(next);
                }}
              />
            </div>
          </Show>
          <Show when={total() > 0}>
            <div class={css.sync}>
              <Show when={!props.isFilling}>
                <a class={css.pick} href="/play" title={t`What shall I play?`}>
                  <Icon name="pick" />
                  {t`Pick`}
                </a>
              </Show>
              {props.syncButton}
            </div>
          </Show>
        </header>
        {props.syncProgress}
        <Show when={place() !== "removed" && !coming()}>
          <FirstSteps run={firstRun} />
        </Show>
        <Places
          place={place()}
          removed={gone().length}
          onChange={(next) => {
            setPlace(next);
            toTop(scrollLeftAt());
          }}
        />
        <Show when={place() === "removed"}>
          <Returned gone={gone()} />
        </Show>
        <ChosenFilters filters={filters()} around={around()} onChange={narrow} />
        <Show when={library.unread()}>
          {(error) => (
            <Notice
              icon="offline"
              tone="warn"
              action={<Button icon="sync" onClick={() => void library.catchUp()}>{t`Try again`}</Button>}
            >
              {total() > 0 ? t`You see what this device kept. ${inWords(error())}` : inWords(error())}
            </Notice>
          )}
        </Show>
        <Switch
          fallback={
            <Grid
              copies={first.covers()?.copies ?? found().copies}
              count={first.covers()?.total ?? found().copies.length}
              busy={finding.busy()}
              size={size()}
              start={start}
            />
          }
        >
          <Match when={(!library.shelf.known() || coming()) && !first.covers()}>
            <Show when={!library.unread()}>
              <Skeleton />
            </Show>
          </Match>
          <Match when={total() === 0 && place() === "removed"}>
            <Empty title={t`Nothing was removed`}>
              <p>{t`What leaves your Discogs collection stays here, with all that you logged of it.`}</p>
            </Empty>
          </Match>
          <Match when={total() === 0 && source.source() === undefined}>
            <Skeleton />
          </Match>
          <Match when={total() === 0 && !source.connected() && firstRun.skips("connect")}>
            <Empty
              title={t`The shelf is empty`}
              action={
                <Button
                  look="main"
                  onClick={() => firstRun.resume("connect")}
                >{t`Connect a collection`}</Button>
              }
            >
              <p>{t`It fills from your Discogs collection, or from a demo one, as soon as you connect it.`}</p>
            </Empty>
          </Match>
          <Match when={total() === 0 && !source.connected()}>
            <div class={css.first}>
              <ChooseSource onChosen={() => undefined} />
            </div>
          </Match>
          <Match when={total() === 0 && props.isFilling}>
            <Empty title={t`Welcome`}>
              <p>{t`Your records are on their way from Discogs; covers appear as they come. One tap under a cover logs that you played it. Your turntable and its stylus go under Gear: then you see how worn it is.`}</p>
            </Empty>
          </Match>
          <Match when={total() === 0}>
            <Empty title={t`The shelf is empty`} action={props.firstSync}>
              <p>{t`Press Sync: your browser reads the collection from Discogs, and the covers appear as it goes.`}</p>
            </Empty>
          </Match>
          <Match when={found().copies.length === 0 && !finding.busy() && !first.covers()}>
            <Empty
              title={
                typed().trim() === "" ? t`No record is like that` : t`Nothing found for “${typed().trim()}”`
              }
              action={
                <Show
                  when={chosenCount(filters()) > 0}
                  fallback={<Button icon="close" onClick={() => type("")}>{t`Clear search`}</Button>}
                >
                  <Button icon="close" onClick={() => narrow({})}>{t`Clear filters`}</Button>
                </Show>
              }
            >
              <p>
                {chosenCount(filters()) > 0
                  ? t`The filters leave nothing; take one away.`
                  : t`Every word must occur in the artist, title, label, catalogue number or a track.`}
              </p>
            </Empty>
          </Match>
        </Switch>
      </div>
      {props.children}
    </>
  );
}

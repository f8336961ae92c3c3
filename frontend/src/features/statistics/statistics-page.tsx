import { t } from "@lingui/core/macro";
import { A, useLocation, useParams } from "@solidjs/router";
import { For, type JSX, Match, Switch } from "solid-js";
import { Page } from "../../ui/page";
import { CareView } from "./care-view";
import { useChoices } from "./choices";
import { FavouritesView } from "./favourites-view";
import { LeftOutView } from "./left-out-view";
import { ListeningView } from "./listening-view";
import { ReviewView } from "./review-view";
import { ShelfView } from "./shelf-view";
import css from "./statistics.module.css";

const VIEWS = [
  { path: "", word: t`Listening` },
  { path: "favourites", word: t`Favourites` },
  { path: "shelf", word: t`Collection` },
  { path: "care", word: t`Care and wear` },
  { path: "review", word: t`Year in review` },
  { path: "left-out", word: t`Left out` },
] as const;

/** What it all adds up to: a view at a time, each of one request. */
export function StatisticsPage(): JSX.Element {
  const params = useParams<{ view?: string; year?: string }>();
  const location = useLocation();
  const choices = useChoices();
  /** What the address names; the first view where it names none that there is. */
  const shown = () => VIEWS.find(({ path }) => path === params.view)?.path ?? "";
  return (
    <Page title={t`Statistics`} wide>
      <div class={css.page}>
        <nav class={css.views} aria-label={t`Views`}>
          <For each={VIEWS}>
            {(view) => (
              <A
                href={`/statistics${view.path && `/${view.path}`}${location.search}`}
                end
                activeClass=""
                aria-current={shown() === view.path ? "page" : undefined}
              >
                {view.word}
              </A>
            )}
          </For>
        </nav>
        <Switch fallback={<ListeningView choices={choices} />}>
          <Match when={shown() === "favourites"}>
            <FavouritesView choices={choices} />
          </Match>
          <Match when={shown() === "shelf"}>
            <ShelfView />
          </Match>
          <Match when={shown() === "care"}>
            <CareView choices={choices} />
          </Match>
          <Match when={shown() === "review"}>
            <ReviewView year={yearOf(params.year)} />
          </Match>
          <Match when={shown() === "left-out"}>
            <LeftOutView />
          </Match>
        </Switch>
      </div>
    </Page>
  );
}

/** The year of the address; else this one from November on, and until then the one before it. */
function yearOf(text: string | undefined): number {
  const year = Number(text);
  if (Number.isInteger(year) && year >= 1900 && year <= 2200) return year;
  const now = new Date();
  return now.getMonth() >= 10 ? now.getFullYear() : now.getFullYear() - 1;
}

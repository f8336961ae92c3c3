import { t } from "@lingui/core/macro";
import { A, useLocation, useParams } from "@solidjs/router";
import { For, type JSX, Match, Switch } from "solid-js";
import { Page } from "../../ui/page";
import { useChoices } from "./choices";
import { FavouritesView } from "./favourites-view";
import { ListeningView } from "./listening-view";
import css from "./statistics.module.css";

const VIEWS = [
  { path: "", word: t`Listening` },
  { path: "favourites", word: t`Favourites` },
] as const;

/** What it all adds up to: a view at a time, each of one request. */
export function StatisticsPage(): JSX.Element {
  const params = useParams<{ view?: string }>();
  const location = useLocation();
  const choices = useChoices();
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
                aria-current={(params.view ?? "") === view.path ? "page" : undefined}
              >
                {view.word}
              </A>
            )}
          </For>
        </nav>
        <Switch fallback={<ListeningView choices={choices} />}>
          <Match when={params.view === "favourites"}>
            <FavouritesView choices={choices} />
          </Match>
        </Switch>
      </div>
    </Page>
  );
}

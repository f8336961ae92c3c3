import { plural, t } from "@lingui/core/macro";
import { A, useParams } from "@solidjs/router";
import { createResource, For, type JSX, Show } from "solid-js";
import { answer } from "../../api/client";
import { inWords } from "../../api/problem";
import { locale } from "../../lib/language";
import { useLibrary } from "../../lib/library";
import { Button } from "../../ui/button";
import { Notice } from "../../ui/notice";
import { Page, Section } from "../../ui/page";
import unseen from "../../ui/unseen.module.css";
import { MaintenanceDetails } from "../maintenance/maintenance-details";
import { createGear, plansOf } from "./gear";
import { Life } from "./life";
import css from "./stylus-page.module.css";
import { Timeline } from "./timeline";
import { hours } from "./words";

/** One needle: what is left of it, where it was, and how much it played each month. */
export function StylusPage(): JSX.Element {
  const params = useParams<{ id: string }>();
  const library = useLibrary();
  const store = createGear(library);
  const [use, { refetch }] = createResource(
    () => params.id,
    (id) =>
      answer(library.api.GET("/api/wear/styluses/{stylus_id}", { params: { path: { stylus_id: id } } })),
  );
  const latest = () => (use.error === undefined ? use.latest : undefined);
  const part = () => store.gear()?.styluses.find((one) => one.id === params.id);
  const mounts = () => store.gear()?.mounts.filter((mount) => mount.stylus_id === params.id) ?? [];
  const most = () => Math.max(1, ...(latest()?.months ?? []).map((month) => month.hours));

  return (
    <Page title={latest()?.wear.name ?? t`Stylus`} aside={<A href="/gear">{t`All gear`}</A>}>
      <Show when={use.error}>
        {(problem) => (
          <Notice
            icon="warn"
            tone="warn"
            action={<Button icon="sync" onClick={() => void refetch()}>{t`Try again`}</Button>}
          >
            {inWords(problem())}
          </Notice>
        )}
      </Show>
      <Show when={latest()}>
        {(told) => (
          <>
            <Section title={t`How worn it is`}>
              <Life wear={told().wear} />
              <p class={css.note}>
                {[
                  t`${hours(told().wear.hours)} so far in ${plural(told().wear.plays, { one: "# play", other: "# plays" })}`,
                  ...(told().wear.starting_hours > 0
                    ? [t`${hours(told().wear.starting_hours)} before it came`]
                    : []),
                ].join(", ")}
                {part()?.profile ? t`. Profile: ${part()?.profile ?? ""}` : ""}
              </p>
            </Section>
            <Show when={told().months.length > 0}>
              <Section title={t`By month`}>
                <table class={css.months}>
                  <thead class={unseen.unseen}>
                    <tr>
                      <th scope="col">{t`Month`}</th>
                      <th scope="col">{t`Share`}</th>
                      <th scope="col">{t`Hours`}</th>
                      <th scope="col">{t`Plays`}</th>
                    </tr>
                  </thead>
                  <tbody>
                    <For each={told().months}>
                      {(month) => (
                        <tr>
                          <th scope="row">{monthWords(month.month)}</th>
                          <td class={css.chart}>
                            <svg viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
                              <rect width={(100 * month.hours) / most()} height="8" rx="1" />
                            </svg>
                          </td>
                          <td>{hours(month.hours)}</td>
                          <td>{plural(month.plays, { one: "# play", other: "# plays" })}</td>
                        </tr>
                      )}
                    </For>
                  </tbody>
                </table>
              </Section>
            </Show>
            <Show when={store.gear()}>
              {(gear) => (
                <Section title={t`Maintenance`}>
                  <MaintenanceDetails
                    part="stylus"
                    partId={params.id}
                    plans={plansOf(gear(), params.id)}
                    onChange={store.refetch}
                  />
                </Section>
              )}
            </Show>
            <Show when={store.gear()}>
              {(gear) => (
                <Show when={mounts().length > 0}>
                  <Section title={t`Where it was`}>
                    <Timeline gear={gear()} mounts={mounts()} />
                  </Section>
                </Show>
              )}
            </Show>
          </>
        )}
      </Show>
    </Page>
  );
}

function monthWords(month: string): string {
  return new Date(`${month}-15T12:00:00Z`).toLocaleDateString(locale(), { month: "short", year: "numeric" });
}

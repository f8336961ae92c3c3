import { t } from "@lingui/core/macro";
import { type JSX, Show } from "solid-js";
import { answer } from "../../api/client";
import type { CareAndWear } from "../../api/types";
import { useLibrary } from "../../lib/library";
import { zone } from "../../lib/zone";
import { Choice } from "../../ui/choice";
import { Empty } from "../../ui/empty";
import { Chart } from "./chart/chart";
import type { Choices } from "./choices";
import { cleaningsFigure, methodsFigure, runFigure, stylusesFigure } from "./figures";
import { UNITS } from "./periods";
import { dayOf, rangeOf } from "./range";
import { RangeMenu } from "./range-menu";
import css from "./statistics.module.css";
import { Tiles } from "./tiles";
import { Told } from "./told";
import { createView } from "./view";
import { number } from "./words";

/** What was cleaned when, and what each needle played. */
export function CareView(props: { choices: Choices }): JSX.Element {
  const { api } = useLibrary();
  const range = () => rangeOf(props.choices.range(), new Date());
  const query = () => ({ ...range(), by: props.choices.unit(), zone: zone() });
  const view = createView<CareAndWear>(
    useLibrary(),
    () => `care ${JSON.stringify(query())}`,
    () => answer(api.GET("/api/statistics/care", { params: { query: query() } })),
  );
  const year = new Date().getFullYear();
  const today = () => dayOf(new Date());
  return (
    <>
      <div class={css.controls}>
        <RangeMenu
          name={props.choices.range()}
          years={{ first: year - 10, last: year }}
          onChange={props.choices.setRange}
        />
        <Choice
          label={t({ message: "By", context: "days, weeks" })}
          options={UNITS}
          value={props.choices.unit()}
          onChange={(unit) => unit && props.choices.setUnit(unit)}
        />
      </div>
      <Told view={view}>
        {(told) => (
          <>
            <Tiles
              tiles={[
                { word: t`Cleanings`, value: number(told().cleanings) },
                { word: t`Records cleaned`, value: number(told().records) },
                { word: t`Never cleaned`, value: number(told().never_cleaned) },
              ]}
            />
            <Show
              when={told().cleanings > 0 || told().styluses.length > 0}
              fallback={
                <Empty title={t`Nothing was cleaned or played in these days`}>
                  <p>{t`Choose other days.`}</p>
                </Empty>
              }
            >
              <div class={css.charts}>
                <Show when={cleaningsFigure(told(), props.choices.unit(), range(), today())}>
                  {(figure) => (
                    <div class={css.whole}>
                      <Chart figure={figure()} />
                    </div>
                  )}
                </Show>
                <Show when={told().methods.length > 0}>
                  <Chart figure={methodsFigure(told())} />
                </Show>
                <Show when={told().styluses.length > 0}>
                  <Chart figure={stylusesFigure(told())} />
                  <div class={css.whole}>
                    <Chart figure={runFigure(told(), props.choices.unit(), range())} />
                  </div>
                </Show>
              </div>
            </Show>
            <p
              class={css.word}
            >{t`What is left out of statistics is in no figure here. How worn a needle is, with every play, stands under Gear.`}</p>
          </>
        )}
      </Told>
    </>
  );
}

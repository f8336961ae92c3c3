import { plural, t } from "@lingui/core/macro";
import { A } from "@solidjs/router";
import { type JSX, Show } from "solid-js";
import type { SyncRun } from "../../api/types";
import { inSentence, locale } from "../../lib/language";
import { now } from "../../lib/now";
import { ago, count, took } from "../../lib/time";
import { Icon } from "../../ui/icon";
import { reasonWords } from "./reasons";
import css from "./run-row.module.css";
import { driverWords, outcomeWords, stateWord } from "./words";

/** One past sync: how it ended, what it brought, how long it took. */
export function RunRow(props: { run: SyncRun }): JSX.Element {
  const whole = () => props.run.state === "complete";
  const what = () =>
    whole()
      ? stateWord(props.run)
      : `${stateWord(props.run)}: ${inSentence(reasonWords(props.run.reason).what)}`;
  return (
    <li class={css.row} data-whole={whole() ? "" : undefined}>
      <Icon name={whole() ? "check" : "warn"} />
      <div class={css.words}>
        <p class={css.what}>
          <A href={`/sync/${props.run.id}`} class={css.open ?? ""}>
            {what()}
          </A>
          <time
            datetime={props.run.started_at}
            title={new Date(props.run.started_at).toLocaleString(locale())}
          >
            {ago(props.run.started_at, now())}
          </time>
        </p>
        <p class={css.more}>
          <Show
            when={props.run.mode === "full"}
            fallback={
              props.run.added > 0 ? t`Check: ${outcomeWords(props.run)}` : t`Check of the newest records`
            }
          >
            {props.run.items_total !== null && props.run.items_total !== props.run.items_seen
              ? t`${count(props.run.items_seen)} of ${plural(props.run.items_total, { one: "# record", other: "# records" })}`
              : plural(props.run.items_seen, { one: "# record", other: "# records" })}
            , {outcomeWords(props.run)}
          </Show>
          {" · "}
          {took(props.run.started_at, props.run.finished_at ?? props.run.updated_at)}
          <Show when={props.run.driver !== "browser" && props.run.driver}>
            {(driver) => ` · ${driverWords(driver())}`}
          </Show>
        </p>
        <Show when={props.run.detail}>{(detail) => <p class={css.more}>{detail()}</p>}</Show>
      </div>
    </li>
  );
}

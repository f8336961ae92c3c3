import { t } from "@lingui/core/macro";
import { type JSX, Show } from "solid-js";
import type { MaintenancePlan } from "../../api/types";
import { now } from "../../lib/now";
import { Button } from "../../ui/button";
import { Meter } from "../../ui/meter";
import css from "./plan-row.module.css";
import { kindName, levelOf, whenWords } from "./words";

/** One kind of maintenance of a part: when it is due, and done now with one tap. */
export function PlanRow(props: {
  plan: MaintenancePlan;
  onDone(): void;
  children?: JSX.Element;
}): JSX.Element {
  const name = () => kindName(props.plan);
  return (
    <li class={css.row} data-due={props.plan.due ? "" : undefined}>
      <span class={css.words}>
        <span class={css.name}>{name()}</span>
        <span class={css.when}>
          <Show when={levelOf(props.plan)}>{(level) => <Meter shape="ring" level={level()} />}</Show>
          {whenWords(props.plan, now())}
        </span>
      </span>
      <Button
        look={props.plan.due ? "plain" : "quiet"}
        icon="check"
        aria-label={t`Done: ${name()} of ${props.plan.part_name}`}
        onClick={() => props.onDone()}
      >{t`Done`}</Button>
      {props.children}
    </li>
  );
}

import { t } from "@lingui/core/macro";
import { A } from "@solidjs/router";
import type { JSX } from "solid-js";
import type { DueMaintenance } from "../../api/types";
import { now } from "../../lib/now";
import { Button } from "../../ui/button";
import { Meter } from "../../ui/meter";
import { Row } from "../../ui/rows";
import { StatusLine } from "../../ui/status-line";
import { kindName, levelOf, why } from "../maintenance/words";
import { Deeds } from "./due-record";
import css from "./due-row.module.css";

/** Something to do to a turntable, a cartridge or a stylus: why, and done now or later. */
export function DueMaintenanceRow(props: {
  due: DueMaintenance;
  onDone(): void;
  onSnooze(until: Date): void;
}): JSX.Element {
  const plan = () => props.due.plan;
  const name = () => t`${kindName(plan())} of ${plan().part_name}`;
  return (
    <Row>
      <A href="/gear" class={`${css.record} ${css.stylus}`}>
        <span class={css.name}>{name()}</span>
        <StatusLine>
          <Meter shape="ring" level={levelOf(plan()) ?? 4} />
          {why(plan(), now())}
        </StatusLine>
      </A>
      <Deeds
        name={name()}
        onSnooze={(until) => props.onSnooze(until)}
        now={
          <Button
            icon="check"
            onClick={() => props.onDone()}
            aria-label={t`Done: ${name()}`}
          >{t`Done`}</Button>
        }
      />
    </Row>
  );
}

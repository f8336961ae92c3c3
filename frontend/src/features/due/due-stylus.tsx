import { t } from "@lingui/core/macro";
import { A, useNavigate } from "@solidjs/router";
import type { JSX } from "solid-js";
import type { DueStylus } from "../../api/types";
import { Button } from "../../ui/button";
import { Row } from "../../ui/rows";
import { Life } from "../equipment/life";
import { Deeds } from "./due-record";
import css from "./due-row.module.css";

/** A needle near its end: what is left of it, and where it is swapped. */
export function DueStylusRow(props: { stylus: DueStylus; onSnooze(until: Date): void }): JSX.Element {
  const navigate = useNavigate();
  const wear = () => props.stylus.wear;
  return (
    <Row>
      <A href={`/gear/styluses/${wear().id}`} class={`${css.record} ${css.stylus}`}>
        <span class={css.name}>{wear().name}</span>
        <Life wear={wear()} />
      </A>
      <Deeds
        name={wear().name}
        onSnooze={(until) => props.onSnooze(until)}
        now={
          <Button
            icon="gear"
            onClick={() => navigate("/gear")}
            aria-label={t`Swap ${wear().name}`}
          >{t`Swap`}</Button>
        }
      />
    </Row>
  );
}

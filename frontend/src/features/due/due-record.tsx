import { t } from "@lingui/core/macro";
import { A } from "@solidjs/router";
import { createSignal, For, type JSX, Show } from "solid-js";
import type { DueRecord } from "../../api/types";
import { useLibrary } from "../../lib/library";
import { now } from "../../lib/now";
import type { Level } from "../../lib/status";
import { Button } from "../../ui/button";
import { Meter } from "../../ui/meter";
import { Row } from "../../ui/rows";
import { StatusLine } from "../../ui/status-line";
import { RecordLine } from "../collection/record-line";
import css from "./due-row.module.css";
import { DELAYS, state, why } from "./words";

/** A record to clean: why, and what can be done about it. */
export function DueRecordRow(props: {
  record: DueRecord;
  onDone(): void;
  onSnooze(until: Date): void;
}): JSX.Element {
  const library = useLibrary();
  const copy = () => library.shelf.copy(props.record.copy_id) ?? { ...props.record, genres: [], cover: null };
  return (
    <Row>
      <A href={`/records/${props.record.copy_id}`} class={css.record ?? ""}>
        <RecordLine copy={copy()}>
          <StatusLine title={state(props.record)}>
            <Meter shape="drop" level={props.record.level as Level} />
            {why(props.record, now())}
          </StatusLine>
        </RecordLine>
      </A>
      <Deeds
        name={props.record.title}
        onSnooze={(until) => props.onSnooze(until)}
        now={
          <Button
            icon="check"
            onClick={() => props.onDone()}
            aria-label={t`Cleaned: ${props.record.title}`}
          >{t`Cleaned`}</Button>
        }
      />
    </Row>
  );
}

/** What can be done about it now, or later: and then, until when. */
export function Deeds(props: { name: string; now: JSX.Element; onSnooze(until: Date): void }): JSX.Element {
  const [later, setLater] = createSignal(false);
  let first: HTMLButtonElement | undefined;
  return (
    <div class={css.deeds} role="group" aria-label={props.name}>
      <Show
        when={later()}
        fallback={
          <>
            {props.now}
            <Button
              look="quiet"
              icon="clock"
              aria-label={t`Later: ${props.name}`}
              onClick={() => {
                setLater(true);
                first?.focus();
              }}
            >{t`Later`}</Button>
          </>
        }
      >
        <For each={DELAYS}>
          {(delay, n) => (
            <Button
              ref={(button) => {
                if (n() === 0) first = button;
              }}
              onClick={() => props.onSnooze(delay.later(new Date()))}
            >
              {delay.word}
            </Button>
          )}
        </For>
        <Button look="quiet" icon="close" onClick={() => setLater(false)}>{t`Now`}</Button>
      </Show>
    </div>
  );
}

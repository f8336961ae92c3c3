import { t } from "@lingui/core/macro";
import type { JSX } from "solid-js";
import { recency } from "../../lib/status";
import { ago } from "../../lib/time";
import { Meter } from "../../ui/meter";
import { StatusLine } from "../../ui/status-line";

/** When a copy was last played: a ring that empties with time, and words. */
export function Recency(props: { copy: { last_played_at: string | null }; now: number }): JSX.Element {
  const words = () => {
    const at = props.copy.last_played_at;
    return at === null ? t`Never played` : t`Played ${ago(at, props.now)}`;
  };
  return (
    <StatusLine title={recency(props.copy, props.now).word}>
      <Meter shape="ring" level={recency(props.copy, props.now).level} />
      {words()}
    </StatusLine>
  );
}

import type { JSX } from "solid-js";
import { cleanliness } from "../../lib/status";
import { Meter } from "../../ui/meter";
import { StatusLine } from "../../ui/status-line";

/** How clean a copy is: a drop that empties with the plays since, and words. */
export function Cleanliness(props: {
  copy: { last_cleaned_at: string | null; plays_since_cleaning: number };
}): JSX.Element {
  const status = () => cleanliness(props.copy);
  return (
    <StatusLine>
      <Meter shape="drop" level={status().level} />
      {status().word}
    </StatusLine>
  );
}

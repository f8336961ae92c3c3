import type { JSX } from "solid-js";
import { useLibrary } from "../../lib/library";
import { now } from "../../lib/now";
import type { Cleaned } from "../../lib/status";
import { Meter } from "../../ui/meter";
import { StatusLine } from "../../ui/status-line";

/** How clean a copy is by the user's own rules: a drop that empties until it is due, and words. */
export function Cleanliness(props: { copy: Cleaned }): JSX.Element {
  const library = useLibrary();
  const status = () => library.care.cleanliness(props.copy, now());
  return (
    <StatusLine>
      <Meter shape="drop" level={status().level} />
      {status().word}
    </StatusLine>
  );
}

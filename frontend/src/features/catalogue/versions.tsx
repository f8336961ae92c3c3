import { t } from "@lingui/core/macro";
import { A } from "@solidjs/router";
import { type JSX, onMount, Show } from "solid-js";
import { answer } from "../../api/client";
import { useLibrary } from "../../lib/library";
import { Section } from "../../ui/page";
import { Hits } from "./hit-list";
import { createHits } from "./hits";

const PAGE = 25;

/** The releases of a master, the oldest first; on a release's own page all but that. */
export function Versions(props: { masterId: number; except?: number }): JSX.Element {
  const library = useLibrary();
  const list = createHits(async (cursor, signal) => {
    const page = await answer(
      library.api.GET("/api/catalogue/masters/{master_id}/versions", {
        params: {
          path: { master_id: props.masterId },
          query: { limit: PAGE, ...(cursor ? { cursor } : {}) },
        },
        signal,
      }),
    );
    return { ...page, hits: page.hits.filter((hit) => hit.id !== props.except) };
  });
  onMount(() => void list.begin());
  const title = () => (props.except ? t`Other pressings` : t`Versions`);
  return (
    <Section title={title()}>
      <Hits list={list} label={title()} none={<p>{t`There is no other one.`}</p>} />
      <Show when={props.except}>
        <A href={`/catalogue/masters/${props.masterId}`}>{t`All versions`}</A>
      </Show>
    </Section>
  );
}

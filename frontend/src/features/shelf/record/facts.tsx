import { t } from "@lingui/core/macro";
import { createResource, For, type JSX, Show } from "solid-js";
import { answer } from "../../../api/client";
import type { Copy, CopyDetails } from "../../../api/types";
import { useLibrary } from "../../../lib/library";
import { now } from "../../../lib/now";
import { shortDate } from "../../../lib/time";
import { Icon } from "../../../ui/icon";
import { Credits } from "../../collection/credits";
import css from "./facts.module.css";
import { Pressings } from "./pressings";
import { aboutRelease, type Fact, labelLines } from "./release-words";

/** What is known of a copy and its release, and their pages at Discogs. */
export function Facts(props: {
  copy: Copy;
  details: CopyDetails | undefined;
  /** What can be changed stands where it is changed. */
  editable: boolean;
}): JSX.Element {
  const library = useLibrary();
  const [release] = createResource(
    () => props.details?.asked && props.details.release_id,
    (release_id) =>
      answer(
        library.api.GET("/api/releases/{release_id}/details", { params: { path: { release_id } } }),
      ).catch(() => undefined),
  );
  /** What the user wrote about this copy, by the names of their own fields and in their order. */
  const ownFields = (): Fact[] => {
    const fields = library.lists.fields();
    const place = (id: number) => fields.findIndex((field) => field.id === id);
    return (props.details?.notes ?? [])
      .toSorted((one, other) => place(one.field_id) - place(other.field_id))
      .map((note) => [fields[place(note.field_id)]?.name ?? t`Notes`, note.value]);
  };
  const own = (): Fact[] => [
    [t`Rating`, props.copy.rating > 0 ? t`${props.copy.rating} of 5` : ""],
    [t`Folder`, library.lists.folders().find((folder) => folder.id === props.copy.folder_id)?.name ?? ""],
    ...ownFields(),
  ];
  const about = (): Fact[] => [
    [t`Label`, labelLines(props.copy, props.details)],
    [t`Format`, props.copy.format],
    ...aboutRelease(release()),
    [t`Genre`, props.copy.genres.join(", ")],
    [t`Style`, props.copy.styles.join(", ")],
    [t`Added`, props.copy.added_at ? shortDate(props.copy.added_at, now()) : ""],
    ...(props.editable ? [] : own()),
  ];
  return (
    <section class={css.section} aria-label={t`About this record`}>
      <h3 class={css.heading}>{t`About this record`}</h3>
      <dl class={css.facts}>
        <For each={about().filter(([, value]) => value !== "")}>
          {([name, value]) => (
            <div class={css.fact}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          )}
        </For>
      </dl>
      <Show when={props.details?.asked === false}>
        <p
          class={css.lead}
        >{t`Country, barcode and who pressed it are read from Discogs along with the tracklist.`}</p>
      </Show>
      <p class={css.links}>
        <a
          class={css.link}
          href={props.details?.discogs_url ?? `https://www.discogs.com/release/${props.copy.release_id}`}
          target="_blank"
          rel="noreferrer"
        >
          <Icon name="out" small />
          {t`See it on Discogs`}
        </a>
        <Show when={props.details?.master_url}>
          {(url) => (
            <a class={css.link} href={url()} target="_blank" rel="noreferrer">
              <Icon name="out" small />
              {t`All its versions`}
            </a>
          )}
        </Show>
      </p>
      <Show when={(release()?.pressings ?? 0) > 1 && release()}>
        {(known) => <Pressings releaseId={known().release_id} count={known().pressings} />}
      </Show>
      <Credits />
    </section>
  );
}

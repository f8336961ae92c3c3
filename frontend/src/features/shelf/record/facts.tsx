import { createResource, For, type JSX } from "solid-js";
import { answer } from "../../../api/client";
import type { Copy } from "../../../api/types";
import { useLibrary } from "../../../lib/library";
import { now } from "../../../lib/now";
import { shortDate } from "../../../lib/time";
import { Icon } from "../../../ui/icon";
import { Credits } from "../../collection/credits";
import css from "./facts.module.css";

/** What is known of a copy, and its page at Discogs. */
export function Facts(props: { copy: Copy }): JSX.Element {
  const library = useLibrary();
  const [detail] = createResource(
    () => props.copy.id,
    (id) =>
      answer(library.api.GET("/api/copies/{copy_id}", { params: { path: { copy_id: id } } })).catch(
        () => undefined,
      ),
  );
  /** What the user wrote about this copy, by the names of their own fields and in their order. */
  const ownFields = (): [string, string][] => {
    const fields = library.lists.fields();
    const place = (id: number) => fields.findIndex((field) => field.id === id);
    return (detail()?.notes ?? [])
      .toSorted((one, other) => place(one.field_id) - place(other.field_id))
      .map((note) => [fields[place(note.field_id)]?.name ?? "Notes", note.value]);
  };
  const facts = (): [string, string][] => {
    const { label, catno, format, genres, styles, rating, added_at } = props.copy;
    const rows: [string, string][] = [
      ["Label", [label, catno].filter(Boolean).join(" · ")],
      ["Format", format],
      ["Genre", [...genres, ...styles].join(", ")],
      ["Rating", rating > 0 ? `${rating} of 5` : ""],
      ["Added", added_at ? shortDate(added_at, now()) : ""],
      ["Folder", library.lists.folders().find((folder) => folder.id === props.copy.folder_id)?.name ?? ""],
      ...ownFields(),
    ];
    return rows.filter(([, value]) => value !== "");
  };
  return (
    <section class={css.section} aria-label="About this record">
      <h3 class={css.heading}>About this record</h3>
      <dl class={css.facts}>
        <For each={facts()}>
          {([name, value]) => (
            <div class={css.fact}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          )}
        </For>
      </dl>
      <a
        class={css.link}
        href={detail()?.discogs_url ?? `https://www.discogs.com/release/${props.copy.release_id}`}
        target="_blank"
        rel="noreferrer"
      >
        <Icon name="out" small />
        See it on Discogs
      </a>
      <Credits />
    </section>
  );
}

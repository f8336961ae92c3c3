import { t } from "@lingui/core/macro";
import { createMemo, For, type JSX, Show } from "solid-js";
import type { Copy, CopyDetails } from "../../../api/types";
import { useLibrary } from "../../../lib/library";
import { createInPieces } from "../../../lib/pieces";
import { Cover } from "../../collection/cover";
import css from "./neighbours.module.css";
import { similarTo } from "./similar";

const MOST = 6;

/** What stands near a record on the shelf: other copies of it, other pressings, and what is like it. */
export function Neighbours(props: { copy: Copy; details: CopyDetails | undefined }): JSX.Element {
  const library = useLibrary();
  const shelf = createMemo(() => library.shelf.copies());
  const copies = createMemo(() =>
    shelf().filter((each) => each.release_id === props.copy.release_id && each.id !== props.copy.id),
  );
  const pressings = createMemo(() =>
    (props.details?.pressings ?? []).flatMap((id) => library.shelf.copy(id) ?? []),
  );
  const similar = createInPieces(() =>
    similarTo(props.copy, shelf(), MOST, new Set(pressings().map(({ id }) => id))),
  );
  const pressed = (copy: Copy) =>
    [copy.year, copy.label, copy.catno].filter(Boolean).join(" · ") || copy.format;
  const folder = (copy: Copy) =>
    library.lists.folders().find(({ id }) => id === copy.folder_id)?.name ?? t`On your shelf`;
  return (
    <>
      <Row title={t`Other copies you own`} all={copies().map((copy) => ({ copy, why: folder(copy) }))} />
      <Row
        title={t`Other pressings you own`}
        all={pressings().map((copy) => ({ copy, why: pressed(copy) }))}
      />
      <Row title={t`Like it on your shelf`} all={similar.result() ?? []} />
    </>
  );
}

function Row(props: { title: string; all: readonly { copy: Copy; why: string }[] }): JSX.Element {
  // By what they are, not by how they stand just now: a link in focus outlives what is learnt meanwhile.
  const ids = createMemo(() => props.all.map(({ copy }) => copy.id));
  return (
    <Show when={ids().length > 0}>
      <section class={css.section} aria-label={props.title}>
        <h3 class={css.heading}>{props.title}</h3>
        <ul class={css.row}>
          <For each={ids()}>
            {(id) => (
              <li class={css.item}>
                <Show when={props.all.find(({ copy }) => copy.id === id)}>
                  {(one) => (
                    <a class={css.link} href={`/records/${id}`} noScroll>
                      <Cover copy={one().copy} />
                      <span class={css.title} dir="auto">
                        {one().copy.title}
                      </span>
                      <span class={css.small} dir="auto">
                        {one().copy.artist}
                      </span>
                      <span class={css.small}>{one().why}</span>
                    </a>
                  )}
                </Show>
              </li>
            )}
          </For>
        </ul>
      </section>
    </Show>
  );
}

import { t } from "@lingui/core/macro";
import { createMemo, For, type JSX, Show } from "solid-js";
import type { Copy, CopyDetails } from "../../../api/types";
import { useLibrary } from "../../../lib/library";
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
  const similar = createMemo(() =>
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
      <Row title={t`Like it on your shelf`} all={similar()} />
    </>
  );
}

function Row(props: { title: string; all: readonly { copy: Copy; why: string }[] }): JSX.Element {
  return (
    <Show when={props.all.length > 0}>
      <section class={css.section} aria-label={props.title}>
        <h3 class={css.heading}>{props.title}</h3>
        <ul class={css.row}>
          <For each={props.all}>
            {({ copy, why }) => (
              <li class={css.item}>
                <a class={css.link} href={`/records/${copy.id}`} noScroll>
                  <Cover copy={copy} />
                  <span class={css.title}>{copy.title}</span>
                  <span class={css.small}>{copy.artist}</span>
                  <span class={css.small}>{why}</span>
                </a>
              </li>
            )}
          </For>
        </ul>
      </section>
    </Show>
  );
}

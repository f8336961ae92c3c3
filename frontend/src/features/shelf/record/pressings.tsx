import { plural, t } from "@lingui/core/macro";
import { createResource, createSignal, For, type JSX, Show } from "solid-js";
import { answer } from "../../../api/client";
import type { Pressing } from "../../../api/types";
import { useLibrary } from "../../../lib/library";
import { onChange } from "../../../lib/on-change";
import { Button } from "../../../ui/button";
import css from "./pressings.module.css";
import { releasedWords } from "./release-words";

/** What else there is of a record: every pressing that the catalogue has, once asked for. */
export function Pressings(props: { releaseId: number; count: number }): JSX.Element {
  const library = useLibrary();
  const [open, setOpen] = createSignal(false);
  const [found] = createResource(
    () => open() && props.releaseId,
    (release_id) =>
      answer(
        library.api.GET("/api/releases/{release_id}/pressings", { params: { path: { release_id } } }),
      ).catch(() => undefined),
  );
  onChange(
    () => props.releaseId,
    () => setOpen(false),
    { defer: true },
  );
  const more = () => props.count - (found()?.pressings.length ?? 0);
  return (
    <section class={css.section} aria-label={t`All pressings`}>
      <h3 class={css.heading}>{t`All pressings`}</h3>
      <Show
        when={open()}
        fallback={
          <div>
            <Button onClick={() => setOpen(true)}>
              {plural(props.count, { one: "Show # pressing", other: "Show # pressings" })}
            </Button>
          </div>
        }
      >
        <ul class={css.list} aria-busy={found.loading}>
          <For each={found()?.pressings}>{(pressing) => <Line pressing={pressing} />}</For>
        </ul>
        <Show
          when={found()}
          fallback={<p class={css.small}>{found.loading ? t`Looking…` : t`They cannot be read now.`}</p>}
        >
          <Show when={more() > 0}>
            <p class={css.small}>{plural(more(), { one: "and # more", other: "and # more" })}</p>
          </Show>
        </Show>
      </Show>
    </section>
  );
}

function Line(props: { pressing: Pressing }): JSX.Element {
  const pressed = () =>
    [props.pressing.label, props.pressing.catno].filter(Boolean).join(" · ") || t`Without a label`;
  const about = () =>
    [props.pressing.country, props.pressing.format, releasedWords(props.pressing.released)]
      .filter(Boolean)
      .join(" · ");
  return (
    <li>
      <a
        class={css.line}
        href={`https://www.discogs.com/release/${props.pressing.release_id}`}
        target="_blank"
        rel="noreferrer"
      >
        <span class={css.year}>{props.pressing.year ?? "–"}</span>
        <span class={css.words}>
          {pressed()}
          <span class={css.small}>{about()}</span>
          <Show when={props.pressing.owned}>
            <span class={css.owned}>{t`On your shelf`}</span>
          </Show>
        </span>
      </a>
    </li>
  );
}

import { createSignal, type JSX, onCleanup, onMount, Show } from "solid-js";
import { type CoverQueue, createCoverQueue } from "../../lib/cover-queue";
import css from "./cover.module.css";
import { Sleeve } from "./sleeve";

const queue: CoverQueue = createCoverQueue({
  now: () => performance.now(),
  later: (act, ms) => void setTimeout(act, ms),
});

const onScreen = new WeakSet<Element>();
const watcher = new IntersectionObserver((entries) => {
  for (const entry of entries) {
    if (entry.isIntersecting) onScreen.add(entry.target);
    else onScreen.delete(entry.target);
  }
});

type Shown = {
  artist: string;
  title: string;
  genres: readonly string[];
  cover: string | null;
  thumb: string | null;
};

/** A square cover. Until it has come, and when there is none, a sleeve of our own stands in its place. */
export function Cover(props: { copy: Shown; large?: boolean }): JSX.Element {
  const url = () => props.copy.cover ?? props.copy.thumb;
  return (
    <div class={css.cover} data-large={props.large ? "" : undefined}>
      <Sleeve
        artist={props.copy.artist}
        title={props.copy.title}
        genre={props.copy.genres[0]}
        waits={url() !== null}
      />
      <Show when={url()} keyed>
        {(src) => <Picture src={src} />}
      </Show>
    </div>
  );
}

function Picture(props: { src: string }): JSX.Element {
  let image!: HTMLImageElement;
  const known = queue.has(props.src);
  const [here, setHere] = createSignal(known);
  let settle: ((ok: boolean) => void) | undefined;

  onMount(() => {
    if (known) {
      image.src = props.src;
      return;
    }
    watcher.observe(image);
    const takeBack = queue.ask({
      url: props.src,
      visible: () => onScreen.has(image),
      load(settled) {
        settle = settled;
        image.src = props.src;
      },
      giveUp: () => image.removeAttribute("src"),
    });
    onCleanup(() => {
      watcher.unobserve(image);
      takeBack();
    });
  });

  return (
    <img
      ref={image}
      class={css.picture}
      data-here={here() ? "" : undefined}
      data-known={known ? "" : undefined}
      alt=""
      decoding="async"
      draggable={false}
      referrerpolicy="no-referrer"
      onLoad={() => {
        setHere(true);
        settle?.(true);
      }}
      onError={() => {
        setHere(false);
        image.removeAttribute("src");
        settle?.(false);
      }}
    />
  );
}

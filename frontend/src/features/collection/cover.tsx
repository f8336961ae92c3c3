import { createSignal, type JSX, onCleanup, onMount, Show } from "solid-js";
import { type CoverQueue, createCoverQueue, type Settle } from "../../lib/cover-queue";
import css from "./cover.module.css";
import { Sleeve } from "./sleeve";

const queue: CoverQueue = createCoverQueue({
  now: () => Date.now(),
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

/** A cover that comes at once needs no sleeve before it. */
const PATIENCE = 350;

/**
 * A square cover. When there is none, or it is long in coming, a sleeve of our own stands in its place.
 * `--cover-width` above it tells the sleeve how wide it is.
 */
export function Cover(props: { copy: Shown; large?: boolean }): JSX.Element {
  const url = () => props.copy.cover ?? props.copy.thumb;
  const sleeve = (waits: boolean) => (
    <Sleeve artist={props.copy.artist} title={props.copy.title} genre={props.copy.genres[0]} waits={waits} />
  );
  return (
    <div class={css.cover} data-large={props.large ? "" : undefined}>
      <Show when={url()} keyed fallback={sleeve(false)}>
        {(src) => <Picture src={src} meanwhile={() => sleeve(true)} />}
      </Show>
    </div>
  );
}

function Picture(props: { src: string; meanwhile(): JSX.Element }): JSX.Element {
  let image!: HTMLImageElement;
  const known = queue.has(props.src);
  const [here, setHere] = createSignal(known);
  const [late, setLate] = createSignal(false);
  let settle: Settle | undefined;
  const timer = known ? undefined : setTimeout(() => setLate(true), PATIENCE);
  onCleanup(() => clearTimeout(timer));

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
    <>
      <Show when={late() && !here()}>{props.meanwhile()}</Show>
      <img
        ref={image}
        class={css.picture}
        data-here={here() ? "" : undefined}
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
    </>
  );
}

import type { JSX } from "solid-js";
import css from "./sleeve.module.css";

/** Grounds by family of sound; a record of unknown genre takes one by its artist. */
const GROUNDS = 12;
const GENRE_GROUND: Readonly<Record<string, readonly number[]>> = {
  Jazz: [0, 1],
  Electronic: [2, 3],
  Rock: [4, 5],
  "Funk / Soul": [6, 7],
  Classical: [8, 9],
  "Hip Hop": [10, 3],
  "Folk, World, & Country": [11, 6],
  Reggae: [11, 7],
  Latin: [7, 4],
  Blues: [0, 8],
  Pop: [5, 2],
  "Stage & Screen": [9, 10],
};
const FORMS = 5;

/** The sleeve of a record without a picture: its own type and a plain form, the same on every visit. */
export function Sleeve(props: {
  artist: string;
  title: string;
  genre: string | undefined;
  waits: boolean;
}): JSX.Element {
  const look = () => sleeveLook(props.artist, props.title, props.genre);
  return (
    <div
      class={css.sleeve}
      data-ground={look().ground}
      data-form={look().form}
      data-long={props.title.length > 26 ? "" : undefined}
      data-waits={props.waits ? "" : undefined}
      aria-hidden="true"
    >
      <span class={css.form} />
      <span class={css.words}>
        <span class={css.title} dir="auto">
          {props.title}
        </span>
        <span class={css.artist} dir="auto">
          {props.artist}
        </span>
      </span>
    </div>
  );
}

export function sleeveLook(
  artist: string,
  title: string,
  genre: string | undefined,
): { ground: number; form: number } {
  const byArtist = hash(artist);
  const family = genre === undefined ? undefined : GENRE_GROUND[genre];
  const ground = family ? (family[byArtist % family.length] ?? 0) : byArtist % GROUNDS;
  return { ground, form: hash(`${artist}\n${title}`) % FORMS };
}

/** FNV-1a: small, and spread well enough to look like choice. */
function hash(text: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  return (h ^ (h >>> 15)) >>> 0;
}

/** Moods, by the styles and genres that carry them. A record may suit several, or none. */
import { t } from "@lingui/core/macro";
import type { Copy } from "../../api/types";

export type MoodId = "quiet" | "warm" | "bright" | "dancing" | "loud" | "strange";

type Mood = { id: MoodId; word: string; styles: ReadonlySet<string>; genres?: ReadonlySet<string> };

const set = (words: string): ReadonlySet<string> => new Set(words.split(", "));

export const MOODS: readonly Mood[] = [
  {
    id: "quiet",
    word: t`Quiet`,
    styles: set(
      "Ambient, New Age, Acoustic, Folk, Chamber Music, Baroque, Classical, Impressionist, Romantic, Lullaby, Minimal, Modern Classical, Neo-Classical, Piano, Solo, Drone, Cool Jazz, ECM, Field Recording, Singer/Songwriter, Contemporary Jazz, Easy Listening, Slowcore, Downtempo",
    ),
    genres: set("Classical"),
  },
  {
    id: "warm",
    word: t`Warm`,
    styles: set(
      "Soul-Jazz, Soul, Neo Soul, Rhythm & Blues, Bossa Nova, Bossanova, MPB, Dub, Roots Reggae, Reggae, Rocksteady, Lovers Rock, Trip Hop, Country, Country Rock, Folk Rock, Blues Rock, Electric Blues, Country Blues, Soft Rock, Modal, Hard Bop, Smooth Jazz, Gospel, AOR, Quiet Storm, Balearic",
    ),
    genres: set("Reggae, Blues"),
  },
  {
    id: "bright",
    word: t`Bright`,
    styles: set(
      "Pop Rock, Indie Pop, Power Pop, Synth-pop, Beat, Surf, Ska, Calypso, Highlife, Afrobeat, Rock & Roll, Rockabilly, Swing, Big Band, Dixieland, Doo Wop, Vocal, Bubblegum, Europop, J-pop, City Pop, Samba, Salsa, Cumbia, Mambo, Jangle Pop, Twee Pop, Funk, Boogie, Latin Jazz",
    ),
    genres: set("Latin, Pop, Children's"),
  },
  {
    id: "dancing",
    word: t`Dancing`,
    styles: set(
      "Disco, Funk, House, Deep House, Acid House, Techno, Dub Techno, Minimal Techno, Electro, Italo-Disco, Hi NRG, Drum n Bass, Jungle, Breakbeat, UK Garage, Garage House, Boogie, P.Funk, Afrobeat, Salsa, Cumbia, Trance, Dance-pop, Nu-Disco, Tech House, Progressive House, Freestyle, Boom Bap, Samba, Eurodance",
    ),
    genres: set("Funk / Soul"),
  },
  {
    id: "loud",
    word: t`Loud`,
    styles: set(
      "Punk, Hardcore, Post-Hardcore, Heavy Metal, Thrash, Death Metal, Black Metal, Doom Metal, Stoner Rock, Hard Rock, Grunge, Noise, Noise Rock, Garage Rock, Industrial, Speed Metal, Sludge Metal, Math Rock, Acid, Psychedelic Rock, Alternative Rock, Glam, Oi, Shoegaze, Gangsta",
    ),
  },
  {
    id: "strange",
    word: t`Strange`,
    styles: set(
      "Experimental, Avantgarde, Free Jazz, Free Improvisation, Krautrock, Musique Concrète, Noise, No Wave, Space-Age, Abstract, Glitch, IDM, Leftfield, Psychedelic, Psychedelic Rock, Prog Rock, Post-Punk, Art Rock, Drone, Sound Art, Sound Collage, Contemporary, Space Rock, Dark Ambient, Coldwave, Avant-garde Jazz, Theremin",
    ),
    genres: set("Non-Music"),
  },
];

/** Whether a record suits a mood: by its styles; by its genre only where it has no style at all. */
export function suits(copy: Pick<Copy, "styles" | "genres">, id: MoodId): boolean {
  const mood = MOODS.find((each) => each.id === id);
  if (!mood) return false;
  if (copy.styles.length > 0) return copy.styles.some((style) => mood.styles.has(style));
  return copy.genres.some((genre) => mood.genres?.has(genre) ?? false);
}

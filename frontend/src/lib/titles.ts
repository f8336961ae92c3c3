/**
 * What the tracklists of the whole shelf say: the titles of tracks, for searching, and how long a release
 * plays; and the barcodes read along with them, so that a scan finds what one owns without a network. Read as
 * a feed, folded once, kept on the device. Before they were read, the search simply knows less.
 */
import { createSignal } from "solid-js";
import { type Api, answer } from "../api/client";
import { transact } from "./disk";
import { onceMore } from "./once-more";
import { fold } from "./search";

type Kept = {
  cursor: string;
  texts: Map<number, string>;
  lengths: Map<number, number>;
  codes?: Map<number, readonly string[]>;
};

/** A barcode's digits as they are compared: some write a UPC as an EAN, with a zero before. */
const bare = (digits: string): string => digits.replace(/^0+/, "");

export function createTitles(api: Api, user: string) {
  const key = [user, "titles"];
  let texts = new Map<number, string>();
  /** Seconds. */
  let lengths = new Map<number, number>();
  /** The barcodes that a release bears, bare. */
  let codes = new Map<number, readonly string[]>();
  let cursor: string | undefined;
  /** Counts what was read, for those who searched before. */
  const [version, setVersion] = createSignal(0);

  async function open(): Promise<void> {
    const kept = await transact<Kept | undefined>(["cursors"], "readonly", (store) =>
      store("cursors").get(key),
    ).catch(() => undefined);
    // What was kept before barcodes were is read anew.
    if (!kept?.codes || cursor !== undefined) return;
    ({ cursor, texts, lengths, codes } = kept as Required<Kept>);
    setVersion((n) => n + 1);
  }

  async function read(): Promise<void> {
    let more = true;
    let changed = false;
    while (more) {
      const query = cursor === undefined ? {} : { since: cursor };
      const page = await answer(api.GET("/api/titles", { params: { query } }));
      if (page.anew) {
        for (const known of [texts, lengths, codes]) known.clear();
        changed = true;
      }
      for (const { release_id, titles, seconds, barcodes } of page.releases) {
        texts.set(release_id, fold(titles.join(" ")));
        if (seconds === null) lengths.delete(release_id);
        else lengths.set(release_id, seconds);
        if (barcodes.length > 0) codes.set(release_id, barcodes.map(bare));
        else codes.delete(release_id);
      }
      changed ||= page.releases.length > 0;
      ({ cursor, more } = page);
    }
    if (!changed) return;
    setVersion((n) => n + 1);
    await transact(["cursors"], "readwrite", (store) => {
      store("cursors").put({ cursor: cursor ?? "", texts, lengths, codes } satisfies Kept, key);
      return undefined;
    }).catch(() => undefined);
  }

  return {
    open,

    /** Asks for what changed; while asking, a further call asks once more afterwards. */
    catchUp: onceMore(read),

    /** The folded titles of a copy's tracks, as far as they are known; tracked. */
    textOf(): (copy: { release_id: number }) => string | undefined {
      version();
      return (copy) => texts.get(copy.release_id);
    },

    /** The releases that bear a barcode, as far as this device knows. */
    withBarcode(digits: string): ReadonlySet<number> {
      const wanted = bare(digits);
      return new Set([...codes].flatMap(([id, own]) => (own.includes(wanted) ? [id] : [])));
    },

    /** The seconds a copy plays, where its tracklist says so; tracked. */
    lengthOf(): (copy: { release_id: number }) => number | undefined {
      version();
      return (copy) => lengths.get(copy.release_id);
    },
  };
}

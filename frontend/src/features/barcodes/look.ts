/** What is known of a barcode: by this device for what is on the shelf, asked of the server, and through it of Discogs, by this browser. */
import { createSignal, onCleanup } from "solid-js";
import { answer } from "../../api/client";
import { inWords } from "../../api/problem";
import type { BarcodeLook } from "../../api/types";
import type { Library } from "../../lib/library";
import { oneByOne } from "../../lib/one-by-one";
import type { ErrandsControl } from "../errands/errands";

export type Look = ReturnType<typeof createLook>;

export function createLook(library: Library, errands: ErrandsControl) {
  const { api } = library;
  const [look, setLook] = createSignal<BarcodeLook>();
  const [failure, setFailure] = createSignal<string>();
  const [code, setCode] = createSignal<string>();
  /** Of one barcode nothing is read while it is asked for: the older answer would stand in the newer's place. */
  let ordered = oneByOne();

  async function attempt(work: () => Promise<BarcodeLook>): Promise<BarcodeLook | undefined> {
    const mine = ordered;
    try {
      const told = await mine(work);
      if (mine !== ordered) return undefined;
      setFailure(undefined);
      setLook(told);
      return told;
    } catch (error) {
      // What this device found on the shelf stands without anybody's word.
      if (mine === ordered && (look()?.copies.length ?? 0) === 0) setFailure(inWords(error));
      return undefined;
    }
  }
  /** The records on the shelf that bear it, the newest first, if this device knows of any. */
  const ownWith = (barcode: string): BarcodeLook | undefined => {
    const releases = library.titles.withBarcode(barcode);
    const copies = library.shelf
      .copies()
      .filter((copy) => releases.has(copy.release_id))
      .sort((one, other) => ((one.added_at ?? "") < (other.added_at ?? "") ? 1 : -1))
      .map(({ id }) => id);
    return copies.length > 0 ? { barcode, copies, lookup: null, searchable: false, why: null } : undefined;
  };
  const read = (wanted: string) =>
    attempt(() => answer(api.GET("/api/barcodes", { params: { query: { code: wanted } } })));

  /** Asks Discogs, unless it said so just now. */
  async function ask(): Promise<void> {
    const wanted = code();
    if (!wanted) return;
    const told = await attempt(() => answer(api.POST("/api/barcodes", { body: { barcode: wanted } })));
    if (told?.lookup?.answered_at === null) await errands.hurry().catch(() => undefined);
  }

  const unlisten = library.on((event) => {
    const wanted = code();
    if (!wanted) return;
    if (event.type === "open" || (event.type === "barcode" && event.barcode === wanted)) void read(wanted);
  });
  onCleanup(unlisten);

  return {
    look,
    failure,
    code,
    ask,

    /** Looks on the shelf, and where it is not there, at Discogs. */
    async find(wanted: string): Promise<void> {
      ordered = oneByOne();
      setCode(wanted);
      setLook(ownWith(wanted));
      setFailure(undefined);
      const told = await read(wanted);
      if (told && told.copies.length === 0 && told.searchable) await ask();
    },

    forget(): void {
      ordered = oneByOne();
      setCode(undefined);
      setLook(undefined);
      setFailure(undefined);
    },
  };
}

/** The one record a barcode can only mean: alone on the shelf with it, or alone at Discogs and on the shelf. */
export function onlyRecord(look: BarcodeLook | undefined): string | undefined {
  if (!look) return undefined;
  if (look.copies.length > 0) return look.copies.length === 1 ? look.copies[0] : undefined;
  const [found, another] = look.lookup?.releases ?? [];
  if (!found || another || found.owned !== "same") return undefined;
  return found.copies.length === 1 ? found.copies[0] : undefined;
}

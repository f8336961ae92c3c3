import { expect, test } from "vitest";
import type { Api } from "../api/client";
import { createTitles } from "./titles";

type Release = { release_id: number; seconds: number | null; titles: string[]; barcodes: string[] };

/** A server that tells one page after the other; the one of that number begins anew. */
function serving(pages: Release[][], anewAt?: number): Api {
  let at = 0;
  const GET = async () => ({
    data: {
      releases: pages[at] ?? [],
      anew: at === anewAt,
      cursor: String(++at),
      more: at < pages.length,
    },
    response: new Response(),
  });
  return { GET } as unknown as Api;
}

const release = (release_id: number, barcodes: string[]): Release => ({
  release_id,
  seconds: null,
  titles: [],
  barcodes,
});

test("a barcode finds the releases that bear it, with a zero before or without", async () => {
  const titles = createTitles(
    serving([
      [release(1, ["602547378787", "5012345678900"])],
      [release(2, ["0602547378787"]), release(3, [])],
    ]),
    "somebody",
  );
  expect(titles.withBarcode("602547378787").size).toBe(0);
  await titles.catchUp();
  expect([...titles.withBarcode("0602547378787")]).toEqual([1, 2]);
  expect([...titles.withBarcode("5012345678900")]).toEqual([1]);
  expect(titles.withBarcode("96385074").size).toBe(0);
});

test("a barcode that a release bears no longer is forgotten", async () => {
  const titles = createTitles(serving([[release(1, ["96385074"])], [release(1, [])]]), "somebody");
  await titles.catchUp();
  expect(titles.withBarcode("96385074").size).toBe(0);
});

test("what a server no longer has after a restore is forgotten", async () => {
  const titles = createTitles(
    serving([[release(1, ["96385074"])], [release(2, ["5012345678900"])]], 1),
    "somebody",
  );
  await titles.catchUp();
  expect(titles.withBarcode("96385074").size).toBe(0);
  expect([...titles.withBarcode("5012345678900")]).toEqual([2]);
});

/** What a guest may read, asked without a token. The browser keeps answers, and asks whether they still hold. */
import { problemFrom, unreachable } from "../api/problem";
import type { PublicProfile, PublicRecords } from "../api/types";

export function profileAt(address: string): Promise<PublicProfile> {
  return read(`/api/public/${encodeURIComponent(address)}`);
}

export type Asked = { q: string; genre: string | undefined; cursor: string | undefined };

export function recordsAt(address: string, { q, genre, cursor }: Asked): Promise<PublicRecords> {
  const query = new URLSearchParams();
  if (q) query.set("q", q);
  if (genre) query.set("genre", genre);
  if (cursor) query.set("cursor", cursor);
  return read(`/api/public/${encodeURIComponent(address)}/records?${query}`);
}

async function read<T>(path: string): Promise<T> {
  const response = await fetch(path).catch(() => {
    throw unreachable();
  });
  if (!response.ok) throw problemFrom(response.status, await response.json().catch(() => undefined));
  return (await response.json()) as T;
}

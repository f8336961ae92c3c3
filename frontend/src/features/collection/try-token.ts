/** Trying a personal token at Discogs, from this browser and under its own limit. */
import { t } from "@lingui/core/macro";
import { read, write } from "../../engine/kept";

/** Undefined where Discogs takes it; else why it does not, in a sentence. */
export async function tryToken(origin: string, token: string): Promise<string | undefined> {
  const budget = await read("budget");
  if (budget) await write("budget", { ...budget, ended: [...budget.ended, Date.now() / 1000] });
  try {
    const response = await fetch(`${origin}/oauth/identity?token=${encodeURIComponent(token)}`);
    if (response.ok) return undefined;
    if (response.status === 401 || response.status === 403)
      return t`Discogs does not know this token. Copy it again from Discogs, Settings, Developers.`;
  } catch {
    // Without a status it may be the limit, or no network.
  }
  return t`Discogs did not answer. Check the connection, wait a minute and try again.`;
}

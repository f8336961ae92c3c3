/** Whether somebody had this browser pushed to, and the end of it. The rest is in features/inbox/push.ts. */

import { keepWord, keptWord } from "./kept-words";

const KEY = "waugzee.pushed";

/** Whose browser it is that is pushed to. */
export function pushedFor(): string | null {
  return keptWord(KEY);
}

export function setPushedFor(user: string | undefined): void {
  keepWord(KEY, user);
}

/** Ends the browser's subscription, so that nothing more arrives for who was here. */
export async function stopPushing(user: string): Promise<void> {
  if (pushedFor() !== user) return;
  setPushedFor(undefined);
  const registration = await navigator.serviceWorker?.getRegistration();
  await (await registration?.pushManager.getSubscription())?.unsubscribe();
}

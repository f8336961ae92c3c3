import { forget } from "../../lib/disk";
import type { Library } from "../../lib/library";
import { stopPushing } from "../../lib/pushed";
import { forgetSkippedSteps } from "../../lib/skipped-steps";

/** Ends what works for a user in this tab, and removes what the device keeps of them. */
export async function clearDevice(library: Library): Promise<void> {
  library.close();
  forgetSkippedSteps();
  await forget(library.user).catch(() => undefined);
  await stopPushing(library.user).catch(() => undefined);
}

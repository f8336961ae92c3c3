import { t } from "@lingui/core/macro";
import { inWords } from "../../api/problem";
import { say } from "../../ui/snackbar";

/** Does something at the server; what goes wrong is said, and may be tried again. */
export async function attempt(work: () => Promise<unknown>): Promise<boolean> {
  try {
    await work();
    return true;
  } catch (error) {
    const again = () => void attempt(work);
    say({ text: inWords(error), icon: "warn", tone: "bad", action: { word: t`Try again`, act: again } });
    return false;
  }
}

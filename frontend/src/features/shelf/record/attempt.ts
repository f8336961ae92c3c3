import { t } from "@lingui/core/macro";
import { inWords } from "../../../api/problem";
import { useLibrary } from "../../../lib/library";
import { say } from "../../../ui/snackbar";

/** Does something at the server, says how it went, and brings the shelf up to date. */
export function useAttempt() {
  const library = useLibrary();
  const attempt = async (work: () => Promise<void>, done: string, undo?: () => void): Promise<boolean> => {
    try {
      await work();
      await library.catchUp();
      say({
        text: done,
        icon: "check",
        ...(undo ? { action: { word: t`Undo`, key: "u", act: undo } } : {}),
      });
      return true;
    } catch (error) {
      const again = () => void attempt(work, done, undo);
      say({ text: inWords(error), icon: "warn", tone: "bad", action: { word: t`Try again`, act: again } });
      return false;
    }
  };
  return attempt;
}

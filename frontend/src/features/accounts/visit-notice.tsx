import { t } from "@lingui/core/macro";
import { createSignal, type JSX } from "solid-js";
import { answer } from "../../api/client";
import { inWords } from "../../api/problem";
import { useLibrary } from "../../lib/library";
import { Button } from "../../ui/button";
import { Notice } from "../../ui/notice";
import { say } from "../../ui/snackbar";
import { clearDevice } from "./clear-device";
import { useSession } from "./session";
import css from "./visit-notice.module.css";

/** Over every page of one who looks around without an account: what this is, and the way out. */
export function VisitNotice(): JSX.Element {
  const session = useSession();
  const library = useLibrary();
  const [busy, setBusy] = createSignal(false);
  const end = async () => {
    setBusy(true);
    try {
      await answer(library.api.DELETE("/api/visit"));
    } catch (error) {
      say({ text: inWords(error), icon: "warn", tone: "bad" });
      setBusy(false);
      return;
    }
    await session.leaveErased(library.user, () => clearDevice(library));
  };
  return (
    <div class={css.visit}>
      <Notice
        icon="star"
        action={<Button busy={busy()} onClick={() => void end()}>{t`End the demo`}</Button>}
      >
        {t`A demo: these records and their past are invented, and nothing you do here is kept.`}
      </Notice>
    </div>
  );
}

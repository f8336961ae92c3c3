import { t } from "@lingui/core/macro";
import { createSignal, type JSX } from "solid-js";
import { answer } from "../../api/client";
import { inWords } from "../../api/problem";
import { useLibrary } from "../../lib/library";
import { save } from "../../lib/save";
import { Button } from "../../ui/button";
import { Section } from "../../ui/page";
import { say } from "../../ui/snackbar";
import css from "./export-section.module.css";

/** Fetches what is one's own and saves it as a file; a failure is told. */
export function createTaking() {
  const { api } = useLibrary();
  const [busy, setBusy] = createSignal(false);
  const take = async (path: "/api/export" | "/api/export/log", suffix: string) => {
    setBusy(true);
    try {
      const content = await answer(api.GET(path, { parseAs: "blob" }));
      save(content as Blob, `waugzee-${new Date().toISOString().slice(0, 10)}${suffix}`);
    } catch (error) {
      say({ text: inWords(error), icon: "warn", tone: "bad" });
    } finally {
      setBusy(false);
    }
  };
  return { take, busy };
}

/** What is one's own, as files to keep elsewhere. */
export function ExportSection(): JSX.Element {
  const { take, busy } = createTaking();
  return (
    <Section title={t`Your data`}>
      <p class={css.about}>
        {t`Records, plays, cleanings, gear, crates and notes are yours: keep a copy wherever you like.`}
      </p>
      <div class={css.deeds}>
        <Button icon="down" busy={busy()} onClick={() => void take("/api/export", ".json")}>
          {t`Everything (JSON)`}
        </Button>
        <Button busy={busy()} look="quiet" onClick={() => void take("/api/export/log", "-log.csv")}>
          {t`The log (CSV)`}
        </Button>
      </div>
    </Section>
  );
}

/** A file of Kleio's or of Waugzee's own: what it would bring, and bringing it. */
import { t } from "@lingui/core/macro";
import { createSignal } from "solid-js";
import { answer } from "../../api/client";
import { inWords, Problem } from "../../api/problem";
import type { ImportReport } from "../../api/types";
import { useLibrary } from "../../lib/library";
import { zone } from "../../lib/zone";

/** Bytes that the server takes. */
const LARGEST = 200_000_000;

/** One file at a time: chosen, told, taken in. */
export function createImport() {
  const { api } = useLibrary();
  const [file, setFile] = createSignal<File>();
  const [report, setReport] = createSignal<ImportReport>();
  const [problem, setProblem] = createSignal<string>();
  const [busy, setBusy] = createSignal(false);

  const send = async (sent: File, apply: boolean) => {
    setProblem(undefined);
    setBusy(true);
    try {
      if (sent.size > LARGEST) throw new Problem(413, "");
      const call = api.POST("/api/imports", {
        params: { query: { apply, zone: zone() } },
        headers: { "Content-Type": "application/octet-stream" },
        // Sent as it lies on the disk: nothing of it is read here.
        body: sent as unknown as string,
        bodySerializer: (body) => body,
      });
      setReport(await answer(call));
    } catch (error) {
      setProblem(wordsOf(error));
    } finally {
      setBusy(false);
    }
  };

  return {
    file,
    report,
    problem,
    busy,
    choose(chosen: File) {
      setFile(() => chosen);
      setReport(undefined);
      return send(chosen, false);
    },
    async takeIn() {
      const chosen = file();
      if (chosen) await send(chosen, true);
    },
  };
}

function wordsOf(error: unknown): string {
  if (error instanceof Problem && error.status === 413) return t`The file is larger than 200 MB.`;
  return inWords(error);
}

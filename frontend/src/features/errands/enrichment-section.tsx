import { t } from "@lingui/core/macro";
import { createSignal, type JSX, onMount, Show } from "solid-js";
import { inWords } from "../../api/problem";
import { count } from "../../lib/time";
import { Button } from "../../ui/button";
import { Notice } from "../../ui/notice";
import { Section } from "../../ui/page";
import { ProgressBar } from "../../ui/progress";
import { useErrands } from "./errands";
import css from "./errands.module.css";
import { whyStopped } from "./words";

/** Tracklists and durations, read one record at a time: how many are known, and whether to go on. */
export function EnrichmentSection(): JSX.Element {
  const errands = useErrands();
  const [busy, setBusy] = createSignal(false);
  const [failure, setFailure] = createSignal<unknown>();
  onMount(() => void errands.load().catch(setFailure));
  const turn = async (on: boolean) => {
    setBusy(true);
    setFailure(undefined);
    await errands.enrich(on).catch(setFailure);
    setBusy(false);
  };
  return (
    <Show when={errands.enrichment()}>
      {(known) => {
        const isWhole = () => known().done >= known().total;
        return (
          <Section title={t`Tracklists`}>
            <p
              class={css.lead}
            >{t`Tracks and their lengths, for sides and hours played. Your browser reads them one record at a time while nothing else goes on; a sync always comes first.`}</p>
            <ProgressBar
              label={t`Tracklists read`}
              share={known().total === 0 ? 0 : known().done / known().total}
            />
            <div class={css.row}>
              <p class={css.words} role="status">
                {t`${count(known().done)} of ${count(known().total)} read`}
                <Show when={known().missing > 0}>{t`, ${count(known().missing)} not at Discogs`}</Show>
                <Show when={errands.doing()?.kind === "release"}>{t`\u00a0· reading`}</Show>
              </p>
              <Show
                when={known().on}
                fallback={
                  <Show when={known().total > 0 && !isWhole()}>
                    <Button
                      icon="play"
                      busy={busy()}
                      onClick={() => void turn(true)}
                    >{t`Read tracklists`}</Button>
                  </Show>
                }
              >
                <Button icon="stop" busy={busy()} onClick={() => void turn(false)}>{t`Pause`}</Button>
              </Show>
            </div>
            <Show when={known().on && !isWhole() && errands.stopped()}>
              {(reason) => (
                <Notice icon="clock" tone="warn">
                  {whyStopped(reason())}
                </Notice>
              )}
            </Show>
            <Show when={failure()}>
              <Notice icon="warn" tone="bad">
                {inWords(failure())}
              </Notice>
            </Show>
          </Section>
        );
      }}
    </Show>
  );
}

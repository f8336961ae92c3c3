import { t } from "@lingui/core/macro";
import { A } from "@solidjs/router";
import { createSignal, For, type JSX, Show } from "solid-js";
import type { ImportReport } from "../../api/types";
import { offline } from "../../lib/reach";
import { Button } from "../../ui/button";
import { Notice } from "../../ui/notice";
import { Section } from "../../ui/page";
import { ProgressBar } from "../../ui/progress";
import { createImport } from "./import";
import css from "./imports.module.css";
import {
  countsWords,
  NAMES,
  newsOf,
  type Remark,
  recordsWords,
  remarkWords,
  SOURCES,
  saidWords,
} from "./words";

/** On the account page: what was kept in Kleio or another Waugzee, told first and then taken in. */
export function ImportSection(): JSX.Element {
  const control = createImport();
  let chooser!: HTMLInputElement;
  let chooses!: HTMLButtonElement;
  /** Buttons rest meanwhile, and one of them goes: the focus stays where one goes on. */
  const follow = (work: Promise<void>) => void work.then(() => chooses.focus({ preventScroll: true }));
  const choose = () => {
    const chosen = chooser.files?.[0];
    // The same file again is another choice.
    chooser.value = "";
    if (chosen) follow(control.choose(chosen));
  };
  const toTake = () => {
    const report = control.report();
    return report && !report.applied && newsOf(report) > 0;
  };
  return (
    <Section title={t`From Kleio or another Waugzee`}>
      <p class={css.about}>
        {t`Bring along what you kept: Kleio’s database (kleio.db) or its history export, or everything that Waugzee saved for you, here or elsewhere. First you see what would come.`}
      </p>
      <input
        ref={chooser}
        type="file"
        accept=".db,.sqlite,.sqlite3,.json,application/json"
        hidden
        aria-label={t`File to bring along`}
        onChange={choose}
      />
      <Show when={control.busy()}>
        <div class={css.wide}>
          <p class={css.small}>{t`${control.file()?.name ?? ""} is being read …`}</p>
          <ProgressBar label={t`Reading the file`} share={null} />
        </div>
      </Show>
      <Show when={control.problem()}>
        {(words) => (
          <Notice icon="warn" tone="bad">
            {words()}
          </Notice>
        )}
      </Show>
      <Show when={!control.busy() && control.report()}>{(report) => <Report report={report()} />}</Show>
      <Show when={offline()}>
        <Notice icon="offline">{t`This needs a network.`}</Notice>
      </Show>
      <div class={css.deeds}>
        <Show when={toTake()}>
          <Button
            look="main"
            icon="check"
            busy={control.busy()}
            disabled={offline()}
            onClick={() => follow(control.takeIn())}
          >{t`Take it in`}</Button>
        </Show>
        <Button
          ref={chooses}
          icon="plus"
          disabled={control.busy() || offline()}
          onClick={() => chooser.click()}
        >
          {control.report() ? t`Choose another file` : t`Choose a file`}
        </Button>
      </div>
    </Section>
  );
}

/** What came, or would come. */
function Report(props: { report: ImportReport }): JSX.Element {
  const is = () => props.report;
  const lines = (): [string, string][] => [
    [t`File`, SOURCES[is().source]],
    [t`Records`, recordsWords(is().records)],
    ...is().entries.map((of): [string, string] => [NAMES[of.kind], countsWords(of)]),
  ];
  return (
    <div class={css.wide}>
      <Notice icon={is().applied ? "check" : "log"}>
        <Show
          when={is().applied}
          fallback={
            newsOf(is()) > 0 ? t`This would come. Nothing is written yet.` : t`All of it is here already.`
          }
        >
          {t`Taken in.`} <A href="/log">{t`Look at the log`}</A>
        </Show>
      </Notice>
      <dl class={css.figures}>
        <For each={lines()}>
          {([term, told]) => (
            <div>
              <dt>{term}</dt>
              <dd>{told}</dd>
            </div>
          )}
        </For>
      </dl>
      <Show when={!is().applied && !is().synced}>
        <Notice icon="sync" tone="warn">
          {t`Your collection was not read yet. Sync first, so that plays find their records; the same file can be taken in again at any time, and adds only what is new.`}{" "}
          <A href="/sync">{t`Go to Sync`}</A>
        </Notice>
      </Show>
      <Show when={is().has_token}>
        <Notice icon="warn" tone="warn">
          {t`The file holds your Discogs token for anybody to read. It was not looked at; keep the file to yourself, or revoke the token at Discogs.`}
        </Notice>
      </Show>
      <Show when={is().remarks.length > 0}>
        <ul class={css.remarks} aria-label={t`What does not come as it is`}>
          <For each={is().remarks}>{(remark) => <RemarkRow remark={remark} />}</For>
        </ul>
      </Show>
    </div>
  );
}

function RemarkRow(props: { remark: Remark }): JSX.Element {
  const [open, setOpen] = createSignal(false);
  const words = () => remarkWords(props.remark);
  const more = () => props.remark.count - props.remark.examples.length;
  return (
    <li class={css.remark}>
      <span>
        <strong>{props.remark.taken_in ? t`Changed: ${words().what}` : t`Set aside: ${words().what}`}</strong>{" "}
        {words().why}
      </span>
      <Button look="quiet" aria-expanded={open()} onClick={() => setOpen((on) => !on)}>
        {open() ? t`Hide them` : t`Show them`}
      </Button>
      <Show when={open()}>
        <ul class={css.examples}>
          <For each={props.remark.examples}>{(said) => <li>{saidWords(said)}</li>}</For>
          <Show when={more() > 0}>
            <li>{t`and ${more()} more`}</li>
          </Show>
        </ul>
      </Show>
    </li>
  );
}

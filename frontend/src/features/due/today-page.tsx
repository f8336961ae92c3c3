import { plural, t } from "@lingui/core/macro";
import { A } from "@solidjs/router";
import { createSignal, For, type JSX, Match, Show, Switch } from "solid-js";
import { answer } from "../../api/client";
import { inWords } from "../../api/problem";
import type { DueRecord, MaintenancePlan } from "../../api/types";
import { figuresOf } from "../../lib/entries";
import { useLibrary } from "../../lib/library";
import { now } from "../../lib/now";
import { count, shortDate } from "../../lib/time";
import { Button } from "../../ui/button";
import { Empty } from "../../ui/empty";
import { Keyed } from "../../ui/keyed";
import { Notice } from "../../ui/notice";
import { Page, Section } from "../../ui/page";
import { Row, Rows, RowWords } from "../../ui/rows";
import { say } from "../../ui/snackbar";
import { newCleaning } from "../care/cleanings";
import { EveningSheet } from "../care/evening-sheet";
import { attempt } from "../entries/attempt";
import { doNow } from "../maintenance/maintenance";
import { kindName } from "../maintenance/words";
import { useDue } from "./due";
import { DueMaintenanceRow } from "./due-maintenance";
import { DueRecordRow } from "./due-record";
import { DueStylusRow } from "./due-stylus";

/** How many rows stand there before one asks for more. */
const FEW = 6;

/** What is due today: done with one tap, put off with two. */
export function TodayPage(): JSX.Element {
  const library = useLibrary();
  const due = useDue();
  const [evening, setEvening] = createSignal(false);
  const [all, setAll] = createSignal(false);
  const [more, setMore] = createSignal<readonly DueRecord[]>([]);
  const [cursor, setCursor] = createSignal<string | null>();
  void due.load();

  const shown = () => (all() ? [...due.records(), ...more()] : due.records().slice(0, FEW));

  const clean = (record: DueRecord) => {
    const copy = library.shelf.copy(record.copy_id);
    if (!copy) return;
    const before = figuresOf(copy);
    const entries = [newCleaning(record.copy_id, new Date().toISOString())];
    library.log(entries);
    say({
      text: t`Cleaned ${record.title}`,
      icon: "clean",
      action: { word: t`Undo`, key: "u", act: () => library.undo(entries, before) },
    });
  };
  const snooze = (subject: string, name: string, until: Date) =>
    attempt(async () => {
      await due.snooze(subject, until);
      setMore((rows) => rows.filter((row) => row.copy_id !== subject));
      say({
        text: t`${name} comes back on ${shortDate(until.toISOString(), now())}`,
        icon: "clock",
        action: { word: t`Undo`, key: "u", act: () => void attempt(() => due.endSnooze(subject)) },
      });
    });
  const showMore = () =>
    attempt(async () => {
      if (!all()) return void setAll(true);
      const query = { limit: 50, ...(cursor() ? { cursor: cursor() as string } : {}) };
      const page = await answer(library.api.GET("/api/due/records", { params: { query } }));
      const known = new Set([...due.records(), ...more()].map((record) => record.copy_id));
      setMore((rows) => [...rows, ...page.records.filter((record) => !known.has(record.copy_id))]);
      setCursor(page.cursor);
    });
  const putOff = () => [
    ...(due.due()?.snoozed_styluses ?? []).map(({ wear, snoozed_until }) => ({
      id: wear.id,
      name: wear.name,
      until: snoozed_until ?? "",
    })),
    ...(due.due()?.snoozed_maintenance ?? []).map(({ plan, snoozed_until }) => ({
      id: plan.id,
      name: nameOf(plan),
      until: snoozed_until ?? "",
    })),
    ...(due.due()?.snoozed_records ?? []).map(({ copy_id, title, snoozed_until }) => ({
      id: copy_id,
      name: title,
      until: snoozed_until ?? "",
    })),
  ];
  const nameOf = (plan: MaintenancePlan) => t`${kindName(plan)} of ${plan.part_name}`;
  const hasMore = () => shown().length < due.recordCount() && cursor() !== null;

  return (
    <Page
      title={t`Today`}
      aside={
        <>
          <A href="/settings">{t`When is it due?`}</A>
          <Button icon="clean" onClick={() => setEvening(true)}>{t`Cleaning evening`}</Button>
        </>
      }
    >
      <Show when={due.problem()}>
        {(problem) => (
          <Notice
            icon="offline"
            tone="warn"
            action={<Button icon="sync" onClick={() => void due.load()}>{t`Try again`}</Button>}
          >
            {inWords(problem())}
          </Notice>
        )}
      </Show>
      <Switch>
        <Match when={due.due() && due.count() === 0}>
          <Empty title={t`Nothing is due`}>
            <p>{t`Every record you play is clean enough. Put one on.`}</p>
          </Empty>
        </Match>
        <Match when={due.recordCount() > 0}>
          <Section title={t`Clean ${plural(due.recordCount(), { one: "# record", other: "# records" })}`}>
            <Rows label={t`Records to clean`}>
              <Keyed each={shown()} by={(record) => record.copy_id}>
                {(record) => (
                  <DueRecordRow
                    record={record()}
                    onDone={() => clean(record())}
                    onSnooze={(until) => void snooze(record().copy_id, record().title, until)}
                  />
                )}
              </Keyed>
            </Rows>
            <Show when={hasMore()}>
              <Button look="quiet" onClick={() => void showMore()}>
                {all() ? t`Show more` : t`Show more of ${count(due.recordCount())}`}
              </Button>
            </Show>
          </Section>
        </Match>
      </Switch>
      <Show when={(due.due()?.styluses.length ?? 0) > 0}>
        <Section title={t`Needles near their end`}>
          <Rows label={t`Needles near their end`}>
            <Keyed each={due.due()?.styluses} by={({ wear }) => wear.id}>
              {(stylus) => (
                <DueStylusRow
                  stylus={stylus()}
                  onSnooze={(until) => void snooze(stylus().wear.id, stylus().wear.name, until)}
                />
              )}
            </Keyed>
          </Rows>
        </Section>
      </Show>
      <Show when={due.maintenance().length > 0}>
        <Section title={t`Your gear wants`}>
          <Rows label={t`Your gear wants`}>
            <Keyed each={due.maintenance()} by={({ plan }) => plan.id}>
              {(item) => (
                <DueMaintenanceRow
                  due={item()}
                  onDone={() => doNow(library, item().plan)}
                  onSnooze={(until) => void snooze(item().plan.id, nameOf(item().plan), until)}
                />
              )}
            </Keyed>
          </Rows>
        </Section>
      </Show>
      <Show when={putOff().length > 0}>
        <Section title={t`Put off`}>
          <Rows label={t`Put off`}>
            <For each={putOff()}>
              {(item) => (
                <Row>
                  <RowWords name={item.name} note={t`until ${shortDate(item.until, now())}`} />
                  <Button
                    look="quiet"
                    icon="undo"
                    aria-label={t`Show again: ${item.name}`}
                    onClick={() => void attempt(() => due.endSnooze(item.id))}
                  >{t`Show again`}</Button>
                </Row>
              )}
            </For>
          </Rows>
        </Section>
      </Show>
      <Show when={evening()}>
        <EveningSheet due={due.records().map((record) => record.copy_id)} onClose={() => setEvening(false)} />
      </Show>
    </Page>
  );
}

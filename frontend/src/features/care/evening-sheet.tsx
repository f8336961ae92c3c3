import { plural, t } from "@lingui/core/macro";
import { createMemo, createSignal, For, type JSX, Show } from "solid-js";
import { inWords } from "../../api/problem";
import type { Copy } from "../../api/types";
import { useLibrary } from "../../lib/library";
import { createInPieces } from "../../lib/pieces";
import { searching } from "../../lib/search";
import { toFields } from "../../lib/time";
import { Button } from "../../ui/button";
import { Field } from "../../ui/field";
import { NotesField } from "../../ui/notes-field";
import { Notice } from "../../ui/notice";
import { Sheet } from "../../ui/sheet";
import { say } from "../../ui/snackbar";
import { RecordLine } from "../collection/record-line";
import { CleaningFields } from "./cleaning-fields";
import { onDay } from "./cleanings";
import { Cleanliness } from "./cleanliness";
import { type Details, lastDetails, rememberDetails } from "./details";
import { logEvening } from "./evening";
import css from "./evening-sheet.module.css";

/** How many records of a search are offered; more are found by another word. */
const SHOWN = 30;
/** As many as one request takes. */
const MOST = 200;

/** A cleaning evening: which records, how, and when. `due` are offered before anything is searched. */
export function EveningSheet(props: {
  due: readonly string[];
  chosen?: readonly string[];
  onClose(): void;
}): JSX.Element {
  const library = useLibrary();
  const [chosen, setChosen] = createSignal<ReadonlySet<string>>(new Set(props.chosen));
  const [typed, setTyped] = createSignal("");
  const [details, setDetails] = createSignal<Details>(lastDetails());
  const [notes, setNotes] = createSignal("");
  const today = toFields(new Date().toISOString()).date;
  const [day, setDay] = createSignal(today);
  const [problem, setProblem] = createSignal<string>();
  const [busy, setBusy] = createSignal(false);

  const found = createInPieces(() => searching(library.shelf.copies(), typed()));
  const offered = createMemo((): Copy[] => {
    if (typed().trim() !== "") return found.result()?.copies.slice(0, SHOWN) ?? [];
    const ids = new Set([...props.due, ...chosen()]);
    return [...ids].map((id) => library.shelf.copy(id)).filter((copy) => copy !== undefined);
  });
  const toggle = (id: string) =>
    setChosen((before) => {
      const next = new Set(before);
      if (!next.delete(id)) next.add(id);
      return next;
    });

  const save = async () => {
    if (day() === "" || day() > today) return void setProblem(t`Choose today or a day before.`);
    // What is cleaned today counts from now on; of another day the hour is not known.
    const when = day() === today ? { cleaned_at: new Date().toISOString(), date_only: false } : onDay(day());
    setProblem(undefined);
    setBusy(true);
    const ids = [...chosen()];
    try {
      const evening = { ...details(), ...when, notes: notes().trim() };
      const how = await logEvening(library, ids, evening);
      rememberDetails(details());
      const what = t`Cleaned ${plural(ids.length, { one: "# record", other: "# records" })}`;
      say({ text: how === "logged" ? what : t`${what}; it waits here to be sent`, icon: "clean" });
      props.onClose();
    } catch (error) {
      setProblem(inWords(error));
    } finally {
      setBusy(false);
    }
  };

  return (
    <Sheet
      label={t`Cleaning evening`}
      onClose={props.onClose}
      foot={
        <Button
          look="main"
          icon="clean"
          class={css.log ?? ""}
          busy={busy()}
          disabled={chosen().size === 0 || chosen().size > MOST}
          onClick={() => void save()}
        >
          {chosen().size === 0
            ? t`Log cleanings`
            : t`Log ${plural(chosen().size, { one: "# cleaning", other: "# cleanings" })}`}
        </Button>
      }
    >
      <div class={css.sheet}>
        <h2 class={css.heading}>{t`Cleaning evening`}</h2>
        <Show when={problem()}>
          {(words) => (
            <Notice icon="warn" tone="bad">
              {words()}
            </Notice>
          )}
        </Show>
        <section class={css.part} aria-label={t`Which records`}>
          <Field
            label={t`Find a record on the shelf`}
            type="search"
            value={typed()}
            onInput={(event) => setTyped(event.currentTarget.value)}
          />
          <p class={css.hint} aria-live="polite">
            {chosen().size === 0
              ? t`Choose what you clean.`
              : t`${plural(chosen().size, { one: "# record", other: "# records" })} chosen${chosen().size > MOST ? t`; at most ${MOST} at a time` : ""}`}
          </p>
          <ul class={css.records}>
            <For each={offered()} fallback={<li class={css.hint}>{t`Nothing is due; search the shelf.`}</li>}>
              {(copy) => (
                <li>
                  <label class={css.record}>
                    <input
                      type="checkbox"
                      checked={chosen().has(copy.id)}
                      onChange={() => toggle(copy.id)}
                      aria-label={t`${copy.title} by ${copy.artist}`}
                    />
                    <RecordLine copy={copy}>
                      <span class={css.state}>
                        <Cleanliness copy={copy} />
                      </span>
                    </RecordLine>
                  </label>
                </li>
              )}
            </For>
          </ul>
        </section>
        <section class={css.part} aria-label={t`How`}>
          <h3 class={css.title}>{t`How`}</h3>
          <CleaningFields value={details()} onChange={setDetails} />
          <Field
            label={t`Day`}
            type="date"
            max={today}
            value={day()}
            onInput={(event) => setDay(event.currentTarget.value)}
          />
          <NotesField value={notes()} onChange={setNotes} />
        </section>
      </div>
    </Sheet>
  );
}

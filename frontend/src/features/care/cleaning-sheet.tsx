import { t } from "@lingui/core/macro";
import { createSignal, type JSX, Show } from "solid-js";
import { inWords } from "../../api/problem";
import { createDraft } from "../../lib/draft";
import { figuresOf } from "../../lib/entries";
import { useLibrary } from "../../lib/library";
import { uuid7 } from "../../lib/uuid";
import { instantOf, isSame, notThen, startNow, whenOf } from "../../lib/when";
import { Button } from "../../ui/button";
import { NotesField } from "../../ui/notes-field";
import { Notice } from "../../ui/notice";
import { Sheet } from "../../ui/sheet";
import { say } from "../../ui/snackbar";
import { WhenFields } from "../../ui/when-fields";
import { CopyChoice } from "../collection/copy-choice";
import { Begun } from "../entries/begun";
import { type CleaningDetail, closeCleaning } from "./cleaning-detail";
import { CleaningFields } from "./cleaning-fields";
import css from "./cleaning-sheet.module.css";
import {
  changeCleaning,
  dayOf,
  deleteCleaning,
  duplicateCleaning,
  newCleaning,
  onDay,
  restoreCleaning,
} from "./cleanings";
import { type Details, lastDetails, rememberDetails, toldDetails } from "./details";

/** Tells a cleaning in detail: how, when, what came of it; a new one, or one to correct. */
export function CleaningSheet(props: CleaningDetail): JSX.Element {
  const library = useLibrary();
  const before = props.entry && {
    at: props.entry.at,
    when: whenOf(props.entry.at, dayOf(props.entry)),
  };
  const draft = createDraft(`cleaning ${props.entry?.id ?? props.copy.id}`);
  const [copyId, setCopyId] = draft.signal("copyId", props.copy.id);
  const [details, setDetails] = draft.signal<Details>(
    "details",
    props.entry ? toldDetails(props.entry.cleaning) : lastDetails(),
  );
  const [when, setWhen] = draft.signal("when", before?.when ?? startNow());
  const [notes, setNotes] = draft.signal("notes", props.entry?.notes ?? "");
  const [problem, setProblem] = createSignal<string>();
  const [busy, setBusy] = createSignal(false);
  const onceMore = uuid7();
  const label = () =>
    props.entry ? t`Correct a cleaning of ${props.copy.title}` : t`Clean ${props.copy.title}`;

  /** What the server does at once: the sheet closes when it did, and says why where it did not. */
  const attempt = async (work: () => Promise<unknown>, done?: () => void) => {
    const { onChanged } = props;
    setProblem(undefined);
    setBusy(true);
    try {
      await work();
      onChanged?.();
      void library.catchUp();
      done?.();
      draft.drop();
      closeCleaning();
    } catch (error) {
      setProblem(inWords(error));
    } finally {
      setBusy(false);
    }
  };

  const save = async () => {
    const at = instantOf(when(), before);
    const wrong = notThen(at);
    if (wrong || at === undefined) return void setProblem(wrong);
    const fields = { ...details(), notes: notes().trim() };
    rememberDetails(details());
    const moment = when().kind === "day" ? onDay(when().date) : { cleaned_at: at, date_only: false };
    const { entry } = props;
    if (entry) {
      const moved = before && !isSame(when(), before.when);
      return await attempt(() =>
        changeCleaning(library.api, entry.id, { ...fields, ...(moved ? moment : {}) }),
      );
    }
    const copy = library.shelf.copy(copyId());
    const figures = copy && figuresOf(copy);
    const entries = [newCleaning(copyId(), moment.cleaned_at, { ...fields, ...moment })];
    library.log(entries);
    say({
      text: t`Cleaned ${props.copy.title}`,
      icon: "clean",
      ...(figures ? { action: { word: t`Undo`, key: "u", act: () => library.undo(entries, figures) } } : {}),
    });
    draft.drop();
    closeCleaning();
  };

  const again = () =>
    attempt(
      () => duplicateCleaning(library.api, props.entry?.id ?? "", onceMore),
      () => say({ text: t`Cleaned ${props.copy.title} once more`, icon: "clean" }),
    );

  const remove = () => {
    const { copy, entry, onChanged } = props;
    if (!entry) return;
    const as = uuid7();
    const restore = async () => {
      try {
        await restoreCleaning(library.api, copy.id, entry, as);
        onChanged?.();
        void library.catchUp();
      } catch (error) {
        say({ text: inWords(error), icon: "warn", tone: "bad" });
      }
    };
    void attempt(
      () => deleteCleaning(library.api, entry.id),
      () =>
        say({
          text: t`Deleted the cleaning of ${copy.title}`,
          icon: "trash",
          action: { word: t`Undo`, key: "u", act: () => void restore() },
        }),
    );
  };

  return (
    <Sheet
      label={label()}
      onClose={closeCleaning}
      foot={
        <Button look="main" wide icon="clean" busy={busy()} onClick={() => void save()}>
          {props.entry ? t`Save` : t`Log it`}
        </Button>
      }
    >
      <form
        class={css.form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <header>
          <h2 class={css.title} dir="auto">
            {props.copy.title}
          </h2>
          <p class={css.of} dir="auto">
            {props.copy.artist}
          </p>
        </header>
        <Begun draft={draft} />
        <Show when={problem()}>
          {(words) => (
            <Notice icon="warn" tone="bad">
              {words()}
            </Notice>
          )}
        </Show>
        <Show when={!props.entry}>
          <CopyChoice of={props.copy} value={copyId()} onChange={(copy) => setCopyId(copy.id)} />
        </Show>
        <CleaningFields value={details()} onChange={setDetails} />
        <WhenFields value={when()} isOver={props.entry !== undefined} onChange={setWhen} />
        <NotesField value={notes()} onChange={setNotes} />
        <Show when={props.entry}>
          <div class={css.deeds}>
            <Button
              icon="clean"
              busy={busy()}
              onClick={() => void again()}
            >{t`Log the same once more`}</Button>
            <Button look="danger" icon="trash" busy={busy()} onClick={remove}>{t`Delete`}</Button>
          </div>
        </Show>
      </form>
    </Sheet>
  );
}

import { plural, t } from "@lingui/core/macro";
import { useLocation } from "@solidjs/router";
import { createMemo, createSignal, For, type JSX, onCleanup, onMount, Show } from "solid-js";
import { Portal } from "solid-js/web";
import { keepWord, keptWord } from "../../lib/kept-words";
import { useLibrary } from "../../lib/library";
import { Button } from "../../ui/button";
import { Empty } from "../../ui/empty";
import { Field } from "../../ui/field";
import { Notice } from "../../ui/notice";
import { Page, Section } from "../../ui/page";
import unseen from "../../ui/unseen.module.css";
import { useCrates } from "../crates/crates";
import { fromQuery, toQuery } from "../shelf/address";
import { createAround } from "../shelf/around";
import { createFinding } from "../shelf/finding";
import { nameOf } from "../shelf/order";
import { createSorted } from "../shelf/sorting";
import { USUAL } from "../shelf/view";
import { LabelSheet } from "./label-sheet";
import css from "./labels.module.css";
import { placed, SHEETS, type SheetId } from "./sheets";

const KEPT = "waugzee.labels";
/** So many labels are printed at a time: printers and browsers have their limits. */
const PART = 420;

const kept = keptWord(KEPT);
const [kind, setKind] = createSignal<SheetId>(SHEETS.find(({ id }) => id === kept)?.id ?? "l7160");

/** Labels for sleeves: a code that opens the record's page, and its names. Of which records, the address says. */
export function LabelsPage(): JSX.Element {
  const library = useLibrary();
  const location = useLocation();
  const [used, setUsed] = createSignal(0);
  const [part, setPart] = createSignal(0);

  const view = createMemo(() => fromQuery(location.search, USUAL));
  const sorted = createSorted(library.shelf.copies, () => nameOf(view().order));
  const finding = createFinding(library, {
    sorted: () => sorted,
    order: () => view().order,
    filters: () => view().filters,
    typed: () => view().typed,
    around: createAround(library, useCrates()),
  });
  const copies = () => finding.found().copies;
  const parts = () => Math.max(1, Math.ceil(copies().length / PART));
  const shown = () => Math.min(part(), parts() - 1);
  const here = createMemo(() => copies().slice(shown() * PART, (shown() + 1) * PART));
  const sheet = () => SHEETS.find(({ id }) => id === kind()) ?? SHEETS[0];
  const sheets = createMemo(() => placed(here(), shown() === 0 ? used() : 0, sheet()?.labels ?? 1));
  const choose = (id: SheetId) => {
    keepWord(KEPT, id);
    setKind(id);
  };

  // Everything but the sheets is left out while this page is printed, and only then.
  onMount(() => document.documentElement.setAttribute("data-prints", "sheets"));
  onCleanup(() => document.documentElement.removeAttribute("data-prints"));

  return (
    <Page title={t`Labels`}>
      <p class={css.lead}>
        {t`A label on the sleeve opens the record’s page: hold a phone’s camera over its code, or scan it here. Print at 100 %, without margins.`}
      </p>
      <Show when={isLocal()}>
        <Notice icon="warn" tone="warn">
          {t`These labels lead to ${window.location.origin}, which other devices cannot reach. Open Waugzee by the address your phone uses, then print.`}
        </Notice>
      </Show>
      <Show
        when={copies().length > 0}
        fallback={
          <Show when={library.shelf.known() && !finding.busy()}>
            <Empty title={t`No record to print a label for`} action={<a href="/">{t`Go to the shelf`}</a>}>
              <p>{t`Narrow the shelf to the records you want, and choose Print labels among its filters.`}</p>
            </Empty>
          </Show>
        }
      >
        <Section title={t`Sheet`}>
          <fieldset class={css.kinds}>
            <legend class={unseen.unseen}>{t`Kind of sheet`}</legend>
            <For each={SHEETS}>
              {(each) => (
                <label class={css.kind}>
                  <input
                    type="radio"
                    name="sheet"
                    checked={kind() === each.id}
                    onChange={() => choose(each.id)}
                  />
                  <span>
                    <span class={css.word}>{each.word}</span>
                    <span class={css.about}>{each.about}</span>
                  </span>
                </label>
              )}
            </For>
          </fieldset>
          <Field
            label={t`Labels already used on the first sheet`}
            type="number"
            inputmode="numeric"
            min="0"
            max={(sheet()?.labels ?? 1) - 1}
            value={used()}
            onInput={(event) => setUsed(Math.trunc(Number(event.currentTarget.value)) || 0)}
          />
        </Section>
        <Section title={t`Print`}>
          <p class={css.count} role="status">
            {t`${plural(copies().length, { one: "# record", other: "# records" })}, ${plural(sheets().length, { one: "# sheet", other: "# sheets" })}`}
          </p>
          <p class={css.about}>
            <a href={`/${toQuery(view(), USUAL)}`}>{t`Choose other records on the shelf`}</a>
          </p>
          <Show when={parts() > 1}>
            <div class={css.parts}>
              <Button disabled={shown() === 0} onClick={() => setPart(shown() - 1)}>{t`Before`}</Button>
              <span>{t`Part ${shown() + 1} of ${parts()}`}</span>
              <Button
                disabled={shown() === parts() - 1}
                onClick={() => setPart(shown() + 1)}
              >{t`Next`}</Button>
            </div>
          </Show>
          <Button look="main" icon="label" onClick={() => print()}>{t`Print`}</Button>
        </Section>
        <section class={css.preview} aria-label={t`First sheet`}>
          <LabelSheet kind={kind()} places={sheets()[0] ?? []} />
        </section>
        <Portal ref={(place) => place.classList.add(css.sheets ?? "")}>
          <For each={sheets()}>{(places) => <LabelSheet kind={kind()} places={places} />}</For>
        </Portal>
      </Show>
    </Page>
  );
}

const isLocal = (): boolean => ["localhost", "127.0.0.1", "[::1]"].includes(window.location.hostname);

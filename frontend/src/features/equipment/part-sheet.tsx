import { t } from "@lingui/core/macro";
import { createResource, createSignal, createUniqueId, For, type JSX, Show } from "solid-js";
import { answer } from "../../api/client";
import { inWords } from "../../api/problem";
import type { StylusModel } from "../../api/types";
import { useLibrary } from "../../lib/library";
import { toFields } from "../../lib/time";
import { uuid7 } from "../../lib/uuid";
import { Button } from "../../ui/button";
import { Choice } from "../../ui/choice";
import { Field } from "../../ui/field";
import { Notice } from "../../ui/notice";
import { Sheet } from "../../ui/sheet";
import { say } from "../../ui/snackbar";
import { type Draft, draftOf, found, toBody, wrong } from "./draft";
import type { Kind, Part } from "./gear";
import css from "./part-sheet.module.css";
import { addPart, amendPart, deletePart } from "./parts";

const TYPES = [
  { value: "mm", word: "MM" },
  { value: "mi", word: "MI" },
  { value: "mc", word: "MC" },
  { value: "ceramic", word: t`Ceramic` },
  { value: "other", word: t`Other` },
] as const;

const ADD: Record<Kind, string> = {
  turntable: t`Add a turntable`,
  cartridge: t`Add a cartridge`,
  stylus: t`Add a stylus`,
};
const ADDED: Record<Kind, string> = {
  turntable: t`Added the turntable`,
  cartridge: t`Added the cartridge`,
  stylus: t`Added the stylus`,
};

type Props = { kind: Kind; part: Part | undefined; onDone(): Promise<void>; onClose(): void };

/** Adds a part, or changes one: what it is, what it cost, and whether it is still in use. */
export function PartSheet(props: Props): JSX.Element {
  const { api } = useLibrary();
  const [draft, setDraft] = createSignal<Draft>(draftOf(props.kind, props.part));
  const [problem, setProblem] = createSignal<string>();
  const [busy, setBusy] = createSignal(false);
  const id = uuid7();
  const notesId = createUniqueId();
  const today = toFields(new Date().toISOString()).date;
  const change = (part: Partial<Draft>) => setDraft((before) => ({ ...before, ...part }));
  const title = () => (props.part ? t`Edit ${props.part.name}` : ADD[props.kind]);

  const attempt = async (work: () => Promise<unknown>, said: string) => {
    setProblem(undefined);
    setBusy(true);
    try {
      await work();
      await props.onDone();
      say({ text: said, icon: "check" });
      props.onClose();
    } catch (error) {
      setProblem(inWords(error));
    } finally {
      setBusy(false);
    }
  };
  const save = () => {
    const bad = wrong(draft());
    if (bad) return void setProblem(bad);
    const body = toBody(props.kind, draft());
    const part = props.part;
    if (part) void attempt(() => amendPart(api, props.kind, part.id, body), t`Saved`);
    else void attempt(() => addPart(api, props.kind, { ...body, id }), ADDED[props.kind]);
  };
  const retire = (part: Part) =>
    void attempt(
      () =>
        amendPart(api, props.kind, part.id, {
          retired_at: part.retired_at === null ? new Date().toISOString() : null,
        }),
      part.retired_at === null ? t`${part.name} is retired` : t`${part.name} is in use again`,
    );
  const text = (name: keyof Draft, label: string, more: JSX.InputHTMLAttributes<HTMLInputElement> = {}) => (
    <Field
      label={label}
      maxlength={120}
      {...more}
      value={String(draft()[name] ?? "")}
      onInput={(event) => change({ [name]: event.currentTarget.value })}
    />
  );
  const number = (name: keyof Draft, label: string) =>
    text(name, label, { inputmode: "decimal", maxlength: 12 });

  return (
    <Sheet
      label={title()}
      onClose={props.onClose}
      foot={<Button look="main" icon="check" busy={busy()} onClick={save}>{t`Save`}</Button>}
    >
      <div class={css.sheet}>
        <h2 class={css.heading}>{title()}</h2>
        <Show when={problem()}>
          {(words) => (
            <Notice icon="warn" tone="bad">
              {words()}
            </Notice>
          )}
        </Show>
        <Show when={props.kind === "stylus" && !props.part}>
          <Models
            onChoose={(model) =>
              change({
                model_id: model.id,
                name: `${model.maker} ${model.model}`,
                maker: model.maker,
                model: model.model,
                profile: model.profile,
                rated_hours: String(model.rated_hours),
              })
            }
          />
        </Show>
        {text("name", t`Name`)}
        <div class={css.pair}>
          {text("maker", t`Maker`)}
          {text("model", t`Model`)}
        </div>
        <Show when={props.kind === "stylus"}>
          {text("profile", t`Profile`)}
          <div class={css.pair}>
            {number("rated_hours", t`Rated hours`)}
            {number("starting_hours", t`Hours it came with`)}
          </div>
        </Show>
        <Show when={props.kind === "cartridge"}>
          <Choice
            label={t`Type`}
            options={TYPES}
            value={draft().type}
            onChange={(type) => change({ type })}
          />
          <div class={css.three}>
            {number("force_low", t`Force from (g)`)}
            {number("force_high", t`to (g)`)}
            {number("force_set", t`set (g)`)}
          </div>
          {text("alignment", t`Alignment`)}
        </Show>
        <Show when={props.kind === "turntable"}>
          <label class={css.check}>
            <input
              type="checkbox"
              checked={draft().is_main}
              onChange={(event) => change({ is_main: event.currentTarget.checked })}
            />
            <span>{t`The main turntable: plays count here unless said otherwise`}</span>
          </label>
        </Show>
        {text("bought_on", t`Bought on`, { type: "date", max: today })}
        <div class={css.pair}>
          {number("price", t`Price`)}
          {text("currency", t`Currency`, { maxlength: 3, autocapitalize: "characters" })}
        </div>
        <div class={css.field}>
          <label for={notesId}>{t`Notes`}</label>
          <textarea
            id={notesId}
            rows="2"
            maxlength="2000"
            value={draft().notes}
            onInput={(event) => change({ notes: event.currentTarget.value })}
          />
        </div>
        <Show when={props.part}>
          {(part) => (
            <div class={css.deeds}>
              <Button disabled={busy()} onClick={() => retire(part())}>
                {part().retired_at === null ? t`Retire` : t`Use again`}
              </Button>
              <Button
                look="danger"
                icon="trash"
                disabled={busy()}
                onClick={() =>
                  void attempt(() => deletePart(api, props.kind, part().id), t`${part().name} is deleted`)
                }
              >{t`Delete`}</Button>
            </div>
          )}
        </Show>
      </div>
    </Sheet>
  );
}

/** The common models, found by typing; one's own is written below. */
function Models(props: { onChoose(model: StylusModel): void }): JSX.Element {
  const { api } = useLibrary();
  const [typed, setTyped] = createSignal("");
  const [models] = createResource(async () =>
    answer(api.GET("/api/stylus-models")).then(
      (page) => page.models,
      () => [],
    ),
  );
  return (
    <div class={css.models}>
      <Field
        label={t`Find its model`}
        hint={t`Or write down your own below.`}
        type="search"
        value={typed()}
        onInput={(event) => setTyped(event.currentTarget.value)}
      />
      <ul class={css.found} aria-label={t`Models`}>
        <For each={found(models.latest ?? [], typed())}>
          {(model) => (
            <li>
              <button
                type="button"
                class={css.model}
                onClick={() => {
                  props.onChoose(model);
                  setTyped("");
                }}
              >
                <span>
                  {model.maker} {model.model}
                </span>
                <span
                  class={css.note}
                >{t`${model.profile}, ${model.rated_hours} h ${model.source === "maker" ? t`by its maker` : t`usual for its profile`}`}</span>
              </button>
            </li>
          )}
        </For>
      </ul>
    </div>
  );
}

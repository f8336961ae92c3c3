import { t } from "@lingui/core/macro";
import { createResource, createSignal, For, type JSX, Show } from "solid-js";
import { answer } from "../../api/client";
import { inWords } from "../../api/problem";
import type { SavedView } from "../../api/types";
import { useLibrary } from "../../lib/library";
import { oneByOne } from "../../lib/one-by-one";
import { Button } from "../../ui/button";
import { Chip, Chips } from "../../ui/chip";
import { Field } from "../../ui/field";
import { say } from "../../ui/snackbar";
import { fromQuery, toQuery } from "./address";
import css from "./filter-sheet.module.css";
import { show, USUAL, view } from "./view";

const MOST = 50;

/** Views of the shelf kept under a name, the same on every device: shown by a tap, kept as they stand now. */
export function SavedViews(): JSX.Element {
  const library = useLibrary();
  const ordered = oneByOne();
  const [views, { mutate }] = createResource(() =>
    answer(library.api.GET("/api/preferences")).then(
      (preferences) => preferences.saved_views,
      () => undefined,
    ),
  );
  const [name, setName] = createSignal("");
  const now = () => toQuery(view(), USUAL);
  const known = () => views()?.some((each) => each.query === now()) ?? false;

  const keep = async (next: SavedView[], undo?: SavedView[]): Promise<void> => {
    // At once: what is kept next begins with these, before the server has said anything of them.
    const before = views();
    mutate(next);
    try {
      const body = { saved_views: next };
      await ordered(() => answer(library.api.PATCH("/api/preferences", { body })));
      if (undo) {
        const act = () => void keep(undo);
        say({ text: t`The view is forgotten`, icon: "trash", action: { word: t`Undo`, key: "u", act } });
      }
    } catch (error) {
      if (views() === next) mutate(before);
      const act = () => void keep(next, undo);
      say({ text: inWords(error), icon: "warn", tone: "bad", action: { word: t`Try again`, act } });
    }
  };
  const add = (event: SubmitEvent) => {
    event.preventDefault();
    const word = name().trim();
    if (word === "") return;
    void keep([...(views() ?? []).filter((each) => each.name !== word), { name: word, query: now() }]);
    setName("");
  };
  const forget = (gone: SavedView) => {
    const all = views() ?? [];
    void keep(
      all.filter((each) => each !== gone),
      all,
    );
  };

  return (
    <Show when={views()}>
      {(all) => (
        <Show when={all().length > 0 || now() !== ""}>
          <section class={css.group}>
            <h3 class={css.word}>{t`Saved views`}</h3>
            <Show when={all().length > 0}>
              <Chips label={t`Saved views`}>
                <For each={all()}>
                  {(each) => (
                    <Chip pressed={each.query === now()} onClick={() => show(fromQuery(each.query, USUAL))}>
                      {each.name}
                    </Chip>
                  )}
                </For>
                <For each={all().filter((each) => each.query === now())}>
                  {(each) => (
                    <Button look="quiet" icon="trash" onClick={() => forget(each)}>
                      {t`Forget ${each.name}`}
                    </Button>
                  )}
                </For>
              </Chips>
            </Show>
            <Show when={now() !== "" && !known() && all().length < MOST}>
              <form class={css.save} onSubmit={add}>
                <Field
                  label={t`Keep this view as`}
                  value={name()}
                  maxlength="80"
                  autocomplete="off"
                  onInput={(event) => setName(event.currentTarget.value)}
                />
                <Button type="submit" icon="check" disabled={name().trim() === ""}>{t`Keep it`}</Button>
              </form>
            </Show>
          </section>
        </Show>
      )}
    </Show>
  );
}

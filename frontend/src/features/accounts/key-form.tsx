import { t } from "@lingui/core/macro";
import { createSignal, createUniqueId, For, type JSX, onMount, Show } from "solid-js";
import { answer } from "../../api/client";
import { inWords, Problem } from "../../api/problem";
import type { NewKey, Scope } from "../../api/types";
import { useLibrary } from "../../lib/library";
import { Button } from "../../ui/button";
import { Field } from "../../ui/field";
import form from "./form.module.css";
import css from "./key-form.module.css";
import { expiryAfter, LIVES, offeredScopes, SCOPES } from "./words";

type Wrong = { name?: string; scopes?: string; all?: string };

/** What a new key is called, what it may do and for how long. */
export function KeyForm(props: { admin: boolean; onMade(key: NewKey): void; onCancel(): void }): JSX.Element {
  const library = useLibrary();
  const id = createUniqueId();
  const [name, setName] = createSignal("");
  const [scopes, setScopes] = createSignal<readonly Scope[]>(["read"]);
  const [life, setLife] = createSignal(1);
  const [wrong, setWrong] = createSignal<Wrong>({});
  const [busy, setBusy] = createSignal(false);
  let input!: HTMLInputElement;
  onMount(() => input.focus());

  const toggle = (scope: Scope, on: boolean) =>
    setScopes((all) => (on ? [...all, scope] : all.filter((each) => each !== scope)));

  const make = async (event: SubmitEvent) => {
    event.preventDefault();
    const called = name().trim().replace(/\s+/g, " ");
    const missing: Wrong = {
      ...(called === "" ? { name: t`Enter a name, so that you know it again.` } : {}),
      ...(scopes().length === 0 ? { scopes: t`Choose at least one.` } : {}),
    };
    setWrong(missing);
    if (missing.name) return input.focus();
    if (missing.scopes) return;
    setBusy(true);
    try {
      const expires_at = expiryAfter(LIVES[life()]?.days, Date.now());
      const body = { name: called, scopes: [...scopes()], expires_at };
      props.onMade(await answer(library.api.POST("/api/keys", { body })));
    } catch (error) {
      const malformed = error instanceof Problem && error.status === 400;
      setWrong(malformed ? { name: t`That name cannot be kept. Try another.` } : { all: inWords(error) });
    } finally {
      setBusy(false);
    }
  };

  return (
    <form
      class={form.form}
      onSubmit={make}
      onKeyDown={(event) => event.key === "Escape" && props.onCancel()}
      aria-label={t`New API key`}
      noValidate
    >
      <Field
        ref={(element) => (input = element)}
        label={t`Name`}
        name="key-name"
        value={name()}
        maxlength={80}
        autocomplete="off"
        onInput={(event) => setName(event.currentTarget.value)}
        hint={t`What it is for: a script, a device.`}
        error={wrong().name}
      />
      <fieldset class={css.scopes} aria-describedby={wrong().scopes ? `${id}-scopes` : undefined}>
        <legend class={css.legend}>{t`It may`}</legend>
        <For each={offeredScopes(props.admin)}>
          {(scope) => (
            <label class={css.scope}>
              <input
                type="checkbox"
                checked={scopes().includes(scope)}
                onChange={(event) => toggle(scope, event.currentTarget.checked)}
              />
              <span>
                <span class={css.name}>{SCOPES[scope].name}</span>
                <span class={css.about}>{SCOPES[scope].about}</span>
              </span>
            </label>
          )}
        </For>
        <Show when={wrong().scopes}>
          {(why) => (
            <p id={`${id}-scopes`} class={css.problem} role="alert">
              {why()}
            </p>
          )}
        </Show>
      </fieldset>
      <fieldset class={css.lives}>
        <legend class={css.legend}>{t`Good for`}</legend>
        <For each={LIVES}>
          {(each, index) => (
            <label class={css.life}>
              <input
                type="radio"
                name={`${id}-life`}
                checked={life() === index()}
                onChange={() => setLife(index())}
              />
              <span>{each.word}</span>
            </label>
          )}
        </For>
      </fieldset>
      <Show when={wrong().all}>
        {(why) => (
          <p class={css.problem} role="alert">
            {why()}
          </p>
        )}
      </Show>
      <div class={form.buttons}>
        <Button type="submit" look="main" busy={busy()}>{t`Make the key`}</Button>
        <Button look="quiet" onClick={() => props.onCancel()}>{t`Cancel`}</Button>
      </div>
    </form>
  );
}

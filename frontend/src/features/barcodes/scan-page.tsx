import { t } from "@lingui/core/macro";
import { useNavigate, useSearchParams } from "@solidjs/router";
import { createEffect, createSignal, type JSX, on, onMount, Show } from "solid-js";
import { useLibrary } from "../../lib/library";
import { Button } from "../../ui/button";
import { Field } from "../../ui/field";
import { Notice } from "../../ui/notice";
import { Page } from "../../ui/page";
import { useErrands } from "../errands/errands";
import { Camera, TROUBLES } from "./camera";
import { digitsOf, fits, understood } from "./code";
import { firstCode } from "./detector";
import { createLook, onlyRecord } from "./look";
import { Result } from "./result";
import css from "./scan-page.module.css";

/** Find a record by the code on its sleeve: by the camera, a picture, or by hand. */
export function ScanPage(): JSX.Element {
  const library = useLibrary();
  const errands = useErrands();
  const navigate = useNavigate();
  const [query, setQuery] = useSearchParams<{ code?: string }>();
  const look = createLook(library, errands);
  const [seeing, setSeeing] = createSignal(false);
  const [typed, setTyped] = createSignal("");
  const [wrong, setWrong] = createSignal<string>();
  let picture!: HTMLInputElement;
  onMount(() => void errands.load().catch(() => undefined));

  const code = () => (typeof query.code === "string" ? query.code : "");
  createEffect(
    on(code, (wanted) => {
      const read = understood(wanted);
      if (read.is === "barcode") void look.find(read.digits);
      else look.forget();
    }),
  );
  // A code that can only mean one record opens its page; going back leads to a fresh scan.
  createEffect(
    on(look.look, (told) => {
      const id = onlyRecord(told);
      if (id) navigate(`/records/${id}`, { replace: true });
    }),
  );

  const take = (text: string, nothing = t`This is neither a barcode nor a label of yours.`) => {
    setSeeing(false);
    setWrong(undefined);
    const read = understood(text);
    if (read.is === "record") navigate(`/records/${read.id}`);
    else if (read.is === "barcode") setQuery({ code: read.digits });
    else setWrong(nothing);
  };
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    take(typed(), t`A barcode has 6 to 14 digits, under its bars.`);
  };
  const readPicture = async (file: File | undefined) => {
    if (!file) return;
    setWrong(undefined);
    try {
      const text = await firstCode(await createImageBitmap(file));
      if (text) take(text);
      else
        setWrong(
          t`There is no barcode to be seen in this picture. Take it closer, straight and in good light.`,
        );
    } catch {
      setWrong(t`This picture could not be read.`);
    }
    picture.value = "";
  };
  const doubt = () => {
    const digits = digitsOf(typed());
    return /^\d+$/.test(digits) && !fits(digits)
      ? t`The last digit does not fit the others: look again.`
      : undefined;
  };

  return (
    <Page title={t`Scan`}>
      <Show
        when={seeing()}
        fallback={
          <div class={css.begin}>
            <p
              class={css.lead}
            >{t`Find a record by its barcode, or by the label you printed for its sleeve.`}</p>
            <div class={css.deeds}>
              <Button
                look="main"
                icon="scan"
                onClick={() => {
                  setWrong(undefined);
                  setSeeing(true);
                }}
              >{t`Scan with the camera`}</Button>
              <Button icon="search" onClick={() => picture.click()}>{t`Choose a picture`}</Button>
            </div>
          </div>
        }
      >
        <Camera
          onCode={take}
          onClose={() => setSeeing(false)}
          onTrouble={(trouble) => {
            setSeeing(false);
            setWrong(TROUBLES[trouble]());
          }}
        />
      </Show>
      <input
        ref={picture}
        type="file"
        accept="image/*"
        hidden
        aria-label={t`Picture of a barcode`}
        onChange={(event) => void readPicture(event.currentTarget.files?.[0])}
      />
      <form class={css.form} onSubmit={submit}>
        <Field
          label={t`Digits of the barcode`}
          inputmode="numeric"
          autocomplete="off"
          maxlength="40"
          value={typed()}
          hint={doubt() ?? ""}
          onInput={(event) => setTyped(event.currentTarget.value)}
        />
        <Button type="submit" icon="search" disabled={typed().trim() === ""}>{t`Find`}</Button>
      </form>
      <Show when={wrong()}>
        {(words) => (
          <Notice icon="warn" tone="warn">
            {words()}
          </Notice>
        )}
      </Show>
      <Show when={look.code()}>{(shown) => <Result look={look} code={shown()} />}</Show>
      <p class={css.more}>
        <a class={css.link} href="/labels">{t`Print labels for your sleeves`}</a>
      </p>
    </Page>
  );
}

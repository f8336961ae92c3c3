import { t } from "@lingui/core/macro";
import type { JSX } from "solid-js";
import { Button } from "../../ui/button";
import { Section } from "../../ui/page";
import { Qr } from "../../ui/qr";
import css from "./card.module.css";

/** A card to stand beside the shelf: guests point their phone at it. */
export function CardSection(props: { title: string; url: string }): JSX.Element {
  return (
    <Section title={t`A card beside the shelf`}>
      <p>{t`Print it and stand it there: guests point their phone's camera at it, and leaf through your records.`}</p>
      <figure class={css.card}>
        <Qr text={props.url} label={t`QR code of ${props.url}`} />
        <figcaption class={css.words}>
          <span class={css.title}>{props.title || t`A record shelf`}</span>
          <span class={css.hint}>{t`Point your camera here to leaf through it`}</span>
        </figcaption>
      </figure>
      <Button onClick={() => print()}>{t`Print the card`}</Button>
    </Section>
  );
}

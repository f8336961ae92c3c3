import { t } from "@lingui/core/macro";
import { useBeforeLeave } from "@solidjs/router";
import { createUniqueId, type JSX, onCleanup, onMount } from "solid-js";
import { Portal } from "solid-js/web";
import { Icon } from "./icon";
import { type KeyMap, useKeys } from "./keys";
import { useLayer } from "./layers";
import { followPull } from "./pull";
import css from "./sheet.module.css";

type Props = {
  label: string;
  onClose(): void;
  children: JSX.Element;
  /** Stays at the lower edge, within reach of a thumb. */
  foot?: JSX.Element;
  /** "side": from below on a phone, at the side on a desk. "centre": a small dialogue. */
  place?: "side" | "centre";
  /** What its keys do; the page's own do nothing meanwhile. */
  keys?: KeyMap;
  /** It has an address of its own, so that Back leaves it by itself. */
  addressed?: boolean;
};

/** A layer over the page: Escape, Back, the button, a tap beside it or a pull downwards close it. */
export function Sheet(props: Props): JSX.Element {
  const id = createUniqueId();
  let panel!: HTMLDivElement;
  let content!: HTMLDivElement;
  const isTopmost = useLayer();
  useKeys(props.keys ?? {}, { modal: true });
  useKeys({ Escape: () => props.onClose() }, { inFields: true });
  // Or Back would take away the page behind, and leave the sheet over another one, as Forward would.
  useBeforeLeave((leave) => {
    if (props.addressed || typeof leave.to !== "number" || !isTopmost()) return;
    if (leave.to < 0) leave.preventDefault();
    props.onClose();
  });
  onMount(() => {
    // With the frame that paints it: now the browser would have to lay all of it out for that alone.
    const enter = () => {
      if (!panel.contains(document.activeElement)) panel.focus({ preventScroll: true });
    };
    const frame = requestAnimationFrame(enter);
    onCleanup(() => cancelAnimationFrame(frame));
    if (props.place !== "centre") followPull(panel, content, () => props.onClose());
  });

  const keepInside = (event: KeyboardEvent) => {
    if (event.key !== "Tab") return;
    const stops = [...panel.querySelectorAll<HTMLElement>(FOCUSABLE)].filter(
      (el) => el.offsetParent !== null,
    );
    const first = stops[0];
    const last = stops.at(-1);
    const at = document.activeElement;
    if (event.shiftKey && (at === first || at === panel)) {
      event.preventDefault();
      last?.focus();
    } else if (!event.shiftKey && at === last) {
      event.preventDefault();
      first?.focus();
    }
  };

  return (
    <Portal>
      <div class={css.layer} data-place={props.place ?? "side"}>
        <div class={css.scrim} onClick={() => props.onClose()} aria-hidden="true" />
        <div
          ref={panel}
          class={css.panel}
          role="dialog"
          aria-modal="true"
          aria-label={props.label}
          id={id}
          tabindex="-1"
          onKeyDown={keepInside}
        >
          <div class={css.handle} aria-hidden="true" />
          <div ref={content} class={css.body}>
            {props.children}
          </div>
          <div class={css.foot} data-bare={props.foot ? undefined : ""}>
            <button type="button" class={css.close} onClick={() => props.onClose()}>
              <Icon name="close" />
              <span>{t`Close`}</span>
            </button>
            {props.foot}
          </div>
        </div>
      </div>
    </Portal>
  );
}

const FOCUSABLE = "a[href], button:not(:disabled), input:not(:disabled), select, textarea, [tabindex='0']";

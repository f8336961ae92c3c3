import { t } from "@lingui/core/macro";
import { createSignal, type JSX, onCleanup, onMount } from "solid-js";
import { Button } from "../../ui/button";
import { detector } from "./detector";
import css from "./scan-page.module.css";

/** Between two looks, in milliseconds: a phone stays cool, and a hand need not hold still for long. */
const PAUSE = 160;

export type Trouble = "insecure" | "absent" | "refused" | "busy" | "unread";

export const TROUBLES: Record<Trouble, () => string> = {
  insecure: () =>
    t`Browsers give the camera only to pages over https. Open Waugzee by its https address, or type the digits below.`,
  absent: () => t`There is no camera here. Type the digits below, or choose a picture.`,
  refused: () =>
    t`The camera was not allowed. It can be allowed in the browser’s settings for this page; the digits can be typed below as well.`,
  busy: () => t`Another program is using the camera. Close it and try again, or type the digits below.`,
  unread: () =>
    t`What reads barcodes could not be loaded. Check the connection and try again, or type the digits below.`,
};

/** What the camera sees, until a code is in it. */
export function Camera(props: {
  onCode(text: string): void;
  onTrouble(trouble: Trouble): void;
  onClose(): void;
}): JSX.Element {
  let video!: HTMLVideoElement;
  const [seeing, setSeeing] = createSignal(false);
  let stream: MediaStream | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let closed = false;

  const stop = () => {
    closed = true;
    clearTimeout(timer);
    for (const track of stream?.getTracks() ?? []) track.stop();
  };
  const look = async () => {
    try {
      if (document.visibilityState === "visible" && video.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA) {
        const [found] = await (await detector()).detect(video);
        if (closed) return;
        if (found?.rawValue) {
          stop();
          navigator.vibrate?.(60);
          return props.onCode(found.rawValue);
        }
      }
    } catch {
      if (closed) return;
      stop();
      return props.onTrouble("unread");
    }
    timer = setTimeout(() => void look(), PAUSE);
  };
  const start = async () => {
    const failed = obstacle();
    if (failed) return props.onTrouble(failed);
    try {
      const wanted = { facingMode: { ideal: "environment" }, width: { ideal: 1280 }, height: { ideal: 720 } };
      stream = await navigator.mediaDevices.getUserMedia({ video: wanted, audio: false });
      // Left before the camera had come.
      if (closed) return stop();
      video.srcObject = stream;
      await video.play();
      setSeeing(true);
    } catch (error) {
      if (closed) return;
      stop();
      return props.onTrouble(troubleOf(error));
    }
    await look();
  };
  onMount(() => void start());
  onCleanup(stop);

  return (
    <div class={css.camera}>
      <video ref={video} class={css.video} muted playsinline aria-label={t`What the camera sees`} />
      <div class={css.frame} aria-hidden="true" />
      <p class={css.aim} role="status">
        {seeing() ? t`Hold the barcode, or a label’s code, into the frame.` : t`The camera is starting …`}
      </p>
      <Button class={css.stop ?? ""} icon="close" onClick={() => props.onClose()}>{t`Stop`}</Button>
    </div>
  );
}

/** What stands in the way before anybody is asked. */
function obstacle(): Trouble | undefined {
  if (!globalThis.isSecureContext) return "insecure";
  return typeof navigator.mediaDevices?.getUserMedia === "function" ? undefined : "absent";
}

export function troubleOf(error: unknown): Trouble {
  const name = error instanceof DOMException ? error.name : "";
  if (name === "NotAllowedError" || name === "SecurityError") return "refused";
  return name === "NotReadableError" || name === "AbortError" ? "busy" : "absent";
}

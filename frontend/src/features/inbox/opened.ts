/** A notification was tapped while the page is open: the service worker names the address to go to. */
import { useNavigate } from "@solidjs/router";
import { onCleanup, onMount } from "solid-js";

export function useOpened(): void {
  const navigate = useNavigate();
  const onMessage = ({ data }: MessageEvent<{ open?: unknown } | undefined>) => {
    if (typeof data?.open === "string" && data.open.startsWith("/")) navigate(data.open);
  };
  onMount(() => {
    const workers = navigator.serviceWorker;
    workers?.addEventListener("message", onMessage);
    onCleanup(() => workers?.removeEventListener("message", onMessage));
  });
}

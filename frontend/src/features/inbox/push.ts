/**
 * This browser's part in being pushed to. The browser is asked for its permission only where somebody
 * pressed for it; what it gives out goes to the server, which encrypts for it alone.
 */
import { i18n } from "@lingui/core";
import { answer } from "../../api/client";
import type { Pushing } from "../../api/types";
import type { Library } from "../../lib/library";
import { setPushedFor } from "../../lib/pushed";

/** What stands in the way, if anything: see `obstacleWords`. */
export type Obstacle = "insecure" | "home-screen" | "unsupported" | "denied";

/** Why it did not come to it although nothing stood in the way. */
export class NotSubscribed extends Error {
  constructor(readonly why: "dismissed" | "no-worker" | "no-service") {
    super(why);
  }
}

export function obstacle(): Obstacle | undefined {
  if (!window.isSecureContext) return "insecure";
  const here = "serviceWorker" in navigator && "PushManager" in window && "Notification" in window;
  // Safari on an iPhone or iPad gives it to pages on the home screen alone. An iPad says that it is a Mac.
  const isApple = /iPhone|iPad/.test(navigator.userAgent) || isTouchedMac();
  if (!here) return isApple && !isInstalled() ? "home-screen" : "unsupported";
  return Notification.permission === "denied" ? "denied" : undefined;
}

/** This browser's subscription as the server tells it apart, where there is one. */
export async function ownDigest(): Promise<string | undefined> {
  const subscription = await (await registration())?.pushManager.getSubscription();
  if (!subscription || Notification.permission !== "granted") return undefined;
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(subscription.endpoint));
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** To be called from a press: asks the browser, and tells the server. Throws NotSubscribed and Problem. */
export async function subscribe(library: Library, key: string): Promise<Pushing> {
  if ((await Notification.requestPermission()) !== "granted") throw new NotSubscribed("dismissed");
  const worker = await registration();
  if (!worker) throw new NotSubscribed("no-worker");
  const before = await worker.pushManager.getSubscription();
  if (before && toBase64(before.options.applicationServerKey) !== key) await before.unsubscribe();
  const options = { userVisibleOnly: true, applicationServerKey: key };
  const subscription = await worker.pushManager.subscribe(options).catch(() => {
    throw new NotSubscribed("no-service");
  });
  const pushing = await tell(library, subscription);
  setPushedFor(library.user);
  return pushing;
}

/** Tells the server again of a subscription that lasts: who signs in anew has a new session. */
export async function renew(library: Library): Promise<void> {
  const subscription = await (await registration())?.pushManager.getSubscription();
  if (subscription && Notification.permission === "granted") await tell(library, subscription);
  else setPushedFor(undefined);
}

function tell(library: Library, subscription: PushSubscription): Promise<Pushing> {
  const { endpoint, keys } = subscription.toJSON();
  const language = i18n.locale === "de" ? "de" : "en";
  return answer(
    library.api.PUT("/api/push/subscriptions", {
      body: {
        endpoint: endpoint ?? "",
        keys: { p256dh: keys?.p256dh ?? "", auth: keys?.auth ?? "" },
        language,
      },
    }),
  );
}

async function registration(): Promise<ServiceWorkerRegistration | undefined> {
  return await navigator.serviceWorker?.getRegistration();
}

function toBase64(buffer: ArrayBuffer | null): string {
  const text = String.fromCharCode(...new Uint8Array(buffer ?? new ArrayBuffer(0)));
  return btoa(text).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

function isTouchedMac(): boolean {
  return navigator.userAgent.includes("Macintosh") && navigator.maxTouchPoints > 1;
}

function isInstalled(): boolean {
  return window.matchMedia("(display-mode: standalone)").matches;
}

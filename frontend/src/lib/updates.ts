/**
 * Keeps the page on the device by its service worker, and tells of a new version, which comes in only when
 * asked for. Browsers allow it over https and on the machine itself; elsewhere the page works without.
 */

/** A tab stays open for weeks: after this long it asks for a new version when looked at, in milliseconds. */
const OFTEN = 60 * 60_000;

export function keepOnDevice(onNewVersion: (takeOver: () => void) => void): void {
  const workers = navigator.serviceWorker;
  if (!workers || !import.meta.env.PROD) return;
  let asked = Date.now();
  let wanted = false;

  const tell = (waiting: ServiceWorker) =>
    onNewVersion(() => {
      wanted = true;
      waiting.postMessage("take over");
    });
  // Of several tabs one asks; the others keep what they loaded, and are complete with it.
  workers.addEventListener("controllerchange", () => {
    if (wanted) location.reload();
  });

  const follow = (registration: ServiceWorkerRegistration) => {
    if (registration.waiting && workers.controller) tell(registration.waiting);
    registration.addEventListener("updatefound", () => {
      const coming = registration.installing;
      coming?.addEventListener("statechange", () => {
        if (coming.state === "installed" && workers.controller) tell(coming);
      });
    });
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "hidden" || Date.now() - asked < OFTEN) return;
      asked = Date.now();
      void registration.update().catch(() => undefined);
    });
  };
  // A private window, a device without room, a tool that answers nothing: the page works as it did before.
  workers.register("/sw.js").then(
    (registration) => registration && follow(registration),
    () => undefined,
  );
}

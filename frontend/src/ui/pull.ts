/** How far a sheet is pulled before it closes, in pixels. */
const ENOUGH = 110;
/** Less than this is a tap, or the beginning of a scroll. */
const SLACK = 6;

/**
 * A pull downwards closes the sheet, as on any phone: on its upper edge at once, on its content when that
 * is scrolled to its beginning. A short pull springs back.
 */
export function followPull(panel: HTMLElement, content: HTMLElement, close: () => void): void {
  let from = 0;
  let pulled = 0;
  let armed = false;

  const place = (by: number) => {
    panel.style.transition = by > 0 ? "none" : "";
    panel.style.transform = by > 0 ? `translateY(${by}px)` : "";
  };
  panel.addEventListener(
    "touchstart",
    (event) => {
      const onContent = event.target instanceof Node && content.contains(event.target);
      armed = event.touches.length === 1 && (!onContent || content.scrollTop <= 0);
      from = event.touches[0]?.clientY ?? 0;
      pulled = 0;
    },
    { passive: true },
  );
  panel.addEventListener(
    "touchmove",
    (event) => {
      if (!armed) return;
      const by = (event.touches[0]?.clientY ?? from) - from;
      // Upwards first: this is a scroll, and stays one.
      if (pulled === 0 && by < 0) armed = false;
      if (!armed || (pulled === 0 && by < SLACK)) return;
      if (event.cancelable) event.preventDefault();
      pulled = Math.max(1, by);
      place(pulled);
    },
    { passive: false },
  );
  const end = () => {
    place(0);
    if (armed && pulled > ENOUGH) close();
    armed = false;
  };
  panel.addEventListener("touchend", end);
  panel.addEventListener("touchcancel", end);
}

/** A pull downwards on a sheet's handle closes it; a short one lets it spring back. */
export function followDrag(panel: HTMLElement, close: () => void): void {
  const handles = panel.querySelectorAll<HTMLElement>("[data-drag]");
  for (const handle of handles) {
    handle.addEventListener("pointerdown", (down) => {
      if (!down.isPrimary) return;
      handle.setPointerCapture(down.pointerId);
      let moved = 0;
      const move = (event: PointerEvent) => {
        moved = Math.max(0, event.clientY - down.clientY);
        panel.style.transform = `translateY(${moved}px)`;
        panel.style.transition = "none";
      };
      const end = () => {
        handle.removeEventListener("pointermove", move);
        panel.style.transform = "";
        panel.style.transition = "";
        if (moved > 90) close();
      };
      handle.addEventListener("pointermove", move);
      handle.addEventListener("pointerup", end, { once: true });
      handle.addEventListener("pointercancel", end, { once: true });
    });
  }
}

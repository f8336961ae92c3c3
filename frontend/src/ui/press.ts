/** A tap does one thing, holding a button does another. What holding does must be reachable otherwise too. */
const HOLD = 500;
const STILL = 10;

export function pressed(onTap: () => void, onHold?: () => void) {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let held = false;
  let from = { x: 0, y: 0 };
  const stop = () => clearTimeout(timer);
  return {
    onClick(event: MouseEvent) {
      stop();
      // The click that ends a long press is no tap.
      if (held) event.preventDefault();
      // Nobody means it twice within a moment.
      else if (event.detail < 2) onTap();
      held = false;
    },
    onPointerDown(event: PointerEvent) {
      held = false;
      if (!onHold || event.button !== 0) return;
      from = { x: event.clientX, y: event.clientY };
      stop();
      timer = setTimeout(() => {
        held = true;
        onHold();
      }, HOLD);
    },
    onPointerMove(event: PointerEvent) {
      if (Math.hypot(event.clientX - from.x, event.clientY - from.y) > STILL) stop();
    },
    onPointerUp: stop,
    onPointerCancel: stop,
    onPointerLeave: stop,
    onContextMenu(event: Event) {
      if (onHold) event.preventDefault();
    },
  };
}

/** Less than this is a browser's own bar coming or going, in pixels. */
const KEYBOARD = 140;

/**
 * Follows the screen keyboard. `data-keyboard` stands on the root while it is up; where it covers the page
 * instead of shrinking it, --keyboard says by how much.
 */
export function followKeyboard(): void {
  const viewport = window.visualViewport;
  if (!viewport) return;
  const root = document.documentElement;
  let width = innerWidth;
  let tallest = innerHeight;
  const follow = () => {
    // Turned round, the device has another height.
    if (innerWidth !== width) tallest = 0;
    width = innerWidth;
    tallest = Math.max(tallest, innerHeight);
    const covered = Math.max(0, innerHeight - viewport.height - viewport.offsetTop);
    const shrunk = tallest - innerHeight;
    root.style.setProperty("--keyboard", `${covered > KEYBOARD ? covered : 0}px`);
    root.toggleAttribute("data-keyboard", covered > KEYBOARD || shrunk > KEYBOARD);
  };
  viewport.addEventListener("resize", follow);
  viewport.addEventListener("scroll", follow);
}

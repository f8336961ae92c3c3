/** Does the work when nothing else is to be done; soon, where the browser cannot tell. */
export function whenIdle(work: () => void): void {
  if (window.requestIdleCallback) window.requestIdleCallback(() => work(), { timeout: 4_000 });
  else setTimeout(work, 300);
}

type Turn = { work(): void; off: boolean };
const turns: Turn[] = [];

/**
 * Does the work soon, after the next paint, and after what was asked for before: one piece a task, so that the
 * page answers between two of them. The function returned takes it back.
 */
export function inTurn(work: () => void): () => void {
  const turn = { work, off: false };
  if (turns.push(turn) === 1) afterPaint(next);
  return () => {
    turn.off = true;
  };
}

function next(): void {
  const turn = turns[0];
  try {
    if (turn && !turn.off) turn.work();
  } finally {
    turns.shift();
    if (turns.length > 0) void breathe().then(next);
  }
}

const waiting: (() => void)[] = [];
let channel: MessageChannel | undefined;

/** Lets taps, keys and paint come in between; a timer would wait for longer, and in a hidden page for a second. */
export function breathe(): Promise<void> {
  if (!channel) {
    channel = new MessageChannel();
    channel.port1.onmessage = () => waiting.shift()?.();
  }
  const { port2 } = channel;
  return new Promise((go) => {
    waiting.push(go);
    port2.postMessage(null);
  });
}

/** A page that nobody sees is not painted. */
function afterPaint(work: () => void): void {
  if (document.hidden) setTimeout(work);
  else requestAnimationFrame(() => setTimeout(work));
}

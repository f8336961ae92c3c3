/**
 * Makes a line: what is asked in it is asked when everything before it was answered, refused or not. Of two
 * changes under way at once the server could keep the older, and tell the newer's asker how it was before.
 */
export function oneByOne(): <T>(ask: () => Promise<T>) => Promise<T> {
  let line: Promise<unknown> = Promise.resolve();
  return (ask) => {
    const turn = line.then(ask);
    line = turn.catch(() => undefined);
    return turn;
  };
}

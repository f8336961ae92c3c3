/**
 * What the server said last of something, kept on this device for when it cannot be asked. A browser that
 * keeps nothing costs only that.
 */
import { transact } from "./disk";

export type KeptAnswer<T> = { read(): Promise<T | undefined>; write(answer: T): Promise<void> };

export function keptAnswer<T>(user: string, name: string): KeptAnswer<T> {
  const key = [user, name];
  return {
    read: () =>
      transact<T | undefined>(["cursors"], "readonly", (store) => store("cursors").get(key)).catch(
        () => undefined,
      ),
    async write(answer) {
      await transact(["cursors"], "readwrite", (store) => {
        store("cursors").put(answer, key);
        return undefined;
      }).catch(() => undefined);
    },
  };
}

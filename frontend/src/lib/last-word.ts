/** What is changed from here and told whole by the server with each answer: its settings, its rules. */
import { oneByOne } from "./one-by-one";

/**
 * A line, as `oneByOne`, whose answers are shown only once nothing newer is under way: before that one would put a
 * switch back that was just thrown. What is refused shows what was told last anew, so that no switch stands
 * where it was thrown to in vain.
 */
export function lastWord<T extends object>(show: (told: T) => void): (ask: () => Promise<T>) => Promise<T> {
  const ordered = oneByOne();
  let told: T | undefined;
  let underWay = 0;
  return async (ask) => {
    underWay += 1;
    try {
      told = await ordered(ask);
      return told;
    } finally {
      underWay -= 1;
      if (underWay === 0 && told !== undefined) show({ ...told });
    }
  };
}

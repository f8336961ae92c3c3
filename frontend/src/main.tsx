import { speak } from "./lib/language";
import { wearTheme } from "./lib/theme";
import { followKeyboard } from "./ui/keyboard-inset";

wearTheme();
followKeyboard();
// A language that cannot be fetched (a first visit, offline) leaves English.
await speak().catch(() => undefined);
// Only now: modules of the page hold sentences from the moment they are loaded.
await import("./page");

/** The page for guests: one shelf, read by anybody who has its address. No sign-in, no engine, nothing kept. */
import { speak } from "../lib/language";
import { wearTheme } from "../lib/theme";

wearTheme();
await speak().catch(() => undefined);
await import("./guest");

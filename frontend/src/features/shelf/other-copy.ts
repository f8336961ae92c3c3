/** What was just logged on one of several copies, while it is asked which of them it was. */
import { createSignal } from "solid-js";
import type { Copy } from "../../api/types";

export type OtherCopy = { copy: Copy; onChoose(copy: Copy): void };

const [otherCopy, setOtherCopy] = createSignal<OtherCopy>();

export { otherCopy };

export const askWhichCopy = (what: OtherCopy): void => void setOtherCopy(what);
export const closeOtherCopy = (): void => void setOtherCopy(undefined);

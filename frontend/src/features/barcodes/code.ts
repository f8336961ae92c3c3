/** What was read off a sleeve: a barcode's digits, or the address on a label of our own. */

const RECORD = /^\/records\/([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})$/i;

export type Read = { is: "barcode"; digits: string } | { is: "record"; id: string } | { is: "unknown" };

/** Whoever printed a label may have reached the page under another name, so only its path counts. */
export function understood(text: string): Read {
  if (/^https?:\/\//i.test(text)) {
    const id = RECORD.exec(pathOf(text))?.[1];
    return id ? { is: "record", id: id.toLowerCase() } : { is: "unknown" };
  }
  const digits = digitsOf(text);
  return /^\d{6,14}$/.test(digits) ? { is: "barcode", digits } : { is: "unknown" };
}

/** Empty where it is no address: Safari tells that without trying only since 17. */
function pathOf(address: string): string {
  try {
    return new URL(address).pathname;
  } catch {
    return "";
  }
}

/** `5 012345-678900` as its digits. */
export const digitsOf = (text: string): string => text.replace(/[\s\-–.]/g, "");

/** Whether the last digit of an EAN or UPC fits the others; nothing to say of other lengths. */
export function fits(digits: string): boolean {
  if (![8, 12, 13, 14].includes(digits.length)) return true;
  const sum = [...digits].reverse().reduce((all, digit, at) => all + Number(digit) * (at % 2 ? 3 : 1), 0);
  return sum % 10 === 0;
}

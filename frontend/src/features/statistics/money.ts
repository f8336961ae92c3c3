/** Sums of money, in a currency as Discogs calls it: by a sign or a code. */
import { locale } from "../../lib/language";

const CODES: Record<string, string> = {
  "€": "EUR",
  $: "USD",
  US$: "USD",
  "£": "GBP",
  "¥": "JPY",
  CA$: "CAD",
  A$: "AUD",
  NZ$: "NZD",
  MX$: "MXN",
  R$: "BRL",
};

/** "€1,458.87"; where the currency is none that we know, its own name before the number. `whole`: "€1,459". */
export function moneyWord(hundredths: number, currency: string, to?: "whole"): string {
  const code = CODES[currency] ?? (/^[A-Z]{3}$/.test(currency) ? currency : undefined);
  const places = to === "whole" ? 0 : 2;
  const digits = { minimumFractionDigits: places, maximumFractionDigits: places };
  if (code) {
    const style = { style: "currency", currency: code, ...(to === "whole" ? digits : {}) } as const;
    return (hundredths / 100).toLocaleString(locale(), style);
  }
  return `${currency} ${(hundredths / 100).toLocaleString(locale(), digits)}`;
}

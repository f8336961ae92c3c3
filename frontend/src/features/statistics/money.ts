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

/** "€1,458.87"; where the currency is none that we know, its own name before the number. */
export function moneyWord(hundredths: number, currency: string): string {
  const code = CODES[currency] ?? (/^[A-Z]{3}$/.test(currency) ? currency : undefined);
  if (code) return (hundredths / 100).toLocaleString(locale(), { style: "currency", currency: code });
  const digits = { minimumFractionDigits: 2, maximumFractionDigits: 2 };
  return `${currency} ${(hundredths / 100).toLocaleString(locale(), digits)}`;
}

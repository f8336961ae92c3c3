/** Ways of cleaning in words. */
import { t } from "@lingui/core/macro";
import { METHODS } from "../care/details";

export function methodWord(method: string | null): string {
  return METHODS.find((one) => one.method === method)?.word ?? method ?? t`Not said`;
}

/** What one chose to see, in the address: to go back to, and to pass on. */
import { useSearchParams } from "@solidjs/router";
import type { Unit } from "./periods";
import { UNITS } from "./periods";
import { type RangeName, USUAL } from "./range";
import { MEASURES, type Measure } from "./words";

export type Choices = ReturnType<typeof useChoices>;

export function useChoices() {
  const [params, setParams] = useSearchParams<{ range?: string; by?: string; show?: string }>();
  const set = (values: { range?: string; by?: string; show?: string }) =>
    setParams(values, { replace: true, scroll: false });
  return {
    range: (): RangeName => params.range ?? USUAL,
    setRange: (range: RangeName) => set({ range }),
    unit: (): Unit => UNITS.find((unit) => unit.value === params.by)?.value ?? "month",
    setUnit: (by: Unit) => set({ by }),
    measure: (): Measure => MEASURES.find((one) => one.value === params.show)?.value ?? "plays",
    setMeasure: (show: Measure) => set({ show }),
  };
}

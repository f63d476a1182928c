import type { DateWindow, ProviderProblem } from './snapshot';

/** Whether one order could move on a wanted date. */
export interface DateFit {
  readonly orderRef: string;
  readonly isPossible: boolean;
  /** The possible dates, earliest first. */
  readonly allowed: readonly DateWindow[];
}

/** The provider's answer about a wanted date, or why there is none. */
export type DateFits =
  | { readonly ok: true; readonly fits: readonly DateFit[] }
  | { readonly ok: false; readonly problem: ProviderProblem };

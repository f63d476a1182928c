import type { DateWindow, ProviderProblem } from './snapshot';

/** Whether one order could move on a wanted date. */
export interface DateFit {
  readonly orderRef: string;
  readonly isPossible: boolean;
  /** When it could, the earliest first. */
  readonly allowed: readonly DateWindow[];
}

/** What the provider says about a wanted date, or why it could not say. */
export type DateFits =
  | { readonly ok: true; readonly fits: readonly DateFit[] }
  | { readonly ok: false; readonly problem: ProviderProblem };

import type { MissingField, Portability } from '../src/domain/snapshot';
import type { OrderPlan, PortingProvider } from '../src/providers/provider';

/**
 * What an order lacks, with what the provider's own draft of it says. The draft is made when everything else is there:
 * only then does the provider know which numbers go together, and what each group needs.
 */
export async function withDraft(
  provider: PortingProvider,
  plan: OrderPlan,
  {
    answers,
    missing,
  }: { readonly answers: readonly Portability[]; readonly missing: readonly MissingField[] },
): Promise<readonly MissingField[]> {
  if (provider.prepare === undefined || missing.length > 0) return missing;
  const portable = new Set(answers.flatMap(({ portable: is, phoneNumber }) => (is ? [phoneNumber] : [])));
  const numbers = plan.numbers.filter((number) => portable.has(number));
  const isHeld = numbers.length < plan.numbers.length && plan.request.onNotPortable === 'hold';
  if (numbers.length === 0 || isHeld) return missing;
  return provider.prepare({ ...plan, numbers }, { now: Date.now() });
}

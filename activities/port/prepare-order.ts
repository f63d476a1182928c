import type { MissingField, Portability } from '../../src/domain/model/snapshot';
import type { CallContext } from '../../src/providers/call-context';
import type { DraftPlan, Prepared, PortingProvider } from '../../src/providers/provider';

/**
 * Does at the provider what comes before an order, and says what that shows to be missing: documents are uploaded, and
 * the provider's own draft is made, where it has drafts. Only when everything else is there, and nothing holds the order:
 * before that nobody should find anything at the provider.
 */
export async function prepareOrder(
  provider: PortingProvider,
  plan: DraftPlan,
  {
    answers,
    missing,
  }: { readonly answers: readonly Portability[]; readonly missing: readonly MissingField[] },
  call: CallContext,
): Promise<Prepared> {
  if (provider.prepare === undefined || missing.length > 0) return { missing };
  const portable = new Set(answers.flatMap(({ portable: is, phoneNumber }) => (is ? [phoneNumber] : [])));
  const numbers = plan.numbers.filter((number) => portable.has(number));
  const isHeld = numbers.length < plan.numbers.length && plan.request.onNotPortable === 'hold';
  if (numbers.length === 0 || isHeld) return { missing };
  return provider.prepare({ ...plan, numbers }, call);
}

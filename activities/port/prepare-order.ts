import type { MissingField, Portability } from '../../src/domain/model/snapshot';
import type { CallContext } from '../../src/providers/call-context';
import type { DraftPlan, Prepared, PortingProvider } from '../../src/providers/provider';

/**
 * Prepares an order at the provider, and returns what is still missing: documents are uploaded, and the provider's
 * own draft is created if it has drafts. Only when nothing else is missing and nothing holds the order: before that,
 * the provider must have nothing of the port.
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

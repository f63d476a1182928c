import { attentionsOf } from '../../src/domain/attentions/attentions';
import { openAttempt } from '../../src/domain/facts/items';
import type { Decision } from '../../src/domain/model/commands';
import type { Port } from '../../src/domain/model/port';
import type { Involved } from '../scenarios/simulator';
import type { Act, Scenario } from '../scenarios/scenario';

/** The id of an act that is done a second time, because a fault was in the way of the first. */
const againOf = ({ id }: Act): string => `${id}-again`;

/**
 * What an operator does in a simulated port when a fault is in the way: repeats a command that was refused because of
 * it, and answers when the port asks whether the provider has an order.
 */
export function repairsOf({ does, phoneNumber }: Scenario): NonNullable<Involved['repairs']> {
  return (port, sandbox) => {
    const refused = does.find((act) => {
      const [decision] = decisionsOf(port, act.id);
      return (
        decision !== undefined && !isAsExpected(act, decision) && decisionsOf(port, againOf(act)).length === 0
      );
    });
    if (refused !== undefined) return { id: againOf(refused), command: refused.command };
    const isAsked = attentionsOf(port).some(({ cause }) => cause === 'submission_unknown');
    const isOthers = does.some(
      ({ id, whenAttention }) => whenAttention === 'submission_unknown' && decisionsOf(port, id).length === 0,
    );
    if (!isAsked || isOthers) return undefined;
    // The operator looks at the provider first, as the attention says.
    const known = new Set(port.orders.map(({ ref }) => ref));
    const isThere = sandbox
      .orders()
      .some(({ ref, numbers }) => !known.has(ref) && numbers.some((own) => own.phoneNumber === phoneNumber));
    const id = `confirm-${String(openAttempt(port)?.number)}`;
    if (isThere || decisionsOf(port, id).length > 0) return undefined;
    return { id, command: { name: 'resubmit', confirm: true } };
  };
}

/** The answer to each act of a scenario: the last one, when the operator had to repeat it. */
export function answersTo(port: Port, { does }: Scenario): Decision[] {
  return does.flatMap((act) => [...decisionsOf(port, act.id), ...decisionsOf(port, againOf(act))].slice(-1));
}

function decisionsOf(port: Port, id: string): Decision[] {
  return port.recentDecisions.filter((decided) => decided.id === id);
}

function isAsExpected({ refusedAs }: Act, { accepted, refused }: Decision): boolean {
  return refusedAs === undefined ? accepted.length > 0 : refused.some(({ code }) => code === refusedAs);
}

import { numbersOfOrder } from '../facts/items';
import { setOf } from '../facts/lookup';
import { nextFailure } from '../facts/retry';
import type { AskedCommand } from '../model/commands';
import type { OrderAction, Task } from '../model/order-action';
import type { Port } from '../model/port';
import type { ProviderProblem } from '../model/snapshot';
import type { Instant } from '../model/time';
import type { NewEntry, TimelineKind } from '../model/timeline';
import { causeOfCommand, type Change, wantRead, withoutEntries } from './change';

/** The provider accepted an order action, refused it, or could not answer. */
export function orderActionAnswered(
  port: Port,
  at: Instant,
  id: string,
  problem: ProviderProblem | undefined,
): Change {
  const action = port.orderActions?.find((other) => other.id === id);
  if (action === undefined) return withoutEntries(port);
  const { cause } = action;
  const [accepted, refused] = ENTRY_KINDS[action.task.kind];
  const numbers = numbersOfOrder(port, action.orderRef);
  const entry = (kind: TimelineKind, data: object = {}): NewEntry => ({
    kind,
    numbers,
    data: { orderRef: action.orderRef, ...data },
  });
  const read = { ...port, reading: wantRead(port.reading, action.task.kind) };
  if (problem === undefined)
    return { port: withoutOrderAction(read, action), entries: [entry(accepted)], cause };
  const failure = nextFailure(action.failure, problem, at, port.policy.reread);
  const isFinalAnswer = problem.outcome === 'refused' && problem.code !== 'provider_unauthorized';
  if (!isFinalAnswer) return { port: withOrderAction(port, { ...action, failure }), entries: [], cause };
  const answered =
    action.task.kind === 'edit'
      ? withOrderAction(read, { ...action, failure, isRefused: true })
      : withoutOrderAction(port, action);
  return {
    port: answered,
    entries: [entry(refused, { code: problem.code, message: problem.message })],
    cause,
  };
}

/** The timeline kinds of an accepted and of a refused order action. */
const ENTRY_KINDS: Readonly<Record<Task['kind'], readonly [accepted: TimelineKind, refused: TimelineKind]>> =
  {
    edit: ['edited', 'edit_refused'],
    comment: ['commented', 'comment_refused'],
    rate: ['rated', 'rating_refused'],
  };

/** Adds one order action for each of some orders. A newer edit replaces an older one. */
export function withOrderActions(
  port: Port,
  asked: AskedCommand,
  orderRefs: readonly string[],
  task: Task,
): Port {
  if (orderRefs.length === 0) return port;
  const refs = setOf(orderRefs);
  const kept = (port.orderActions ?? []).filter(
    (other) => !(task.kind === 'edit' && other.task.kind === 'edit' && refs.has(other.orderRef)),
  );
  const added = orderRefs.map((orderRef): OrderAction => ({
    id: `${asked.id}/${orderRef}`,
    orderRef,
    askedAt: asked.at,
    cause: causeOfCommand(asked),
    task,
  }));
  return { ...port, orderActions: [...kept, ...added] };
}

function withOrderAction(port: Port, action: OrderAction): Port {
  return {
    ...port,
    orderActions: port.orderActions?.map((other) => (other.id === action.id ? action : other)) ?? [],
  };
}

function withoutOrderAction(port: Port, action: OrderAction): Port {
  const { orderActions = [], ...kept } = port;
  const left = orderActions.filter((other) => other.id !== action.id);
  return left.length === 0 ? kept : { ...kept, orderActions: left };
}

import { numbersOfOrder } from '../facts/items';
import { setOf } from '../facts/lookup';
import { nextFailure } from '../facts/retry';
import type { CommandCause } from '../model/cause';
import type { AskedCommand } from '../model/commands';
import type { Errand, Task } from '../model/order-action';
import type { Port } from '../model/port';
import type { ProviderProblem } from '../model/snapshot';
import type { Instant } from '../model/time';
import type { Note, TimelineKind } from '../model/timeline';
import { causeOfCommand, type Change, quietly } from './change';
import { wantRead } from './reading';

/** What the timeline says when the provider took it, and when it did not. */
const TOLD: Readonly<Record<Task['kind'], readonly [taken: TimelineKind, refused: TimelineKind]>> = {
  edit: ['edited', 'edit_refused'],
  comment: ['commented', 'comment_refused'],
  rate: ['rated', 'rating_refused'],
};

/** The port with one more errand for each of some orders. A newer edit takes the place of an older one. */
export function withErrands(port: Port, asked: AskedCommand, orderRefs: readonly string[], task: Task): Port {
  if (orderRefs.length === 0) return port;
  const refs = setOf(orderRefs);
  const kept = (port.errands ?? []).filter(
    (other) => !(task.kind === 'edit' && other.task.kind === 'edit' && refs.has(other.orderRef)),
  );
  const added = orderRefs.map((orderRef): Errand => ({
    id: `${asked.id}/${orderRef}`,
    orderRef,
    askedAt: asked.at,
    cause: causeOfCommand(asked),
    task,
  }));
  return { ...port, errands: [...kept, ...added] };
}

/** Why an errand is run; undefined when it is known no more. */
export function causeOfErrand(port: Port, id: string): CommandCause | undefined {
  return port.errands?.find((errand) => errand.id === id)?.cause;
}

/** The provider took an errand, refused it, or cannot say now. */
export function errandAnswered(
  port: Port,
  at: Instant,
  id: string,
  problem: ProviderProblem | undefined,
): Change {
  const errand = port.errands?.find((other) => other.id === id);
  if (errand === undefined) return quietly(port);
  const [taken, refused] = TOLD[errand.task.kind];
  const numbers = numbersOfOrder(port, errand.orderRef);
  const told = (kind: TimelineKind, data: object = {}): Note => ({
    kind,
    numbers,
    data: { orderRef: errand.orderRef, ...data },
  });
  const read = { ...port, reading: wantRead(port.reading, errand.task.kind) };
  if (problem === undefined) return { port: withoutErrand(read, errand), notes: [told(taken)] };
  const failure = nextFailure(errand.failure, problem, at, port.policy.reread);
  const isFinalAnswer = problem.outcome === 'refused' && problem.code !== 'provider_unauthorized';
  if (!isFinalAnswer) return quietly(withErrand(port, { ...errand, failure }));
  const answered =
    errand.task.kind === 'edit'
      ? withErrand(read, { ...errand, failure, isRefused: true })
      : withoutErrand(port, errand);
  return { port: answered, notes: [told(refused, { code: problem.code, message: problem.message })] };
}

function withErrand(port: Port, errand: Errand): Port {
  return { ...port, errands: port.errands?.map((other) => (other.id === errand.id ? errand : other)) ?? [] };
}

function withoutErrand(port: Port, errand: Errand): Port {
  const { errands = [], ...kept } = port;
  const left = errands.filter((other) => other.id !== errand.id);
  return left.length === 0 ? kept : { ...kept, errands: left };
}

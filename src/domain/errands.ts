import { isOpenAtProvider } from './at-provider';
import { isBeingCanceled } from './cancel';
import { quietly, type Change } from './change';
import { causeOfCommand } from './cause-of-command';
import type { AskedCommand } from './commands';
import type { CommandCause } from './events';
import { currentItems, numbersOfOrder, type Failure, type OrderItem, type Port } from './port';
import { wantRead } from './reading';
import type { ProviderProblem } from './snapshot';
import { nextFailure } from './submission';
import type { Instant } from './time';
import type { Note, TimelineKind } from './timeline';

/** Something that the provider is to be told about one of its orders. */
export interface Errand {
  /** The command that asked for it, and the order: the same errand only once. */
  readonly id: string;
  readonly orderRef: string;
  readonly askedAt: Instant;
  /** Which command asked for it, and who gave that. */
  readonly cause: CommandCause;
  readonly task: Task;
  /** The newest failure to deliver it, or the provider's refusal. */
  readonly failure?: Failure;
  /** The provider does not take it. Kept for people to see while it matters. */
  readonly isRefused?: true;
}

/** `edit`: the order is to say what the request says now. */
export type Task =
  | { readonly kind: 'edit' }
  | { readonly kind: 'comment'; readonly body: string }
  | { readonly kind: 'rate'; readonly stars: number; readonly comment?: string };

/** What the timeline says when the provider took it, and when it did not. */
const TOLD: Readonly<Record<Task['kind'], readonly [taken: TimelineKind, refused: TimelineKind]>> = {
  edit: ['edited', 'edit_refused'],
  comment: ['commented', 'comment_refused'],
  rate: ['rated', 'rating_refused'],
};

/** The port with one more errand for each of some orders. A newer edit takes the place of an older one. */
export function withErrands(port: Port, asked: AskedCommand, orderRefs: readonly string[], task: Task): Port {
  if (orderRefs.length === 0) return port;
  const kept = (port.errands ?? []).filter(
    (other) => !(task.kind === 'edit' && other.task.kind === 'edit' && orderRefs.includes(other.orderRef)),
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

/** The next errand that is due. */
export function errandToRun(port: Port, now: Instant): Errand | undefined {
  return pendingErrands(port).find(({ failure }) => now >= (failure?.retryAt ?? now));
}

/** When errands that failed are tried again. */
export function errandRetries(port: Port): Instant[] {
  return pendingErrands(port).flatMap(({ failure }) => failure?.retryAt ?? []);
}

/** Errands that nobody has answered. An order that is over, or on its way out, needs no new data. */
export function pendingErrands(port: Port): Errand[] {
  return (port.errands ?? []).filter(
    (errand) => errand.isRefused !== true && (errand.task.kind !== 'edit' || isEdited(port, errand)),
  );
}

/** Edits that the provider did not take, of orders for which that still matters. */
export function refusedEdits(port: Port): Errand[] {
  return (port.errands ?? []).filter((errand) => errand.isRefused === true && isEdited(port, errand));
}

function isEdited(port: Port, { orderRef }: Errand): boolean {
  return currentItems(port).some((item) => item.orderRef === orderRef && isEditable(port, item));
}

/** The provider has the number, and what it has of it can be changed there. */
export function isEditable(port: Port, item: OrderItem): boolean {
  return (
    port.capabilities.edits &&
    isOpenAtProvider(item) &&
    !isBeingCanceled(item) &&
    item.givenUp === undefined &&
    item.settled === undefined
  );
}

/** The orders of some numbers that can be changed at the provider. */
export function editableOrders(port: Port, numbers: readonly string[]): string[] {
  const chosen = new Set(numbers);
  const refs = currentItems(port).flatMap((item) =>
    chosen.has(item.phoneNumber) && isEditable(port, item) ? (item.orderRef ?? []) : [],
  );
  return [...new Set(refs)];
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

import { clippedTo, jsonBytes } from '../facts/json-size';
import { memoizeByIdentity } from '../facts/memoize';
import type { DecidedCommand, Decision, Refusal } from '../model/commands';

/** How many decisions a port remembers. */
export const KEPT_DECISIONS = 200;

/** Refusals that an answer tells one by one; the others of the same code are told together. */
const TOLD_ONE_BY_ONE = 50;

/** The most bytes of one refusal's message. */
const MESSAGE_BYTES = 2_000;

/**
 * The decision as it is kept and answered: an answer stays in history for ever, and the refusals of a thousand numbers in
 * words are some 300 KB. Every number is still in it.
 */
export function boundedDecision({ accepted, refused }: Decision): Decision {
  const told = refused.slice(0, TOLD_ONE_BY_ONE).map((refusal) => clipped(refusal, MESSAGE_BYTES));
  const byCode = new Map<string, Refusal[]>();
  for (const refusal of refused.slice(TOLD_ONE_BY_ONE)) {
    const same = byCode.get(refusal.code);
    if (same === undefined) byCode.set(refusal.code, [refusal]);
    else same.push(refusal);
  }
  return { accepted, refused: [...told, ...[...byCode.values()].map(together)] };
}

function together(refusals: readonly Refusal[]): Refusal {
  const [first] = refusals as readonly [Refusal];
  const numbers = refusals.flatMap(({ number }) => number ?? []);
  const message = `${String(refusals.length)} more are refused for the same reason. The first: ${first.message}`;
  return {
    code: first.code,
    message: clippedTo(MESSAGE_BYTES, message),
    allowed: first.allowed,
    ...(numbers.length > 0 && { numbers }),
  };
}

/** Decisions in full, in bytes of JSON: as many as can be waited for at once. Older ones are kept in brief. */
const KEPT_IN_FULL = 500_000;

/** The same in what one run hands to the next, when nobody waits for an answer. */
const CARRIED_IN_FULL = 64_000;

/** All that is handed over of decisions. */
const CARRIED = 128_000;

/** The decisions with one more. */
export function withDecision(
  decided: readonly DecidedCommand[],
  newest: DecidedCommand,
): readonly DecidedCommand[] {
  return newestOf([...decided, newest], KEPT_IN_FULL, Infinity);
}

/** The newest decisions, as many as may travel to the next run. */
export function decisionsToCarry(decided: readonly DecidedCommand[]): readonly DecidedCommand[] {
  return newestOf(decided, CARRIED_IN_FULL, CARRIED);
}

/** The very newest is always there, and in full as long as that fits. */
function newestOf(
  decided: readonly DecidedCommand[],
  bytesInFull: number,
  bytes: number,
): readonly DecidedCommand[] {
  const kept: DecidedCommand[] = [];
  let total = 0;
  for (const each of decided.slice(-KEPT_DECISIONS).reverse()) {
    const asKept = total + bytesOf(each) <= bytesInFull ? each : inBrief(each);
    total += bytesOf(asKept);
    if (total > bytes && kept.length > 0) break;
    kept.push(asKept);
  }
  return kept.reverse();
}

const bytesOf = memoizeByIdentity((decided: DecidedCommand) => jsonBytes(decided));

const BRIEFLY_ACCEPTED = 5;

const BRIEFLY_REFUSED = 3;

const BRIEF_MESSAGE_BYTES = 200;

/**
 * Whether it was accepted, and if not, why: a repeated command still gets the same answer to that, though not every
 * number with it.
 */
const inBrief = memoizeByIdentity((decided: DecidedCommand): DecidedCommand => {
  const { id, accepted, refused, numbersLeftOut = 0 } = decided;
  const byCode = new Map([...refused].reverse().map((refusal) => [refusal.code, refusal]));
  const brief = {
    id,
    accepted: accepted.slice(0, BRIEFLY_ACCEPTED),
    refused: [...byCode.values()].reverse().slice(0, BRIEFLY_REFUSED).map(withoutNumbers),
  };
  const leftOut = numbersLeftOut + numbersIn(decided) - numbersIn(brief);
  return { ...brief, ...(leftOut > 0 && { numbersLeftOut: leftOut }) };
});

function withoutNumbers(refusal: Refusal): Refusal {
  const { numbers: _, ...own } = clipped(refusal, BRIEF_MESSAGE_BYTES);
  return own;
}

function numbersIn({ accepted, refused }: Decision): number {
  return refused.reduce(
    (count, { number, numbers = [] }) => count + numbers.length + (number === undefined ? 0 : 1),
    accepted.length,
  );
}

function clipped(refusal: Refusal, bytes: number): Refusal {
  return { ...refusal, message: clippedTo(bytes, refusal.message) };
}

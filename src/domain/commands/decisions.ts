import { clippedTo, jsonBytes } from '../facts/json-size';
import { memoizeByIdentity } from '../facts/lookup';
import type { DecidedCommand, Decision, Refusal } from '../model/commands';

/** How many decisions a port keeps. */
export const KEPT_DECISIONS = 200;

/** How many refusals an answer lists one by one; the others of the same code are grouped. */
const MAX_SINGLE_REFUSALS = 50;

/** The maximum size of one refusal's message. */
const MESSAGE_BYTES = 2_000;

/**
 * The decision as it is stored and answered. An answer stays in history, and the refusals of a thousand numbers as
 * texts are some 300 KB. Every number is still listed.
 */
export function boundedDecision({ accepted, refused }: Decision): Decision {
  const single = refused.slice(0, MAX_SINGLE_REFUSALS).map((refusal) => clipped(refusal, MESSAGE_BYTES));
  const byCode = new Map<string, Refusal[]>();
  for (const refusal of refused.slice(MAX_SINGLE_REFUSALS)) {
    const same = byCode.get(refusal.code);
    if (same === undefined) byCode.set(refusal.code, [refusal]);
    else same.push(refusal);
  }
  return { accepted, refused: [...single, ...[...byCode.values()].map(together)] };
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

/**
 * The maximum size of full decisions in bytes of JSON: enough for all concurrent callers. Older decisions are
 * shortened.
 */
const KEPT_IN_FULL = 500_000;

/** The same for a handover, when no caller waits for an answer. */
const CARRIED_IN_FULL = 64_000;

/** The maximum size of all decisions in a handover. */
const CARRIED = 128_000;

/** Adds a decision. */
export function withDecision(
  decided: readonly DecidedCommand[],
  newest: DecidedCommand,
): readonly DecidedCommand[] {
  return newestOf([...decided, newest], KEPT_IN_FULL, Infinity);
}

/** The newest decisions that fit into a handover. */
export function decisionsToCarry(decided: readonly DecidedCommand[]): readonly DecidedCommand[] {
  return newestOf(decided, CARRIED_IN_FULL, CARRIED);
}

/** Always includes the newest decision, in full if that fits. */
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
 * A shortened decision: whether it was accepted, and if not, why. A repeated command gets the same result, but not
 * every number.
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

import { isWorthReading } from './attentions';
import { dueLook, isSpeechDue, nextClock } from './clocks';
import { endingOf } from './ending';
import type { Cause } from './events';
import type { Ending } from './outcome';
import { openAttempt, type Attempt, type OrderItem, type Port } from './port';
import { draftItems, isReadyToGo, wantsCheck } from './submission';
import type { Instant } from './time';

/** What to do next. `begin`, `strike` and `end` only change the port itself; the others need the world. */
export type Step =
  | { readonly kind: 'check'; readonly numbers: readonly string[] }
  | { readonly kind: 'begin' }
  | { readonly kind: 'send'; readonly attempt: Attempt }
  | {
      readonly kind: 'read';
      readonly orderRefs: readonly string[];
      readonly digest?: string;
      readonly cause: Cause;
    }
  | { readonly kind: 'strike' }
  | { readonly kind: 'end'; readonly ending: Omit<Ending, 'at'>; readonly cause: Cause }
  | { readonly kind: 'wait'; readonly until?: Instant; readonly why: string }
  | { readonly kind: 'done' };

/**
 * Whether a running port may take a path that older histories did not: Temporal's `patched`. Each id is listed in
 * docs/patches.md.
 */
export type Has = (patch: string) => boolean;

/**
 * What a port does next. Pure: the same port at the same instant always does the same. Read from the top, it is the
 * life of a port: end what is over, submit what is ready, look when there is a reason, say what is due, wait.
 */
export function decide(port: Port, now: Instant, _has: Has): Step {
  return (
    endIfOver(port, now) ??
    submitIfReady(port, now) ??
    lookIfDue(port, now) ??
    (isSpeechDue(port, now) ? { kind: 'strike' } : waitForNext(port))
  );
}

function endIfOver(port: Port, now: Instant): Step | undefined {
  if (port.ending !== undefined) return { kind: 'done' };
  const ending = endingOf(port, now);
  return ending && { kind: 'end', ending, cause: { kind: 'timer' } };
}

function submitIfReady(port: Port, now: Instant): Step | undefined {
  const attempt = openAttempt(port);
  if (attempt !== undefined) {
    const isDue = attempt.state === 'delayed' && now >= (attempt.failure?.retryAt ?? now);
    return attempt.state === 'ready' || isDue ? { kind: 'send', attempt } : undefined;
  }
  if (!isReadyToGo(port)) return undefined;
  if (wantsCheck(port, now)) {
    const isTooEarly = now < (port.reading.failure?.retryAt ?? now);
    return isTooEarly
      ? undefined
      : { kind: 'check', numbers: draftItems(port).map((item) => item.phoneNumber) };
  }
  return { kind: 'begin' };
}

function lookIfDue(port: Port, now: Instant): Step | undefined {
  const { reading } = port;
  const cause: Cause | undefined =
    reading.askedBy ?? (reading.isHinted ? { kind: 'hint' } : causeOf(dueLook(port, now)));
  if (cause === undefined) return undefined;
  const orderRefs = refsToRead(port, cause);
  if (orderRefs.length === 0) return undefined;
  return { kind: 'read', orderRefs, ...(reading.digest !== undefined && { digest: reading.digest }), cause };
}

/**
 * The orders that may say something new by themselves. All of them, when somebody says that there is news, or such a
 * read failed: a canceled order can come back to life.
 */
function refsToRead(port: Port, cause: Cause): string[] {
  const isTold = cause.kind === 'hint' || cause.kind === 'command' || port.reading.failure !== undefined;
  const open = refsOf(port.items.filter(isWorthReading));
  return isTold || open.length === 0 ? refsOf(port.items) : open;
}

function refsOf(items: readonly OrderItem[]): string[] {
  return [...new Set(items.flatMap((item) => item.orderRef ?? []))];
}

function causeOf(clock: { cause: 'watch' | 'timer' } | undefined): Cause | undefined {
  return clock && { kind: clock.cause };
}

function waitForNext(port: Port): Step {
  const clock = nextClock(port);
  return clock === undefined
    ? { kind: 'wait', why: 'until somebody acts' }
    : { kind: 'wait', until: clock.at, why: `until ${clock.why}` };
}

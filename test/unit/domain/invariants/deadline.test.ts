import type { Decision } from '../../../../src/domain/commands';
import { isFinal } from '../../../../src/domain/item-status';
import type { OrderItem, Port } from '../../../../src/domain/port';
import { MINUTE, type Instant } from '../../../../src/domain/time';
import { planAtProvider, planUnknown } from '../arbitraries';
import type { Line } from '../life';
import { newlyTold } from '../port-under-test';
import { inEveryLife, type Happening } from './every-life';

describe.each([
  ['every life that began well', planAtProvider],
  ['every life whose first submission may be lost', planUnknown],
])('deadline, in %s', (_, plans) => {
  test('a cancel is accepted when it was asked in time, or there is no date, or the window is not hard', () => {
    inEveryLife(plans, (life) => {
      for (const { asked, decision, before } of cancelsDecided(life.lines)) {
        for (const number of decision.accepted) expect(isInTime(before, number, asked.at)).toBe(true);
        for (const { number, code } of decision.refused) {
          if (code !== 'cancellation_window_closed') continue;
          expect(isInTime(before, number!, asked.at)).toBe(false);
          // Never on a date that may have moved since: it was read lately, or a look was tried for this command.
          const { readAt = 0, lookedAt = 0 } = before.reading;
          expect(readAt >= asked.at - 15 * MINUTE || lookedAt >= asked.at).toBe(true);
        }
      }
    });
  });

  test('every number of a cancel is answered exactly once', () => {
    inEveryLife(plans, (life) => {
      for (const { asked, decision } of cancelsDecided(life.lines)) {
        if (asked.command.name !== 'cancel' || asked.command.numbers === undefined) continue;
        const answered = [...decision.accepted, ...decision.refused.map(({ number }) => number)];
        expect(answered.sort()).toEqual([...new Set(asked.command.numbers)].sort());
      }
    });
  });

  test('a cancel that was not accepted is never sent', () => {
    inEveryLife(plans, (life) => {
      const accepted = new Set<string>();
      for (const line of life.lines) {
        for (const number of acceptedBy(line)) accepted.add(number);
        if (line.kind !== 'step' || line.step.kind !== 'cancel') continue;
        const { numbers, isWhole, orderRef } = line.step.cancel;
        for (const { phoneNumber } of numbers) expect(accepted).toContain(phoneNumber);
        if (!isWhole) continue;
        // A whole order takes every number with it.
        const open = line.port.items.filter((item) => item.orderRef === orderRef && !isFinal(item.status));
        for (const { phoneNumber } of open) expect(accepted).toContain(phoneNumber);
      }
    });
  });

  test('a whole order is canceled only while all its open numbers are outside their windows', () => {
    inEveryLife(plans, (life) => {
      for (const line of life.lines) {
        if (line.kind !== 'step' || line.step.kind !== 'cancel' || !line.step.cancel.isWhole) continue;
        const { orderRef } = line.step.cancel;
        for (const item of line.port.items.filter((other) => other.orderRef === orderRef)) {
          if (isFinal(item.status)) continue;
          expect(refusedFrom(line.port, item) ?? Number.POSITIVE_INFINITY).toBeGreaterThan(line.at);
        }
      }
    });
  });

  test('a cancel that was accepted is sent, and sent again until the provider answers', () => {
    inEveryLife(plans, (life) => {
      const owed = new Map<string, { failedAt?: Instant; patience: number }>();
      for (const line of life.lines) {
        account(line, owed);
        if (line.kind !== 'step' || line.step.kind !== 'wait') continue;
        for (const [number, { failedAt, patience }] of owed) {
          const item = line.port.items.find(({ phoneNumber }) => phoneNumber === number)!;
          if (isFinal(item.status) || item.orderRef === undefined) continue;
          expect(failedAt).toBeDefined();
          expect(line.step.until).toBeLessThanOrEqual(failedAt! + patience);
        }
      }
    });
  });

  test('what is canceled before it was sent is never sent', () => {
    inEveryLife(plans, (life) => {
      const out = new Set<string>();
      for (const line of life.lines) {
        for (const number of acceptedBy(line)) out.add(number);
        if (line.kind !== 'step' || line.step.kind !== 'send') continue;
        expect(line.step.attempt.numbers.filter((number) => out.has(number))).toEqual([]);
      }
    });
  });

  test('a cancel that is not confirmed by the deadline is told', () => {
    inEveryLife(plans, (life) => {
      const told = new Set<string>();
      for (const line of life.lines) {
        if (line.kind === 'event') {
          for (const entry of newlyTold(line.before, line.port)) {
            if (entry.kind === 'cancel_not_confirmed_in_time') entry.numbers?.forEach((n) => told.add(n));
          }
        } else if (line.step.kind === 'wait') {
          const late = line.port.items.filter(
            (item) =>
              item.cancel !== undefined &&
              item.cancel.state !== 'refused' &&
              !isFinal(item.status) &&
              (refusedFrom(line.port, item) ?? Number.POSITIVE_INFINITY) <= line.at,
          );
          expect(late.map((item) => item.phoneNumber).filter((number) => !told.has(number))).toEqual([]);
        }
      }
    });
  });
});

test('deadline: lives do accept and refuse cancels, send them and tell of late ones, so the rules are put to the test', () => {
  const seen = new Set<string>();
  inEveryLife(planAtProvider, (life) => {
    for (const { decision } of cancelsDecided(life.lines)) {
      if (decision.accepted.length > 0) seen.add('accepted');
      for (const { code } of decision.refused) seen.add(code);
    }
    for (const line of life.lines) {
      if (line.kind === 'step' && line.step.kind === 'cancel') {
        seen.add(line.step.cancel.isWhole ? 'whole' : 'by number');
      }
      if (line.kind === 'event') newlyTold(line.before, line.port).forEach(({ kind }) => seen.add(kind));
    }
  });
  for (const what of [
    'accepted',
    'cancellation_window_closed',
    'number_ended',
    'unknown_number',
    'whole',
    'by number',
    'cancel_refused',
    'cancel_not_confirmed_in_time',
  ]) {
    expect(seen).toContain(what);
  }
});

interface Decided {
  readonly asked: Port['asked'][number];
  readonly decision: Decision;
  readonly before: Port;
}

function cancelsDecided(lines: readonly Line[]): Decided[] {
  return lines.flatMap((line) => (line.kind === 'event' ? decidedBy(line) : []));
}

function decidedBy({ event, before, port }: Happening): Decided[] {
  const [asked] = before.asked;
  const decision = port.decided.at(-1);
  if (event.kind !== 'judged' || asked?.command.name !== 'cancel' || decision === undefined) return [];
  return [{ asked, decision, before }];
}

function acceptedBy(line: Line): readonly string[] {
  return line.kind === 'event' ? decidedBy(line).flatMap(({ decision }) => decision.accepted) : [];
}

/** From when on the provider refuses a cancel, computed from the date alone. */
function refusedFrom({ policy }: Port, { foc }: OrderItem): Instant | undefined {
  return foc && foc.until - policy.cancellationWindow;
}

function isInTime(port: Port, number: string, at: Instant): boolean {
  const item = port.items.find(({ phoneNumber }) => phoneNumber === number)!;
  const from = refusedFrom(port, item);
  return from === undefined || port.policy.enforcement !== 'hard' || at < from;
}

/** Which cancels are still to be sent: those that were accepted and neither taken nor refused by the provider since. */
function account(line: Line, owed: Map<string, { failedAt?: Instant; patience: number }>): void {
  if (line.kind !== 'event') return;
  for (const { decision, before } of decidedBy(line)) {
    for (const number of decision.accepted) {
      const taken = before.items.find(({ phoneNumber }) => phoneNumber === number)?.cancel?.state === 'sent';
      // What the provider took once is not asked of it again.
      if (!taken && !owed.has(number)) owed.set(number, { patience: 0 });
    }
  }
  if (line.event.kind !== 'cancel_answered') return;
  for (const { phoneNumber, problem } of line.event.results) {
    const isAnswer =
      problem === undefined || (problem.outcome === 'refused' && problem.code !== 'provider_unauthorized');
    if (isAnswer) owed.delete(phoneNumber);
    else {
      const patience = Math.max(...line.port.policy.reread, problem.retryAfterMs ?? 0);
      owed.set(phoneNumber, { failedAt: line.event.at, patience });
    }
  }
}

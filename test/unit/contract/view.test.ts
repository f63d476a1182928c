import { portOutcome, portView, timelineView } from '../../../src/contract/view';
import { rejectionFor } from '../../../src/domain/model/reasons';
import type { Port } from '../../../src/domain/model/port';
import { DAY, HOUR } from '../../../src/domain/model/time';
import { BEGIN, day } from '../domain/instants';
import { commanded, failedRead, read, readNothingNew, timerFired } from '../domain/port-events';
import { aDraft, after, atProvider, beingSent } from '../domain/port-under-test';
import { A, aProblem, B, C, dated, focAt, focOn, shown } from '../domain/snapshots';

const iso = (instant: number) => new Date(instant).toISOString();
const numberOf = (port: Port, phoneNumber: string = A) =>
  portView(port).numbers.find((number) => number.phoneNumber === phoneNumber)!;

describe('dates', () => {
  const FOC = day(30);
  const port = after(
    atProvider({ numbers: [A, B, C] }),
    read(day(1), [dated(A, focAt(FOC)), dated(B, focOn(FOC - DAY))]),
  );

  test('each number has its own, in RFC 3339, with the moment until which a cancel is safe', () => {
    expect(numberOf(port)).toMatchObject({
      foc: { from: iso(FOC), until: iso(FOC), precision: 'instant' },
      cancelBy: iso(FOC - 72 * HOUR),
    });
    expect(numberOf(port, B).foc).toEqual({
      from: iso(FOC - DAY),
      until: iso(FOC - DAY + 29 * HOUR),
      precision: 'date',
    });
    expect(numberOf(port, C)).not.toHaveProperty('foc');
  });

  test('the port has the earliest of its open numbers', () => {
    expect(portView(port)).toMatchObject({ focAt: iso(FOC - DAY), cancelBy: iso(FOC - DAY - 72 * HOUR) });
  });

  test('a number that has moved no longer counts, nor does a date that was withdrawn', () => {
    const later = after(port, read(day(2), [dated(A, focAt(FOC)), shown(B, 'ported')]));
    expect(portView(later).focAt).toBe(iso(FOC));
    const withdrawn = after(later, read(day(3), [shown(A, 'submitted'), shown(B, 'ported')]));
    expect(portView(withdrawn)).not.toHaveProperty('focAt');
    expect(portView(withdrawn)).not.toHaveProperty('cancelBy');
  });

  test('last read, last hint and the next wake are told', () => {
    const hinted = after(port, { kind: 'hinted', at: day(2) }, readNothingNew(day(2) + 2, day(2) + 1));
    expect(portView(hinted)).toMatchObject({
      lastHintAt: iso(day(2)),
      lastReadAt: iso(day(2) + 1),
      nextWakeAt: iso(day(3)),
      nextWakeReason: expect.stringContaining('poll'),
    });
  });

  test('a read that failed is no read', () => {
    expect(portView(after(port, failedRead(day(2)))).lastReadAt).toBe(iso(day(1)));
  });
});

describe('whether a cancel would be accepted', () => {
  const FOC = day(10);
  const at = (now: number, enforcement: 'hard' | 'best_effort' = 'hard', foc = focAt(FOC)) =>
    numberOf(after(atProvider({ policy: { enforcement } }), read(day(1), [dated(A, foc)]), timerFired(now)))
      .cancellable;

  test('yes until the deadline, no from that very instant on', () => {
    expect(at(FOC - 72 * HOUR - 1)).toBe(true);
    expect(at(FOC - 72 * HOUR)).toBe(false);
  });

  test('a day without a time is refused only from its latest moment on', () => {
    const foc = focOn(FOC);
    expect(at(foc.from - 72 * HOUR, 'hard', foc)).toBe(true);
    expect(at(foc.until - 72 * HOUR, 'hard', foc)).toBe(false);
  });

  test('where the window is best effort, always', () => {
    expect(at(FOC - HOUR, 'best_effort')).toBe(true);
  });

  test('without a date, yes; after its end, no', () => {
    expect(numberOf(aDraft()).cancellable).toBe(true);
    expect(numberOf(atProvider()).cancellable).toBe(true);
    expect(numberOf(after(atProvider(), read(day(1), [shown(A, 'ported')]))).cancellable).toBe(false);
  });
});

describe('numbers, orders and attempts', () => {
  test('a number shows the provider’s own word, its order and why it was refused', () => {
    const rejection = rejectionFor('name_mismatch', '22153', 'The name differs.');
    const item = shown(A, 'rejected', {
      rejection,
      providerStatus: 'Port Rejected',
      type: 'LOCAL',
      country: 'US',
    });
    expect(numberOf(after(atProvider(), read(day(1), [item])))).toMatchObject({
      status: 'rejected',
      rejection,
      providerStatus: 'Port Rejected',
      orderRef: 'KW1',
      type: 'LOCAL',
      country: 'US',
    });
  });

  test('an order shows its word, its ticket and why it ended, and nothing that we keep for ourselves', () => {
    const port = after(
      atProvider(),
      read(day(1), [], {
        actionRequired: true,
        supportTicket: 'T1',
        providerStatus: 'W',
        cancellationReason: 'Nobody signed',
      }),
    );
    expect(portView(port).orders).toEqual([
      { ref: 'KW1', status: 'W', supportTicket: 'T1', cancellationReason: 'Nobody signed' },
    ]);
  });

  test('an attempt shows what came of it', () => {
    expect(portView(atProvider()).attempts).toEqual([
      {
        number: 1,
        sentAt: iso(BEGIN),
        numbers: [A],
        orderRefs: ['KW1'],
        documentDigests: [],
        documents: [],
        schedule: { date: 'asap' },
        result: 'sent',
      },
    ]);
    const problem = aProblem({ outcome: 'refused' });
    const refused = after(beingSent(), { kind: 'submission_failed', at: BEGIN, problem });
    expect(portView(refused).attempts).toMatchObject([{ result: 'refused', problem }]);
  });

  test('the policy is told in ISO 8601', () => {
    expect(portView(aDraft()).policy).toMatchObject({
      cancellationWindow: 'PT72H',
      enforcement: 'hard',
      reread: ['PT15S', 'PT1M', 'PT5M', 'PT30M'],
    });
  });
});

describe('attentions', () => {
  test('an attention tells since when and which commands answer it', () => {
    const port = after(atProvider(), read(day(1), [shown(A, 'canceled')]));
    expect(portView(port).attentions).toEqual([
      {
        cause: 'canceled_by_carrier',
        numbers: [A],
        since: iso(day(1)),
        answerBy: iso(day(15)),
        commands: ['amend', 'resubmit', 'refresh', 'settle', 'abandon', 'extend'],
      },
    ]);
  });

  test('before there is an order there is nothing to refresh, but the draft can be taken back', () => {
    const port = aDraft({ missing: [{ field: 'x', message: 'y' }] });
    expect(portView(port).attentions).toMatchObject([{ commands: ['amend', 'cancel', 'abandon', 'extend'] }]);
  });

  test('a wish for another date is offered where the date is what is missing', () => {
    const port = aDraft({ missing: [{ field: 'schedule.date', message: 'y' }] });
    expect(portView(port).attentions).toMatchObject([
      { commands: ['amend', 'changeDate', 'cancel', 'abandon', 'extend'] },
    ]);
  });
});

describe('the end', () => {
  const ended = after(atProvider({ numbers: [A, B] }), read(day(1), [shown(A, 'ported')]), {
    kind: 'ended',
    at: day(2),
    ending: { kind: 'abandoned', by: 'ada' },
    cause: { kind: 'timer' },
  });

  test('every number has its outcome, and the view says how it ended', () => {
    const outcome = {
      requestId: 'acme-42',
      phase: 'partially_completed',
      ending: { kind: 'abandoned', at: iso(day(2)), by: 'ada' },
      numbers: [
        { phoneNumber: A, outcome: 'ported' },
        { phoneNumber: B, outcome: 'left_open' },
      ],
    };
    expect(portOutcome(ended)).toEqual(outcome);
    expect(portView(ended)).toMatchObject({ phase: 'partially_completed', outcome, ending: outcome.ending });
    expect(portView(ended)).not.toHaveProperty('nextWakeAt');
  });

  test('while a port is open there is neither outcome nor ending', () => {
    expect(portView(atProvider())).not.toHaveProperty('outcome');
    expect(numberOf(atProvider())).not.toHaveProperty('outcome');
  });
});

test('the timeline names the command and who gave it, and writes instants in RFC 3339', () => {
  const port = after(atProvider(), commanded(day(1)), {
    ...read(day(1), [shown(A, 'submitted')]),
    cause: { kind: 'command', command: 'refresh', by: 'ada' },
  } as never);
  expect(timelineView(port).at(-1)).toEqual({
    sequence: 4,
    at: iso(day(1)),
    kind: 'status_changed',
    cause: 'command',
    command: 'refresh',
    by: 'ada',
    numbers: [A],
    data: { from: 'in_review', to: 'submitted' },
  });
});

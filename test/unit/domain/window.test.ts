import { DEFAULT_POLICY } from '../../../src/domain/model/policy';
import type { Port } from '../../../src/domain/model/port';
import { DAY, HOUR, type Instant } from '../../../src/domain/model/time';
import { cancelByOf, noticeAt, refusesCancelFrom } from '../../../src/domain/facts/canceling';
import { day } from './instants';
import { read, timerFired } from './port-events';
import { after, atProvider, itemOf, kindsRecorded, newlyRecorded } from './port-under-test';
import { A, B, dated, focAt, focOn } from './snapshots';

/** The cancellation window: 72 h before the cutover, with a notice 24 h before that. */
const WINDOW = 72 * HOUR;
const NOTICE = 24 * HOUR;
const SEEN = day(1);

const withFoc = (at: Instant, foc: Instant, port: Port = atProvider()): Port =>
  after(port, read(at, [dated(A, focAt(foc))]));

describe('a date that arrives', () => {
  test.each([
    ['a millisecond before its notice', WINDOW + NOTICE + 1, 'open', []],
    ['exactly at its notice', WINDOW + NOTICE, 'closing', ['cancellation_window_closing']],
    ['a millisecond before its deadline', WINDOW + 1, 'closing', ['cancellation_window_closing']],
    ['exactly at its deadline', WINDOW, 'closed', ['window_closed_on_arrival']],
    ['after its deadline', HOUR, 'closed', ['window_closed_on_arrival']],
    ['after the cutover itself', -HOUR, 'closed', ['window_closed_on_arrival']],
  ])('%s', (_, ahead, window, told) => {
    const port = withFoc(SEEN, SEEN + ahead);
    expect(itemOf(port).window).toBe(window);
    expect(kindsRecorded(atProvider(), port)).toEqual(['foc_confirmed', ...told]);
  });
});

describe('a date that changes', () => {
  const FAR = SEEN + 30 * DAY;
  const CLOSING = SEEN + HOUR + WINDOW + 1;
  const NEAR = SEEN + HOUR;

  test.each([
    ['open, then closed', FAR, NEAR, 'closed', ['window_closed_on_arrival']],
    ['open, then closing', FAR, CLOSING, 'closing', ['cancellation_window_closing']],
    ['open, then open', FAR, FAR + DAY, 'open', []],
    ['closed, then open', NEAR, FAR, 'open', ['cancellation_window_reopened']],
    [
      'closed, then closing',
      NEAR,
      CLOSING,
      'closing',
      ['cancellation_window_reopened', 'cancellation_window_closing'],
    ],
    ['closed, then closed', NEAR, NEAR + HOUR, 'closed', []],
    ['closing, then closing', CLOSING, CLOSING + HOUR, 'closing', ['cancellation_window_closing']],
    ['closing, then open', CLOSING, FAR, 'open', []],
    ['closing, then closed', CLOSING, NEAR, 'closed', ['window_closed_on_arrival']],
  ])('%s', (_, before, afterwards, window, told) => {
    const first = withFoc(SEEN, before);
    const port = withFoc(SEEN + HOUR, afterwards, first);
    expect(itemOf(port).window).toBe(window);
    expect(kindsRecorded(first, port)).toEqual(['foc_changed', ...told]);
  });

  test('what the window says belongs to the new date', () => {
    const first = withFoc(SEEN, FAR);
    const port = withFoc(SEEN + HOUR, CLOSING, first);
    const data = {
      foc: new Date(CLOSING).toISOString(),
      cancelBy: new Date(CLOSING - WINDOW).toISOString(),
    };
    expect(newlyRecorded(first, port).at(-1)?.data).toEqual(data);
  });
});

describe('a window that speaks', () => {
  const FOC = day(30);
  const open = withFoc(SEEN, FOC);
  const notice = FOC - WINDOW - NOTICE;
  const deadline = FOC - WINDOW;

  test('it says nothing before its notice', () => {
    expect(after(open, timerFired(notice - 1)).items).toEqual(open.items);
  });

  test('it says that it closes, then that it is closed, and no more', () => {
    const closing = after(open, timerFired(notice));
    expect(kindsRecorded(open, closing)).toEqual(['cancellation_window_closing']);
    const closed = after(closing, timerFired(deadline));
    expect(kindsRecorded(closing, closed)).toEqual(['cancellation_window_closed']);
    expect(kindsRecorded(closed, after(closed, timerFired(FOC)))).toEqual([]);
  });

  test('when both are past it says only that it is closed', () => {
    expect(kindsRecorded(open, after(open, timerFired(deadline)))).toEqual(['cancellation_window_closed']);
  });

  test('numbers with the same date are told of together, others apart', () => {
    const port = after(
      atProvider({ numbers: [A, B] }),
      read(SEEN, [dated(A, focAt(FOC)), dated(B, focAt(FOC))]),
      timerFired(notice),
    );
    expect(newlyRecorded(port, after(port, timerFired(deadline)))).toMatchObject([{ numbers: [A, B] }]);
    const apart = after(port, read(notice + 1, [dated(A, focAt(FOC)), dated(B, focAt(FOC + HOUR))]));
    expect(newlyRecorded(apart, after(apart, timerFired(deadline + HOUR)))).toMatchObject([
      { numbers: [A] },
      { numbers: [B] },
    ]);
  });
});

describe('a day without a time', () => {
  const foc = focOn(day(30));

  test('people are warned by the earliest moment it can mean', () => {
    expect(cancelByOf(foc, DEFAULT_POLICY)).toBe(foc.from - WINDOW);
    expect(noticeAt(foc, DEFAULT_POLICY)).toBe(foc.from - WINDOW - NOTICE);
  });

  test('a cancel is refused only from the latest moment on', () => {
    expect(refusesCancelFrom(foc, DEFAULT_POLICY)).toBe(foc.until - WINDOW);
  });

  test('for an instant both are the same', () => {
    const exact = focAt(foc.from);
    expect(refusesCancelFrom(exact, DEFAULT_POLICY)).toBe(cancelByOf(exact, DEFAULT_POLICY));
  });

  test('a day that becomes an instant within it is a change of date', () => {
    const port = after(atProvider(), read(SEEN, [dated(A, foc)]));
    const exact = after(port, read(SEEN + HOUR, [dated(A, focAt(foc.from))]));
    expect(kindsRecorded(port, exact)).toEqual(['foc_changed']);
  });
});

import { REFUSAL_CODES, type Refusal, type RefusalCode } from '../../../src/domain/model/commands';
import { refusalSummary } from '../../../workflows/refusal-summary';

/** A refusal whose own text has data of the port, as many have. */
function refusal(code: RefusalCode, number = '+12129553402'): Refusal {
  return {
    code,
    number,
    numbers: [number],
    message: `${number} of Ada Moss: PIN 0042`,
    allowed: ['refresh'],
  };
}

test.each(REFUSAL_CODES)('%s: the summary has a sentence for it, and no data of the port', (code) => {
  const summary = refusalSummary([refusal(code)]);
  expect(summary).toMatch(
    /^[A-Z][^.]{10,}\. .*Allowed now: refresh\. The event history has the whole answer\.$/,
  );
  expect(summary).not.toMatch(/\d{3}|Ada|Moss|PIN/);
});

test('many numbers with the same reason are one sentence, and other reasons follow', () => {
  const refused = [
    refusal('number_ended'),
    refusal('number_ended', '+12129553403'),
    refusal('unknown_number'),
  ];
  expect(refusalSummary(refused)).toBe(
    'The number has ended already. The port does not have this number. Allowed now: refresh. ' +
      'The event history has the whole answer.',
  );
});

test('a late cancel has the time until which it was possible', () => {
  const late = { cancelBy: '2026-12-07T15:00:00Z', foc: '2026-12-10T15:00:00Z', allowed: [] };
  expect(refusalSummary([{ ...refusal('cancellation_window_closed'), ...late }])).toContain(
    'A cancel was possible until 2026-12-07T15:00:00Z; the number moves at 2026-12-10T15:00:00Z.',
  );
});

test('the longest summary is shown whole', () => {
  const times = { cancelBy: '2026-12-07T15:00:00Z', foc: '2026-12-10T15:00:00Z' };
  const all = REFUSAL_CODES.map((code) => ({ ...refusal(code), ...times }));
  // The failure converter clips above 600 bytes.
  for (const first of all) expect(refusalSummary([first, ...all]).length).toBeLessThan(600);
});

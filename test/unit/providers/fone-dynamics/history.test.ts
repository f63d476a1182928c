import { gathered, mergeHistory } from '../../../../src/providers/fone-dynamics/history';
import {
  portingRequestSchema,
  type PortingRequest,
  type StatusChange,
} from '../../../../src/providers/fone-dynamics/schemas';
import { changeJson, NUMBER, numberJson, OTHER, requestJson } from './examples';

const change = (to: string, at: number, carrier = '1'): StatusChange => ({
  FdxStatusFrom: undefined,
  FdxStatusTo: to,
  CarrierPortingStatusFrom: undefined,
  CarrierPortingStatusTo: carrier,
  Created: at,
});
const [first, second, third] = [change('Queued', 1), change('Submitted', 2), change('Accepted', 3)];

describe('two histories', () => {
  it.each<[string, StatusChange[], StatusChange[]]>([
    ['one after the other', [first], [second, third]],
    ['that overlap', [first, second], [second, third]],
    ['of which the later holds less', [first, second, third], [third]],
    ['of which one is empty', [], [first, second, third]],
    ['out of order', [third], [second, first]],
  ])('%s', (_, known, seen) => {
    expect(mergeHistory(known, seen)).toEqual([first, second, third]);
    expect(mergeHistory(seen, known)).toEqual([first, second, third]);
  });

  it('tell of two changes at one moment, and of two with other carrier codes', () => {
    const twins = [change('Queued', 1), change('Submitted', 1), change('Submitted', 1, '2')];
    expect(mergeHistory(twins, twins)).toHaveLength(3);
  });

  it('lose nothing that has no time', () => {
    const timeless = { ...first, Created: undefined };
    expect(mergeHistory([timeless], [second])).toEqual([timeless, second]);
  });

  it('change neither of the two', () => {
    const known = Object.freeze([third]);
    mergeHistory(known, Object.freeze([first]));
    expect(known).toEqual([third]);
  });
});

describe('rows of several pages', () => {
  const row = (changes: Record<string, unknown> = {}): PortingRequest =>
    portingRequestSchema.parse(requestJson(changes));

  it('are one for each porting request, in the order in which they came', () => {
    const rows = [row({ PortingNo: 'P-2' }), row({ PortingNo: 'P-1' }), row({ PortingNo: 'P-2' })];
    expect(gathered(rows).map(({ PortingNo }) => PortingNo)).toEqual(['P-2', 'P-1']);
  });

  it('stand as the later page says, with the history of both', () => {
    const before = row({
      PortDate: 1_774_915_200,
      PortingNumbers: [numberJson(), numberJson({ Number: OTHER })],
    });
    const after = row({
      Status: 'Submitted',
      PortDate: null,
      PortingNumbers: [
        numberJson({
          Status: 'Submitted',
          StatusHistory: [changeJson({ FdxStatusTo: 'Submitted', Created: 1_794_900_000 })],
        }),
      ],
    });
    const [merged] = gathered([before, after]);
    // A date that the later one leaves out is withdrawn; a number that it leaves out is not.
    expect([merged!.Status, merged!.PortDate]).toEqual(['Submitted', undefined]);
    expect(merged!.PortingNumbers.map((n) => [n.Number, n.Status, n.StatusHistory.length])).toEqual([
      [NUMBER, 'Submitted', 2],
      [OTHER, 'Queued', 1],
    ]);
  });

  it('keep what the later page leaves out', () => {
    const bare = row({ Status: null, CustomerDescription: null, Created: null, PortingNumbers: null });
    const [merged] = gathered([row(), bare]);
    expect(merged).toEqual(row());
  });
});

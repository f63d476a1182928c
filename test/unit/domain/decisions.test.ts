import type { DecidedCommand, Refusal } from '../../../src/domain/model/commands';
import {
  boundedDecision,
  decisionsToCarry,
  KEPT_DECISIONS,
  withDecision,
} from '../../../src/domain/commands/decisions';
import { jsonBytes, utf8Bytes } from '../../../src/domain/facts/json-size';
import { numberList } from './snapshots';

const numbers = numberList(1_000);
const refusal = (number: string, code: Refusal['code'] = 'number_ended'): Refusal => ({
  number,
  code,
  message: `${number} has ended: ${'why '.repeat(50)}`,
  allowed: ['refresh'],
});
const decided = (id: string): DecidedCommand => ({
  id,
  ...boundedDecision({ accepted: [], refused: numbers.map((number) => refusal(number)) }),
});

describe('an answer', () => {
  test('of few refusals tells each', () => {
    const refused = numbers.slice(0, 50).map((number) => refusal(number));
    expect(boundedDecision({ accepted: [], refused })).toEqual({ accepted: [], refused });
  });

  test('of many tells fifty one by one, and the others together, by code; no number is left out', () => {
    const { refused } = boundedDecision({
      accepted: [],
      refused: numbers.map((number, index) =>
        refusal(number, index % 2 === 0 ? 'number_ended' : 'unknown_number'),
      ),
    });
    expect(refused).toHaveLength(52);
    expect(refused.slice(50)).toMatchObject([
      { code: 'number_ended', allowed: ['refresh'], numbers: { length: 475 } },
      { code: 'unknown_number', numbers: { length: 475 } },
    ]);
    expect(new Set(refused.flatMap(({ number, numbers: all = [] }) => [number, ...all]))).toEqual(
      new Set([...numbers, undefined]),
    );
  });

  test('has an end, whatever is wrong with an amendment', () => {
    const refused = Array.from({ length: 60_000 }, (_, index): Refusal => ({
      code: 'invalid_request',
      message: `field${String(index)} ${'é'.repeat(5_000)}`,
      allowed: ['amend'],
    }));
    const bounded = boundedDecision({ accepted: [], refused });
    expect(jsonBytes(bounded)).toBeLessThan(150_000);
    expect(bounded.refused.at(-1)?.message).toContain('59950 more');
    expect(Math.max(...bounded.refused.map(({ message }) => utf8Bytes(message)))).toBeLessThanOrEqual(2_000);
  });
});

describe('a port remembers', () => {
  const many = Array.from({ length: KEPT_DECISIONS + 50 }, (_, index) => String(index)).reduce<
    readonly DecidedCommand[]
  >((before, id) => withDecision(before, decided(id)), []);

  test('the newest decisions in full, and of older ones whether they were accepted and why not', () => {
    expect(many).toHaveLength(KEPT_DECISIONS);
    expect(many.at(-1)).toEqual(decided('249'));
    expect(many[0]).toEqual({
      id: '50',
      accepted: [],
      refused: [expect.objectContaining({ code: 'number_ended', allowed: ['refresh'] })],
      numbersLeftOut: 999,
    });
    expect(jsonBytes(many)).toBeLessThan(700_000);
  });

  test('less of them from run to run, and the very newest always', () => {
    const carried = decisionsToCarry(many);
    expect(jsonBytes(carried)).toBeLessThan(130_000);
    expect(carried.at(-1)).toEqual(decided('249'));
    expect(carried.length).toBeGreaterThan(50);
    expect(decisionsToCarry(carried)).toEqual(carried);
  });

  test('that something was accepted, however many numbers it no longer names', () => {
    const accepted: DecidedCommand = { id: 'a', accepted: numbers, refused: [] };
    const [old] = Array.from({ length: 50 }, (_, index) => String(index)).reduce<readonly DecidedCommand[]>(
      (before, id) => withDecision(before, decided(id)),
      [accepted],
    );
    expect(old).toEqual({ id: 'a', accepted: numbers.slice(0, 5), refused: [], numbersLeftOut: 995 });
  });
});

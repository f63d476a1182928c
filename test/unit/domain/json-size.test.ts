import fc from 'fast-check';
import { clippedTo, jsonBytes, utf8Bytes } from '../../../src/domain/facts/json-size';

const text = fc.string({ unit: 'grapheme', maxLength: 60 });

test('bytes are those of UTF-8', () => {
  fc.assert(
    fc.property(text, (value) => expect(utf8Bytes(value)).toBe(Buffer.byteLength(value))),
    { seed: 1 },
  );
});

test('the bytes of JSON are those that are sent, also of half a surrogate pair', () => {
  for (const value of ['\ud800', { a: ['é', 1, null] }, 'x'.repeat(100_000), undefined])
    expect(jsonBytes(value)).toBe(value === undefined ? 0 : Buffer.byteLength(JSON.stringify(value)));
});

test('a clipped text has at most so many bytes, begins as before, and cuts no character in two', () => {
  fc.assert(
    fc.property(text, fc.integer({ min: 3, max: 80 }), (value, bytes) => {
      const clipped = clippedTo(bytes, value);
      expect(utf8Bytes(clipped)).toBeLessThanOrEqual(bytes);
      if (clipped === value) return;
      expect(clipped.endsWith('…')).toBe(true);
      expect(value.startsWith(clipped.slice(0, -1))).toBe(true);
      // It throws at half a pair.
      expect(() => encodeURIComponent(clipped)).not.toThrow();
    }),
    { seed: 1, numRuns: 500 },
  );
});

import fc from 'fast-check';
import { Marks, SeenOrders } from '../../../activities/account/seen-orders';

test('an order stands as before until anything of it changes', () => {
  const seen = new SeenOrders();
  expect(seen.has('KW1', 'In progress')).toBe(false);
  seen.add('KW1', 'In progress');
  expect(seen.has('KW1', 'In progress')).toBe(true);
  expect(seen.has('KW1', 'Completed')).toBe(false);
  expect(seen.has('KW2', 'In progress')).toBe(false);
});

test('an unclaimed order is no state of an order', () => {
  const seen = new SeenOrders();
  seen.addUnclaimed('KW1');
  expect(seen.wasUnclaimed('KW1')).toBe(true);
  expect(seen.has('KW1', '')).toBe(false);
});

test('what was packed is known again', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.string()), (texts) => {
      const marks = new Marks();
      for (const text of texts) marks.add(text);
      const again = new Marks(marks.packed());
      expect(texts.every((text) => again.has(text))).toBe(true);
      expect(again.packed()).toBe(marks.packed());
    }),
  );
});

test.each([
  [10_000, 45_000],
  [200_000, 750_000],
])('%i open orders fit through a workflow', (count, most) => {
  const seen = new SeenOrders();
  for (let order = 0; order < count; order++) seen.add(`KW${String(order)}`, 'In progress');
  expect(seen.packed().length).toBeLessThan(most);
});

test('what is no pack, or one of an earlier release, knows no order', () => {
  for (const packed of ['not base64 at all', Buffer.alloc(130_000, 0xff).toString('base64')])
    expect(new SeenOrders(packed).has('KW1', 'x')).toBe(false);
});

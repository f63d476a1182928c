import fc from 'fast-check';
import { SeenOrders } from '../../../activities/seen-orders';

test('an order is new once, then the same, until anything of it changes', () => {
  const seen = new SeenOrders();
  expect(seen.compare('KW1', 'In progress')).toBe('new');
  seen.note('KW1', 'In progress');
  expect(seen.compare('KW1', 'In progress')).toBe('same');
  expect(seen.compare('KW1', 'Completed')).toBe('changed');
  expect(seen.has('KW2')).toBe(false);
});

test('what was packed is known again', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string({ minLength: 1 }), fc.string()), (orders) => {
      const seen = new SeenOrders();
      for (const [ref, print] of Object.entries(orders)) seen.note(ref, print);
      const again = new SeenOrders(seen.packed());
      for (const [ref, print] of Object.entries(orders)) expect(again.compare(ref, print)).toBe('same');
      expect(again.packed()).toBe(seen.packed());
    }),
  );
});

test('ten thousand orders fit through a workflow', () => {
  const seen = new SeenOrders();
  for (let order = 0; order < 10_000; order++) seen.note(`KW${String(order)}`, 'In progress');
  expect(seen.packed().length).toBeLessThan(140_000);
});

test('what is no pack is an empty one', () => {
  expect(new SeenOrders('not base64 at all').compare('KW1', 'x')).toBe('new');
});

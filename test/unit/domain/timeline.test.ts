import { EMPTY_TIMELINE, record } from '../../../src/domain/changes/timeline';
import type { NewEntry } from '../../../src/domain/model/timeline';

const cause = { kind: 'watch' } as const;
const write = (notes: readonly NewEntry[], before = EMPTY_TIMELINE) => record(before, 1, cause, notes);

test('the same thing that happened to several numbers is one entry', () => {
  const { entries } = write([
    { kind: 'status_changed', phoneNumber: '+1', data: { to: 'ported' } },
    { kind: 'status_changed', phoneNumber: '+2', data: { to: 'rejected' } },
    { kind: 'status_changed', phoneNumber: '+3', data: { to: 'ported' } },
  ]);
  expect(entries).toMatchObject([
    { sequence: 1, numbers: ['+1', '+3'], data: { to: 'ported' } },
    { sequence: 2, numbers: ['+2'], data: { to: 'rejected' } },
  ]);
});

test('what concerns the whole port names no numbers', () => {
  expect(write([{ kind: 'ended' }]).entries).toEqual([{ sequence: 1, at: 1, kind: 'ended', cause }]);
});

test('nothing to tell leaves the timeline as it is', () => {
  expect(write([])).toBe(EMPTY_TIMELINE);
});

test('the newest two hundred are kept, and the count goes on', () => {
  let timeline = EMPTY_TIMELINE;
  for (let told = 0; told < 205; told++) timeline = write([{ kind: 'checked' }], timeline);
  expect(timeline.entries).toHaveLength(200);
  expect(timeline.entries[0]?.sequence).toBe(6);
  expect(timeline.nextSequence).toBe(206);
});

test('more than that at once keeps the newest of them', () => {
  const entries = Array.from({ length: 300 }, (_, index) => ({ kind: 'checked' as const, data: { index } }));
  expect(write(entries).entries[0]).toMatchObject({ sequence: 101, data: { index: 100 } });
});

import { answerByOf, draftExpiresAt } from '../../../src/domain/facts/ending';
import { decide } from '../../../src/domain/lifecycle/decide';
import { currentItems } from '../../../src/domain/facts/items';
import { HOUR, toRfc3339 } from '../../../src/domain/model/time';
import { BEGIN, day } from './instants';
import { read, timerFired } from './port-events';
import { aDraft, after, afterCommand, atProvider, entriesOf, itemOf } from './port-under-test';
import { A, shown } from './snapshots';

const rejected = () => after(atProvider(), read(BEGIN, [shown(A, 'rejected')]));

test('a reminder that comes late puts the end off, so that there is time to act on it', () => {
  const { answerBy, remindBefore } = rejected().policy;
  const late = BEGIN + answerBy + HOUR;
  const port = after(rejected(), read(late, [shown(A, 'rejected')]), timerFired(late));

  expect(itemOf(port).givenUp).toBeUndefined();
  expect(answerByOf(port, itemOf(port))).toBe(late + remindBefore);
  expect(entriesOf(port, 'reminder')).toMatchObject([{ data: { at: toRfc3339(late + remindBefore) } }]);
  const end = late + remindBefore;
  expect(itemOf(after(port, read(end, [shown(A, 'rejected')]), timerFired(end))).givenUp).toBeDefined();
});

test('a reminder in time moves nothing', () => {
  const { answerBy, remindBefore } = rejected().policy;
  const port = after(rejected(), timerFired(BEGIN + answerBy - remindBefore + 40));

  expect(answerByOf(port, itemOf(port))).toBe(BEGIN + answerBy);
});

test('a draft does not expire unannounced, however late its reminder comes', () => {
  const draft = aDraft({ request: { submit: 'manual' } });
  const { draftExpiry, remindBefore } = draft.policy;
  const late = BEGIN + draftExpiry + HOUR;
  expect(decide(draft, late).kind).toBe('fire_timer');

  const port = after(draft, timerFired(late));
  expect(draftExpiresAt(port)).toBe(late + remindBefore);
  expect(entriesOf(port, 'reminder')).toHaveLength(1);
});

test('time that was asked for is kept when the number is submitted again', () => {
  const until = day(60);
  const port = afterCommand(
    afterCommand(rejected(), BEGIN, { name: 'extend', numbers: [A], until: toRfc3339(until) }),
    BEGIN,
    { name: 'resubmit', numbers: [A] },
  );

  expect(currentItems(port)).toMatchObject([{ attempt: 2, extendedUntil: until }]);
});

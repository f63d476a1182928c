import type { Port } from '../../../src/domain/model/port';
import { openAnnouncer } from '../../../workflows/port/announce';
import { day } from '../domain/instants';
import { read, readNothingNew } from '../domain/port-events';
import { after, atProvider, proceeded } from '../domain/port-under-test';
import { A, B, shown } from '../domain/snapshots';

/** The workflow's own log and meter work inside a workflow only; what is said to them is looked at here. */
const mockWarn = jest.fn<undefined, unknown[]>();
const mockCounter = jest.fn((_name: string) => ({ add: () => undefined }));
jest.mock('@temporalio/workflow', () => ({
  log: { warn: (...told: unknown[]) => mockWarn(...told) },
  metricMeter: { createCounter: (name: string) => mockCounter(name) },
}));

const warned = () => mockWarn.mock.calls;
const counted = () => mockCounter.mock.calls.map(([name]) => name);
beforeEach(() => jest.clearAllMocks());

const submitted = atProvider({ numbers: [A, B] });
const rejected = after(submitted, read(day(1), [shown(A, 'rejected'), shown(B, 'submitted')]));
const reminded: Port = proceeded(after(rejected, readNothingNew(day(13))), day(13));

test('each attention that is raised is one warning in the log and one in the counter', () => {
  const announce = openAnnouncer();
  announce(submitted);
  expect(warned()).toEqual([]);
  announce(rejected);
  announce(rejected);
  expect(warned()).toEqual([
    [
      'A person is needed for a port',
      { requestId: 'acme-42', provider: 'twilio', account: 'default', numbers: 1, cause: 'rejected' },
    ],
  ]);
  expect(counted()).toEqual(['portkeeper_attentions_raised']);
});

test('each reminder is too, and neither names a number', () => {
  const announce = openAnnouncer(rejected.timeline.nextSequence);
  announce(reminded);
  expect(counted()).toContain('portkeeper_reminders');
  expect(warned()).toContainEqual([
    'Something of a port ends soon, unless a person acts',
    {
      ...{ requestId: 'acme-42', provider: 'twilio', account: 'default', numbers: 1 },
      ...{ what: 'answer_by', at: '2026-03-17T15:00:00.000Z' },
    },
  ]);
  expect(JSON.stringify(warned())).not.toContain(A.slice(-7));
});

test('a run that continues another says nothing again', () => {
  openAnnouncer(reminded.timeline.nextSequence)(reminded);
  expect(warned()).toEqual([]);
});

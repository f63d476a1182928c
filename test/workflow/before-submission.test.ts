import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { DAY } from '../../src/domain/model/time';
import { testNumber } from '../scenarios/request';
import { timeSkippingEnvironment } from '../support/servers/test-server';
import { CHECK, CREATE, SkippedAccount } from './skipped-account';

/** What keeps a port from being submitted, and what becomes of it then. */
let environment: TestWorkflowEnvironment;
let account: SkippedAccount;
beforeAll(async () => {
  environment = await timeSkippingEnvironment();
  account = await SkippedAccount.open(environment, 'before-submission');
});
afterEach(() => account.clear());
afterAll(async () => {
  await account.close();
  await environment.teardown();
});

const good = { phoneNumber: testNumber('00') };
const bad = { phoneNumber: testNumber('01') };

test('a draft says what is missing, everywhere a person looks, and ends without an answer in 14 days', async () => {
  const { subscriber, ...rest } = account.request({ numbers: [good] });
  const port = await account.start({
    ...rest,
    subscriber: { ...subscriber, authorizedPerson: { name: 'Ada Moss' } },
    documents: [],
  });
  const view = await account.still(port);

  const fields = ['subscriber.authorizedPerson.email', 'documents'];
  expect(view).toMatchObject({ phase: 'draft', attempts: [], orders: [] });
  expect(view.missing.map(({ field }) => field)).toEqual(fields);
  expect(view.attentions).toMatchObject([{ cause: 'missing_fields', fields, numbers: [good.phoneNumber] }]);
  expect(await account.attributes(port)).toMatchObject({
    PortPhase: 'draft',
    PortActionRequired: true,
    PortAttentions: ['missing_fields'],
  });
  const card = await account.card(port);
  for (const field of fields) expect(card).toContain(field);

  const ended = await account.untilEnd(port);
  expect(ended).toMatchObject({
    phase: 'expired',
    ending: { kind: 'answer_by' },
    outcome: { numbers: [{ phoneNumber: good.phoneNumber, outcome: 'never_submitted' }] },
  });
  expect(Date.parse(ended.ending?.at ?? '') - Date.parse(ended.createdAt)).toBeGreaterThanOrEqual(14 * DAY);
  expect(await account.attributes(port)).toMatchObject({ PortPhase: 'expired', PortActionRequired: false });
  expect(account.sandbox.requests()).toEqual([]);
});

test('a draft that is not released is not checked and not sent, and expires after 30 days', async () => {
  const port = await account.start(account.request({ numbers: [good], submit: 'manual' }));
  expect(await account.still(port)).toMatchObject({ phase: 'draft', attentions: [], missing: [] });
  const ended = await account.untilEnd(port);
  expect(ended).toMatchObject({ phase: 'expired', ending: { kind: 'draft_expired' } });
  expect(Date.parse(ended.ending?.at ?? '') - Date.parse(ended.createdAt)).toBeGreaterThanOrEqual(30 * DAY);
  expect(account.sandbox.requests()).toEqual([]);
});

test('submit sends it; the incomplete and the empty are refused', async () => {
  const { subscriber, ...rest } = account.request({ numbers: [good], submit: 'manual' });
  const { name: _, ...nameless } = subscriber!;
  const port = await account.start({ ...rest, subscriber: nameless });
  await account.still(port);
  await expect(port.submit()).rejects.toMatchObject({ code: 'missing_fields' });
  const amended = await port.amend({ patch: { subscriber: { name: 'Acme LLC' } } });
  expect(amended).toMatchObject({ accepted: [good.phoneNumber], refused: [] });
  expect((await port.submit({ by: 'ada' })).accepted).toEqual([good.phoneNumber]);
  await account.untilSubmitted(port);
  await expect(port.submit()).rejects.toMatchObject({ code: 'nothing_to_submit' });
  expect(account.asked(CREATE)).toBe(1);
});

test('the check may add needs: a mobile number wants its PIN', async () => {
  const mobile = { phoneNumber: testNumber('00', '09') };
  const port = await account.start(account.request({ numbers: [good, mobile] }));
  const { phase, attentions } = await account.still(port);
  expect(phase).toBe('draft');
  expect(attentions).toMatchObject([
    { cause: 'missing_fields', fields: ['numbers.pin'], numbers: [mobile.phoneNumber] },
  ]);
  expect(account.asked(CREATE)).toBe(0);
});

test('a number that cannot be moved holds the others back, until it had no answer in 14 days', async () => {
  const port = await account.start(account.request({ numbers: [bad, good] }));
  const view = await account.still(port);
  expect(view).toMatchObject({
    attentions: [{ cause: 'not_portable', numbers: [bad.phoneNumber] }],
    numbers: [
      { status: 'not_portable', rejection: { reason: 'unsupported', code: '22130' } },
      { status: 'draft' },
    ],
  });
  await account.skipFor(13 * DAY);
  expect(account.asked(CREATE)).toBe(0);
  const { ending, outcome } = await account.untilEnd(port);
  expect(ending?.kind).toBe('answer_by');
  expect(outcome?.numbers.map((number) => number.outcome)).toEqual(['not_portable', 'ported']);
});

test('alone, it leaves nothing but a person to act', async () => {
  const port = await account.start(account.request({ numbers: [bad] }));
  expect((await account.still(port)).phase).toBe('action_required');
  expect(await account.attributes(port)).toMatchObject({ PortAttentions: ['not_portable'] });
  expect((await account.untilEnd(port)).phase).toBe('rejected');
});

test('continue_without: the others go, and the port says honestly that not all have moved', async () => {
  const onNotPortable = 'continue_without' as const;
  const port = await account.start(account.request({ numbers: [bad, good], onNotPortable }));
  const { attempts } = await account.untilSubmitted(port);
  expect(attempts).toMatchObject([{ numbers: [good.phoneNumber], result: 'sent' }]);
  const { phase, outcome } = await account.untilEnd(port);
  expect(phase).toBe('partially_completed');
  expect(outcome?.numbers).toEqual([
    { phoneNumber: bad.phoneNumber, outcome: 'not_portable' },
    { phoneNumber: good.phoneNumber, outcome: 'ported' },
  ]);

  const alone = await account.start(account.request({ numbers: [bad], onNotPortable }));
  expect((await account.untilEnd(alone)).phase).toBe('rejected');
  expect(account.asked(CHECK)).toBe(3);
});

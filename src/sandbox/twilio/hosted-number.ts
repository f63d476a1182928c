import { z } from 'zod';
import { parseJson, type Answer } from '../http';
import { problemsIn } from '../problems';
import { rfc3339 } from '../rfc3339';
import { TWILIO_CREDENTIALS, type CheckedNumber, type BulkCheck, type TwilioBackend } from './backend';
import { eligibilityOf } from './eligibility';
import { badRequest, notFound } from './errors';
import type { TwilioRoute } from './routes';

/**
 * How long a check is queued, and how long it takes; shortened with the day. The published example took 2 s.
 */
const QUEUED_FOR_MS = 1_000;
const DONE_AFTER_MS = 2_000;

/** The specification does not cover the body; this follows Twilio's guide. Other keys are accepted. */
const checkBody = z.looseObject({
  friendly_name: z.string().nullish(),
  phone_numbers: z
    .array(z.looseObject({ phone_number: z.string(), hosting_account_sid: z.string().nullish() }))
    .min(1)
    .max(1000),
});

type Read = { readonly friendlyName: string | null; readonly numbers: readonly CheckedNumber[] };

function read(body: string): Read | string {
  const parsed = checkBody.safeParse(parseJson(body));
  if (!parsed.success) return problemsIn(parsed.error);
  const { friendly_name, phone_numbers } = parsed.data;
  return {
    friendlyName: friendly_name ?? null,
    numbers: phone_numbers.map(({ phone_number, hosting_account_sid }) => ({
      phoneNumber: phone_number,
      accountSid: hosting_account_sid ?? TWILIO_CREDENTIALS.accountSid,
    })),
  };
}

function check(backend: TwilioBackend, body: string): Answer {
  const input = read(body);
  if (typeof input === 'string') return badRequest(input);
  // Only the immediate answer is documented to have it (docs/reference/twilio.md#hosting-eligibility).
  const date_last_checked = rfc3339(backend.time.now());
  const results = input.numbers.map((number) => ({ ...eligibilityOf(backend, number), date_last_checked }));
  return { status: 200, json: { results } };
}

function createBulk(backend: TwilioBackend, body: string): Answer {
  const input = read(body);
  if (typeof input === 'string') return badRequest(input);
  const created: BulkCheck = { sid: backend.ids.next('EC'), createdAt: backend.time.now(), ...input };
  backend.bulkChecks.set(created.sid, created);
  return { status: 202, json: render(backend, created) };
}

function render(backend: TwilioBackend, { sid, friendlyName, createdAt, numbers }: BulkCheck): object {
  const doneAt = createdAt + backend.time.shrunk(DONE_AFTER_MS);
  const isDone = backend.time.now() >= doneAt;
  const isQueued = backend.time.now() < createdAt + backend.time.shrunk(QUEUED_FOR_MS);
  return {
    request_id: sid,
    url: `https://numbers.twilio.com/v1/HostedNumber/Eligibility/Bulk/${sid}`,
    results: isDone ? numbers.map((number) => eligibilityOf(backend, number)) : [],
    friendly_name: friendlyName,
    status: isDone ? 'SUCCESSFUL' : isQueued ? 'QUEUED' : 'IN_PROGRESS',
    date_created: rfc3339(createdAt),
    date_completed: isDone ? rfc3339(doneAt) : null,
  };
}

export const hostedNumberRoutes: readonly TwilioRoute[] = [
  {
    method: 'POST',
    path: /^\/v1\/HostedNumber\/Eligibility$/,
    answer: (backend, request) => check(backend, request.body),
  },
  {
    method: 'POST',
    path: /^\/v1\/HostedNumber\/Eligibility\/Bulk$/,
    answer: (backend, request) => createBulk(backend, request.body),
  },
  {
    method: 'GET',
    path: /^\/v1\/HostedNumber\/Eligibility\/Bulk\/(EC[0-9a-fA-F]{32})$/,
    answer: (backend, request, [sid = '']) => {
      const found = backend.bulkChecks.get(sid);
      return found === undefined ? notFound(request.path) : { status: 200, json: render(backend, found) };
    },
  },
];

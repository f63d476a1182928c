import { z } from 'zod';
import { parseJson, type Answer } from '../http';
import { problemsIn } from '../problems';
import { rfc3339 } from '../rfc3339';
import { TWILIO_CREDENTIALS, type PortingDesk } from './desk';
import { eligibilityOf, type AskedNumber } from './eligibility';
import { badRequest, notFound } from './errors';
import type { TwilioRoute } from './routes';

/** A check of several numbers, on its way. */
export interface BulkCheck {
  readonly sid: string;
  readonly friendlyName: string | null;
  readonly createdAt: number;
  readonly numbers: readonly AskedNumber[];
}

/** How long a check waits, and how long it takes; real time, shrunk as days are. The published example took 2 s. */
const QUEUED_FOR_MS = 1_000;
const DONE_AFTER_MS = 2_000;

/** What is sent is not part of the specification; this is what Twilio's guide shows. Other keys are let through. */
const checkBody = z.looseObject({
  friendly_name: z.string().nullish(),
  phone_numbers: z
    .array(z.looseObject({ phone_number: z.string(), hosting_account_sid: z.string().nullish() }))
    .min(1)
    .max(1000),
});

type Read = { readonly friendlyName: string | null; readonly numbers: readonly AskedNumber[] };

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

function check(desk: PortingDesk, body: string): Answer {
  const asked = read(body);
  if (typeof asked === 'string') return badRequest(asked);
  // Only the answer given at once is said to have it (docs/reference/twilio.md#hosting-eligibility).
  const date_last_checked = rfc3339(desk.time.now());
  const results = asked.numbers.map((number) => ({ ...eligibilityOf(desk, number), date_last_checked }));
  return { status: 200, json: { results } };
}

function createBulk(desk: PortingDesk, body: string): Answer {
  const asked = read(body);
  if (typeof asked === 'string') return badRequest(asked);
  const created: BulkCheck = { sid: desk.ids.next('EC'), createdAt: desk.time.now(), ...asked };
  desk.bulkChecks.set(created.sid, created);
  return { status: 202, json: render(desk, created) };
}

function render(desk: PortingDesk, { sid, friendlyName, createdAt, numbers }: BulkCheck): object {
  const doneAt = createdAt + desk.time.shrunk(DONE_AFTER_MS);
  const isDone = desk.time.now() >= doneAt;
  const isQueued = desk.time.now() < createdAt + desk.time.shrunk(QUEUED_FOR_MS);
  return {
    request_id: sid,
    url: `https://numbers.twilio.com/v1/HostedNumber/Eligibility/Bulk/${sid}`,
    results: isDone ? numbers.map((number) => eligibilityOf(desk, number)) : [],
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
    answer: (desk, request) => check(desk, request.body),
  },
  {
    method: 'POST',
    path: /^\/v1\/HostedNumber\/Eligibility\/Bulk$/,
    answer: (desk, request) => createBulk(desk, request.body),
  },
  {
    method: 'GET',
    path: /^\/v1\/HostedNumber\/Eligibility\/Bulk\/(EC[0-9a-fA-F]{32})$/,
    answer: (desk, request, [sid = '']) => {
      const found = desk.bulkChecks.get(sid);
      return found === undefined ? notFound(request.path) : { status: 200, json: render(desk, found) };
    },
  },
];

import { z } from 'zod';
import type { ItemStatus } from '../../domain/model/status';

/** The item statuses. A record, so that the compiler reports a missing one. */
const STATUSES: Readonly<Record<ItemStatus, true>> = {
  draft: true,
  not_portable: true,
  in_review: true,
  awaiting_signature: true,
  submitted: true,
  foc_confirmed: true,
  rejected: true,
  canceling: true,
  ported: true,
  canceled: true,
  expired: true,
  reversed: true,
};

/** The body of `POST /_control/orders/{ref}/advance`. */
export const pushBody = z.strictObject({
  to: z.enum(Object.keys(STATUSES) as ItemStatus[]),
  focAt: z.iso.datetime({ offset: true }).optional(),
  code: z.union([z.int(), z.string().regex(/^\d+$/, 'must be digits')]).optional(),
  numbers: z.array(z.string()).min(1).optional(),
});

/** The body of `POST /_control/faults`. */
export const faultBody = z
  .strictObject({
    provider: z.string(),
    method: z
      .string()
      .default('*')
      .transform((method) => method.toUpperCase()),
    pathPattern: z.string(),
    kind: z.enum(['status', 'drop_before', 'drop_after', 'delay']),
    status: z.int().min(200).max(599).optional(),
    delayMs: z.number().min(0).max(3_600_000).optional(),
    retryAfterSeconds: z.int().min(0).optional(),
    body: z.string().optional(),
    times: z.int().min(1).default(1),
  })
  .refine((rule) => rule.kind !== 'status' || rule.status !== undefined, {
    path: ['status'],
    message: 'kind "status" needs the status to answer with',
  })
  .refine((rule) => rule.kind !== 'delay' || rule.delayMs !== undefined, {
    path: ['delayMs'],
    message: 'kind "delay" needs delayMs',
  });

/** The body of `POST /_control/settings`, in milliseconds. */
export const settingsBody = z.strictObject({
  portabilityLagMs: z.number().min(0).optional(),
  listLagMs: z.number().min(0).optional(),
});

/** A valid body of each control, for error messages. */
export const EXAMPLES = {
  advance: '{"to": "foc_confirmed", "focAt": "2027-01-15T15:00:00Z"}',
  faults:
    '{"provider": "twilio", "method": "POST", "pathPattern": "/v1/Porting/PortIn$", "kind": "status", "status": 503, "times": 1}',
  webhooks: '{"mode": "lose"}',
  settings: '{"portabilityLagMs": 0, "listLagMs": 0}',
} as const;

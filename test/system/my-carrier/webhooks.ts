import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import type { ProviderWebhooks, WebhookRequest, WebhookResult } from '../../../src/providers/index';
import type { MyCarrierAccount } from './account';

const SIGNATURE = 'x-my-carrier-signature';

const bodySchema = z.object({ order: z.string().min(1).max(64) });

/** My Carrier's webhooks: JSON, signed with HMAC-SHA256 over the bytes. What they say is a reason to read, and no more. */
export class MyCarrierWebhooks implements ProviderWebhooks {
  readonly #secret: string;

  constructor({ credentials }: MyCarrierAccount) {
    this.#secret = credentials.webhookSecret;
  }

  verify({ headers, body }: WebhookRequest): WebhookResult {
    const given = headers[SIGNATURE];
    if (typeof given !== 'string')
      return { ok: false, refusal: 'signature_missing', message: `The header ${SIGNATURE} is missing.` };
    const right = createHmac('sha256', this.#secret).update(body).digest();
    const signature = Buffer.from(given, 'hex');
    if (signature.length !== right.length || !timingSafeEqual(signature, right))
      return { ok: false, refusal: 'signature_wrong', message: 'The signature does not fit the body.' };
    const parsed = bodySchema.safeParse(jsonIn(body));
    if (!parsed.success) return { ok: false, refusal: 'unreadable', message: 'The body names no order.' };
    return { ok: true, hints: [{ orderRef: parsed.data.order }], verified: true };
  }
}

function jsonIn(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}

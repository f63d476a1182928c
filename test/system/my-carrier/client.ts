import { z } from 'zod';
import {
  ProviderConnection,
  type CallContext,
  type HttpResponse,
  type HttpTransport,
  type ProviderRefusal,
} from '../../../src/providers/index';
import type { MyCarrierAccount } from './account';

const draftSchema = z.object({ draft: z.string(), missing: z.array(z.string()) });

const orderSchema = z.object({
  id: z.string(),
  reference: z.string(),
  status: z.string(),
  numbers: z.array(z.string()),
  port_date: z.string().nullish(),
  reason: z.string().nullish(),
});

const errorSchema = z.object({ error: z.object({ code: z.string(), message: z.string() }) });

export type Draft = z.output<typeof draftSchema>;
export type Order = z.output<typeof orderSchema>;

/** What My Carrier wants to know of an order. */
export interface DraftBody {
  readonly numbers: readonly string[];
  readonly account_number: string | undefined;
}

/** My Carrier's API, one method for each operation. Each sends one request and never repeats it: Temporal does. */
export class MyCarrierClient {
  readonly #connection: ProviderConnection;

  constructor({ baseUrl, credentials }: MyCarrierAccount, transport: HttpTransport) {
    const headers = { authorization: `Bearer ${credentials.token}` };
    const errorFormat = { name: 'My Carrier', refusal: refusalIn };
    this.#connection = new ProviderConnection({ baseUrl, headers, errorFormat, transport });
  }

  /** Asks for nothing but a valid token. */
  async checkToken(call: CallContext): Promise<void> {
    await this.#connection.succeed({ what: 'check the token', method: 'GET', path: '/account' }, call);
  }

  /** Makes the draft with an id of ours, or changes it: there is never a second one. */
  async putDraft(draft: string, body: DraftBody, call: CallContext): Promise<Draft> {
    const path = `/drafts/${encodeURIComponent(draft)}`;
    const secrets = [...body.numbers, body.account_number ?? ''];
    return this.#connection.json(
      { what: 'make the draft', method: 'PUT', path, body, secrets },
      draftSchema,
      call,
    );
  }

  /** Makes an order of a draft, with a reference by which it can be found: this commits. */
  async submit(body: { draft: string; reference: string }, call: CallContext): Promise<Order> {
    const operation = { what: 'submit the draft', method: 'POST', path: '/orders', body } as const;
    return this.#connection.json(operation, orderSchema, call);
  }

  async ordersOf(reference: string, call: CallContext): Promise<Order[]> {
    const operation = {
      what: 'find the order',
      method: 'GET',
      path: '/orders',
      query: { reference },
    } as const;
    return this.#connection.json(operation, z.array(orderSchema), call);
  }

  async order(id: string, call: CallContext): Promise<Order> {
    return this.#connection.json(
      { what: 'read the order', method: 'GET', path: pathOf(id) },
      orderSchema,
      call,
    );
  }

  async cancel(id: string, call: CallContext): Promise<void> {
    await this.#connection.succeed({ what: 'cancel the order', method: 'DELETE', path: pathOf(id) }, call);
  }
}

function pathOf(id: string): string {
  return `/orders/${encodeURIComponent(id)}`;
}

/** A refusal counts as one only in My Carrier's own form: a proxy answers 4xx too. */
function refusalIn({ body }: HttpResponse): ProviderRefusal | undefined {
  try {
    const { error } = errorSchema.parse(JSON.parse(body));
    return { code: error.code, text: error.message, isOwn: true };
  } catch {
    return undefined;
  }
}

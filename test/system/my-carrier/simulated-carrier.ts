import { createHmac } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { DraftBody, Order } from './client';

/** What the carrier is asked, as its API documents it. */
type Answer = readonly [status: number, body?: unknown];

/** As much of My Carrier as a port needs, in memory: written from its documents, not from the client. */
export class SimulatedCarrier {
  readonly orders = new Map<string, Order>();
  /** Every request, like `POST /orders`. */
  readonly requests: string[] = [];
  readonly #drafts = new Map<string, DraftBody>();
  readonly #server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const asked = `${request.method ?? ''} ${request.url ?? ''}`;
      this.requests.push(asked);
      const isKnown = request.headers.authorization === `Bearer ${this.token}`;
      const [status, body] = isKnown
        ? this.#answer(asked, Buffer.concat(chunks).toString())
        : refused(401, 'unauthorized', 'No such token.');
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body ?? {}));
    });
  });

  constructor(
    readonly token: string,
    readonly webhookSecret: string,
  ) {}

  /** @returns its base URL */
  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${String((this.#server.address() as AddressInfo).port)}`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  /** Moves an order on, and says so by webhook. @returns the status that the receiver answered */
  async change(id: string, change: Partial<Order>, webhookUrl: string): Promise<number> {
    this.orders.set(id, { ...this.orders.get(id)!, ...change });
    const body = JSON.stringify({ order: id });
    const signature = createHmac('sha256', this.webhookSecret).update(body).digest('hex');
    return (await post(webhookUrl, body, { 'x-my-carrier-signature': signature })).status;
  }

  #answer(asked: string, text: string): Answer {
    const [, method = '', resource = '', id = '', query = ''] =
      /^(\w+) \/(\w+)(?:\/([^?]+))?(?:\?(.*))?$/.exec(asked) ?? [];
    const body = (text === '' ? {} : JSON.parse(text)) as DraftBody &
      Pick<Order, 'reference'> & { draft: string };
    switch (`${method} ${resource}`) {
      case 'GET account':
        return [200, {}];
      case 'PUT drafts': {
        this.#drafts.set(decodeURIComponent(id), body);
        return [
          200,
          {
            draft: decodeURIComponent(id),
            missing: body.account_number === undefined ? ['account_number'] : [],
          },
        ];
      }
      case 'POST orders': {
        const draft = this.#drafts.get(body.draft);
        if (draft === undefined) return refused(404, 'no_draft', 'There is no such draft.');
        this.#drafts.delete(body.draft);
        const order = {
          id: `MC-${String(this.orders.size + 1)}`,
          reference: body.reference,
          status: 'received',
        };
        this.orders.set(order.id, { ...order, numbers: [...draft.numbers] });
        return [201, this.orders.get(order.id)];
      }
      case 'GET orders': {
        const reference = new URLSearchParams(query).get('reference');
        if (id === '')
          return [200, [...this.orders.values()].filter((order) => order.reference === reference)];
        const order = this.orders.get(id);
        return order === undefined ? refused(404, 'no_order', 'There is no such order.') : [200, order];
      }
      case 'DELETE orders': {
        const order = this.orders.get(id);
        if (order?.status === 'ported') return refused(409, 'too_late', 'The numbers have moved.');
        if (order !== undefined) this.orders.set(id, { ...order, status: 'canceled' });
        return [204];
      }
      default:
        return refused(404, 'no_route', 'There is nothing here.');
    }
  }
}

function refused(status: number, code: string, message: string): Answer {
  return [status, { error: { code, message } }];
}

/** Posts as a carrier does. */
export async function post(
  url: string,
  body: string,
  headers: Record<string, string> = {},
): Promise<Response> {
  return fetch(url, { method: 'POST', body, headers: { 'content-type': 'application/json', ...headers } });
}

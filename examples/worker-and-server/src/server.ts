/** The company's own server. The providers' webhooks arrive beside its own routes. */
import type { Client } from '@temporalio/client';
import fastify, { type FastifyInstance } from 'fastify';
import type { PortingClient, PortRequestInput } from 'portkeeper';
import { portingReceiver } from 'portkeeper/receiver';

export interface Parts {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly client: Client;
  readonly porting: PortingClient;
}

export async function createServer({ env, client, porting }: Parts): Promise<FastifyInstance> {
  const app = fastify();
  await app.register(portingReceiver, { prefix: '/porting', env, client });
  app.post<{ Body: PortRequestInput }>('/ports', async ({ body }, reply) => {
    const port = await porting.start(body);
    return reply.code(201).send({ requestId: port.requestId });
  });
  app.get<{ Params: { requestId: string } }>('/ports/:requestId', ({ params }) =>
    porting.get(params.requestId).view(),
  );
  return app;
}

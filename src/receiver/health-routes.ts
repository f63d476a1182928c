import type { FastifyInstance } from 'fastify';
import type { ReadinessProbe } from './readiness';

/** What the health routes show. */
export interface HealthOptions {
  readonly readiness: ReadinessProbe;
  /** Whether `/readyz` names the accounts. `startReceiver` enables it only on a loopback address. */
  readonly showsAccounts?: boolean;
}

/**
 * `GET /healthz`: the process is alive. `GET /readyz`: 200 if Temporal is reachable and a worker serves every
 * configured account, else 503; the body says what is missing. Webhooks are accepted in either case.
 */
export function healthRoutes(app: FastifyInstance, { readiness, showsAccounts = true }: HealthOptions): void {
  app.get('/healthz', () => ({ status: 'alive' }));
  app.get('/readyz', async (_request, reply) => {
    const { temporal, accounts } = await readiness();
    const isReady = temporal === 'reachable' && accounts.every(({ served }) => served);
    return reply.code(isReady ? 200 : 503).send({
      status: isReady ? 'ready' : 'not_ready',
      temporal,
      ...(showsAccounts && { accounts }),
    });
  });
}

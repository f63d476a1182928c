import type { FastifyInstance } from 'fastify';
import type { ReadinessProbe } from './readiness';

/**
 * `GET /healthz`: the process answers. `GET /readyz`: 200 when Temporal is reachable and a worker serves every
 * configured account, else 503; the body says which part is missing. Webhooks are taken in either case.
 */
export function healthRoutes(app: FastifyInstance, readiness: ReadinessProbe): void {
  app.get('/healthz', () => ({ status: 'alive' }));
  app.get('/readyz', async (_request, reply) => {
    const report = await readiness();
    const isReady = report.temporal === 'reachable' && report.accounts.every(({ served }) => served);
    return reply.code(isReady ? 200 : 503).send({ status: isReady ? 'ready' : 'not_ready', ...report });
  });
}

import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import type { AnswerCode } from './answers';

/** One webhook that was answered. */
export interface AnsweredWebhook {
  /** Absent where the URL names no configured account. */
  readonly provider?: string;
  readonly account?: string;
  readonly code: AnswerCode;
  readonly milliseconds: number;
}

/** Counts the receiver's answers, for Prometheus. It holds no more series than configured accounts have codes. */
export class ReceiverMetrics {
  readonly #series = new Map<string, { count: number; seconds: number }>();

  count({ provider = '', account = '', code, milliseconds }: AnsweredWebhook): void {
    const labels = `{provider="${provider}",account="${account}",code="${code}"}`;
    const known = this.#series.get(labels) ?? { count: 0, seconds: 0 };
    this.#series.set(labels, {
      count: known.count + 1,
      seconds: known.seconds + milliseconds / 1_000,
    });
  }

  /** All of them in Prometheus' text format. */
  text(): string {
    const all = [...this.#series];
    return [
      '# HELP portkeeper_webhooks_total Webhooks by what they were answered.',
      '# TYPE portkeeper_webhooks_total counter',
      ...all.map(([labels, { count }]) => `portkeeper_webhooks_total${labels} ${String(count)}`),
      '# HELP portkeeper_webhook_seconds_total How long their answers took together.',
      '# TYPE portkeeper_webhook_seconds_total counter',
      ...all.map(
        ([labels, { seconds }]) => `portkeeper_webhook_seconds_total${labels} ${seconds.toFixed(3)}`,
      ),
      '',
    ].join('\n');
  }
}

/**
 * Serves `GET /metrics`.
 *
 * @returns the server, which listens
 */
export async function serveMetrics(metrics: ReceiverMetrics, host: string, port: number): Promise<Server> {
  const server = createServer((request, response) => {
    const isThere = request.method === 'GET' && request.url?.split('?')[0] === '/metrics';
    response.writeHead(isThere ? 200 : 404, { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' });
    response.end(isThere ? metrics.text() : '');
  });
  server.listen({ host, port });
  await once(server, 'listening');
  return server;
}

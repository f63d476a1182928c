import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import type { AnswerCode } from './answers';

/** An answered webhook. */
export interface AnsweredWebhook {
  /** Absent if the URL names no configured account. */
  readonly provider?: string;
  readonly account?: string;
  readonly code: AnswerCode;
  readonly milliseconds: number;
}

/**
 * Counts the receiver's answers for Prometheus. The number of series is bounded by configured accounts and
 * codes.
 */
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

  /** All series in Prometheus' text format. */
  text(): string {
    const all = [...this.#series];
    return [
      '# HELP portkeeper_webhooks_total Answered webhooks, by answer code.',
      '# TYPE portkeeper_webhooks_total counter',
      ...all.map(([labels, { count }]) => `portkeeper_webhooks_total${labels} ${String(count)}`),
      '# HELP portkeeper_webhook_seconds_total Total time to answer webhooks, in seconds.',
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
 * @returns the listening server
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

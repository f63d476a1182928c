import type { AddressInfo } from 'node:net';
import { request } from 'undici';
import { ReceiverMetrics, serveMetrics } from '../../../src/receiver/receiver-metrics';

test('webhooks are counted by account and answer, and served for Prometheus on the given address alone', async () => {
  const metrics = new ReceiverMetrics();
  const account = { provider: 'twilio', account: 'default' };
  metrics.count({ ...account, code: 'stored', milliseconds: 20 });
  metrics.count({ ...account, code: 'stored', milliseconds: 30 });
  metrics.count({ code: 'account_unknown', milliseconds: 1 });
  const server = await serveMetrics(metrics, '127.0.0.1', 0);
  try {
    const { address, port } = server.address() as AddressInfo;
    expect(address).toBe('127.0.0.1');
    const { statusCode, body } = await request(`http://127.0.0.1:${String(port)}/metrics`);
    expect(statusCode).toBe(200);
    const lines = (await body.text()).split('\n');
    expect(lines).toContain('portkeeper_webhooks_total{provider="twilio",account="default",code="stored"} 2');
    expect(lines).toContain('portkeeper_webhooks_total{provider="",account="",code="account_unknown"} 1');
    expect(lines).toContain(
      'portkeeper_webhook_seconds_total{provider="twilio",account="default",code="stored"} 0.050',
    );
    const other = await request(`http://127.0.0.1:${String(port)}/`);
    await other.body.dump();
    expect(other.statusCode).toBe(404);
  } finally {
    server.close();
    server.closeAllConnections();
  }
});

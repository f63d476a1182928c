/** A service that starts ports. It has only the client; workers and receiver run elsewhere. */
import { createServer } from 'node:http';
import { json } from 'node:stream/consumers';
import { PortingClient, PortingError, type PortRequestInput } from 'portkeeper';

const porting = await PortingClient.connect(); // TEMPORAL_ADDRESS, PORTKEEPER_ENCRYPTION_KEYS, …

async function answer(method: string, path: string, body: () => Promise<unknown>): Promise<unknown> {
  const [, collection, requestId] = path.split('/');
  if (collection !== 'ports') throw new PortingError('port_not_found', `There is nothing at ${path}.`);
  if (method === 'POST') {
    // Safe to repeat: the same request is the same port.
    const port = await porting.start((await body()) as PortRequestInput);
    return await port.view();
  }
  return await porting.get(requestId ?? '').view();
}

const server = createServer((request, response) => {
  answer(request.method ?? 'GET', request.url ?? '/', () => json(request)).then(
    (view) => send(200, view),
    (error: unknown) => {
      if (!(error instanceof PortingError)) send(500, { code: 'unexpected', message: String(error) });
      else
        send(error.code === 'port_not_found' ? 404 : 400, {
          code: error.code,
          message: error.message,
          invalid: error.invalid,
        });
    },
  );
  function send(status: number, content: unknown): void {
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(content));
  }
});

server.listen(Number(process.env['PORT'] ?? 3000), '127.0.0.1', () =>
  console.log(JSON.stringify(server.address())),
);
process.once('SIGTERM', () => server.close(() => void porting.close()));

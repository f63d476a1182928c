import { createServer, type Server } from 'node:net';
import { freePort, isFree, portOrFree } from '../../../tools/ports';

function listen(port: number): Promise<Server> {
  return new Promise((resolve) => {
    const server: Server = createServer().listen(port, '127.0.0.1', () => resolve(server));
  });
}

test('free ports can be listened on, and no two are the same', async () => {
  const ports = await Promise.all(Array.from({ length: 50 }, () => freePort()));

  expect(new Set(ports).size).toBe(50);
  const servers = await Promise.all(ports.map(listen));
  for (const server of servers) server.close();
});

test('a preferred port is taken if it is free, and left to the process that has it', async () => {
  const port = await freePort();
  expect(await portOrFree(port)).toBe(port);

  const server = await listen(port);
  expect(await isFree(port)).toBe(false);
  expect(await portOrFree(port)).not.toBe(port);
  server.close();
});

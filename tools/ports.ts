import { createServer, connect, type AddressInfo, type Server } from 'node:net';

const LOOPBACK = '127.0.0.1';

/**
 * Finds a loopback port that is unused, and that the system assigns to no other process for about a minute.
 *
 * Closing a connection from the listening side leaves the port in TIME_WAIT. Until that ends, the system does
 * not assign it as "any free port", but a server may bind it by number. Without this, two servers started at
 * the same time could get the same port.
 */
export async function freePort(): Promise<number> {
  const server = await listen(0);
  const { port } = server.address() as AddressInfo;
  await new Promise<void>((resolve, reject) => {
    server.once('connection', (accepted) => accepted.end());
    const client = connect(port, LOOPBACK);
    client.once('error', reject);
    client.once('close', () => resolve());
    client.resume(); // reads the end, so that this side closes second
  });
  await close(server);
  return port;
}

/** `preferred` if nothing listens there, else any free port. */
export async function portOrFree(preferred: number): Promise<number> {
  return (await isFree(preferred)) ? preferred : await freePort();
}

/** Whether nothing listens on a loopback port. */
export async function isFree(port: number): Promise<boolean> {
  // A server on all interfaces does not always prevent binding loopback, so a connection is tried too.
  if (await answers(port)) return false;
  try {
    await close(await listen(port));
    return true;
  } catch {
    return false;
  }
}

/** Whether something accepts connections on a loopback port. */
export function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const client = connect(port, LOOPBACK);
    client.once('connect', () => {
      client.destroy();
      resolve(true);
    });
    client.once('error', () => resolve(false));
  });
}

function listen(port: number): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(port, LOOPBACK, () => resolve(server));
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => server.close(() => resolve()));
}

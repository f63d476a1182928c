import { freePort, startDevServer } from '../../../tools/temporal-server';

/** A program that starts a dev server, prints its process id, and never ends by itself. */
async function main(executable: string): Promise<void> {
  const { pid } = await startDevServer({ executable, port: await freePort(), headless: true });
  process.stdout.write(`${pid}\n`);
  setInterval(() => undefined, 60_000);
}

void main(process.argv[2] ?? '');

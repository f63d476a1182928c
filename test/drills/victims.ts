import { setTimeout } from 'node:timers/promises';
import type { Installation } from './installation';

/** The processes that a drill kills with SIGKILL. */
export const VICTIMS = ['worker', 'receiver', 'server'] as const;

export type Victim = (typeof VICTIMS)[number];

/** Kills a process. @returns what starts it again, and waits until it is ready */
export async function kill(victim: Victim, { stack, server }: Installation): Promise<() => Promise<void>> {
  switch (victim) {
    case 'worker':
      await stack.worker.end('SIGKILL');
      // The installation starts the next one by itself.
      return () => Promise.resolve();
    case 'receiver':
      await stack.receiver.end('SIGKILL');
      return () => stack.restartReceiver();
    case 'server':
      await server.kill();
      return () => server.restart();
  }
}

/** Kills a process and starts it again after a while, milliseconds. */
export async function killFor(victim: Victim, installation: Installation, awayMs: number): Promise<void> {
  const restart = await kill(victim, installation);
  await setTimeout(awayMs);
  await restart();
}

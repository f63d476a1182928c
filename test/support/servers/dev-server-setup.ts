import type { DevServer } from '../../../tools/temporal-server';
import { startSharedDevServer } from './dev-server';
import { makeWorkflowBundle } from './workflow-bundle';

/** Jest loads setup and teardown apart from each other; the global object is what they share. */
export const shared = globalThis as { portkeeperDevServer?: DevServer };

export default async function setUp(): Promise<void> {
  shared.portkeeperDevServer = await startSharedDevServer();
  await makeWorkflowBundle();
}

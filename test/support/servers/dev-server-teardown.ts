import { shared } from './dev-server-setup';

export default async function tearDown(): Promise<void> {
  await shared.portkeeperDevServer?.stop();
}

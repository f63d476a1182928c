import { shared } from './system-setup';

export default async function tearDown(): Promise<void> {
  await shared.portkeeperDevServer?.stop();
}

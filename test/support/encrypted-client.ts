import { Client, type Connection } from '@temporalio/client';
import { temporalConfig } from '../../temporal.config';

/** The keys of real processes in tests. Tests that read their payloads decrypt with them too. */
export const TEST_KEYS = `test:${Buffer.alloc(32, 'payloads of tests').toString('base64')}`;

/** A client with the keys of the processes. */
export function encryptedClient(connection: Connection): Client {
  const { dataConverter } = temporalConfig({ PORTKEEPER_ENCRYPTION_KEYS: TEST_KEYS });
  return new Client({ connection, ...(dataConverter && { dataConverter }) });
}

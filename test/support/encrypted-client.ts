import { Client, type Connection } from '@temporalio/client';
import { temporalConfig } from '../../temporal.config';

/** Real processes run with keys, as in production: what tests read besides must be able to decrypt. */
export const TEST_KEYS = `test:${Buffer.alloc(32, 'payloads of tests').toString('base64')}`;

/** A client that has the keys of the processes. */
export function encryptedClient(connection: Connection): Client {
  const { dataConverter } = temporalConfig({ PORTKEEPER_ENCRYPTION_KEYS: TEST_KEYS });
  return new Client({ connection, ...(dataConverter && { dataConverter }) });
}

import { Client } from '@temporalio/client';
import { lenient } from './data-converter';

/**
 * A client for what the index knows, over the connection of another. Lists and descriptions bring memos along; those that
 * cannot be read are left out, so that one port of a key that is gone does not hide all others.
 */
export function indexClient({ connection, options }: Client): Client {
  const { namespace, identity, interceptors, loadedDataConverter } = options;
  return new Client({
    connection,
    namespace,
    identity,
    interceptors,
    dataConverter: { ...loadedDataConverter, payloadCodecs: [lenient(loadedDataConverter.payloadCodecs)] },
  });
}

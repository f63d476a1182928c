import { Client } from '@temporalio/client';
import { lenient } from './data-converter';

/**
 * A client for lists and descriptions, over the connection of another client. It leaves out memos that it cannot read,
 * so that one port with a lost key does not hide all others.
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

/* eslint-disable @typescript-eslint/no-unsafe-class-instance-assignment, @typescript-eslint/no-unsafe-enum-assignment --
   The classes and enums of gRPC are a dependency of the SDK, not of this package. The SDK uses the methods only. */
import {
  defaultGrpcRetryOptions,
  makeGrpcRetryInterceptor,
  type ConnectionOptions,
} from '@temporalio/client';

type Interceptor = NonNullable<ConnectionOptions['interceptors']>[number];
type Call = ReturnType<Interceptor>;
type Metadata = Parameters<Call['start']>[0];

/** The gRPC status of a call that its own side ended. */
const CANCELLED = 1;

/**
 * The retries of the SDK, for a connection that may be closed while a call waits for its next attempt. The SDK makes
 * that attempt in a timer; on a closed connection it throws there, where no caller can catch it, and the process ends.
 */
export function retriesUntilClosed(): Interceptor[] {
  return [makeGrpcRetryInterceptor(defaultGrpcRetryOptions()), endRetriesOfClosedConnection()];
}

function endRetriesOfClosedConnection(): Interceptor {
  // All attempts of one call share their options.
  const begun = new WeakSet();
  return (options, nextCall) => {
    try {
      return nextCall(options) as Call;
    } catch (error) {
      // The caller of a first attempt gets the error itself.
      if (!begun.has(options)) throw error;
      return endedCall(error instanceof Error ? error.message : String(error));
    } finally {
      begun.add(options);
    }
  };
}

/** A call that ends as soon as it starts. */
function endedCall(details: string): Call {
  const nothing = () => undefined;
  const call: Pick<
    Call,
    'start' | 'sendMessage' | 'startRead' | 'halfClose' | 'cancelWithStatus' | 'getPeer'
  > = {
    start(metadata, listener) {
      listener?.onReceiveStatus?.({ code: CANCELLED, details, metadata: emptied(metadata) });
    },
    sendMessage: nothing,
    startRead: nothing,
    halfClose: nothing,
    cancelWithStatus: nothing,
    getPeer: () => '',
  };
  return call as Call;
}

/** The headers of the request may contain an API key, and the metadata of a status may be logged. */
function emptied(metadata: Metadata): Metadata {
  const empty = metadata.clone();
  for (const name of Object.keys(empty.getMap())) empty.remove(name);
  return empty;
}

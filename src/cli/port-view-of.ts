import { ApplicationFailure, WorkflowFailedError, type Client } from '@temporalio/client';
import type { PortHandle } from '../client/port-handle';
import { PortingError } from '../client/porting-error';
import type { PortView } from '../contract/port-view';
import { summaryOf } from './port-summary';

/**
 * The view of a port; for a port that failed, the reason.
 *
 * @throws PortingError `invalid_request` when its worker refused it, `no_worker`, `port_not_found`, `port_failed`
 */
export async function viewOf(client: Client, port: PortHandle): Promise<PortView> {
  try {
    return await port.view();
  } catch (error) {
    if (!(error instanceof PortingError) || error.code !== 'port_failed') throw error;
    const { execution } = await summaryOf(client, port.requestId);
    throw execution === 'RUNNING' ? error : await failureOfPort(port, error);
  }
}

/** Why a port's workflow failed. The one legal reason is a request that its worker found to be invalid. */
export async function failureOfPort(port: PortHandle, otherwise: unknown): Promise<unknown> {
  try {
    await port.result();
    return otherwise;
  } catch (error) {
    const failure = error instanceof Error ? error.cause : undefined;
    const cause = failure instanceof WorkflowFailedError ? failure.cause : undefined;
    const code = cause instanceof ApplicationFailure ? cause.type : undefined;
    if (cause === undefined || (code !== 'invalid_request' && code !== 'request_too_large')) return error;
    return new PortingError(code, `Port ${port.requestId} was refused. ${cause.message}`, {
      cause: error,
    });
  }
}

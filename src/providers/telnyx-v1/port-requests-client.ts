import type { DateWindow } from '../../domain/model/snapshot';
import type { CallContext } from '../call-context';
import type { Operation, ProviderConnection } from '../http/connection';
import { type Page, rowsOf } from '../pages';
import { DocumentsClient } from './documents-client';
import { type ListOperation, telnyxPage } from './pages';
import { PORTING, segment } from './paths';
import { type WithRaw, oneWithRaw } from './raw-response';
import {
  allowedFocDatesSchema,
  commentListSchema,
  commentSchema,
  portRequestListSchema,
  portRequestSchema,
  subRequestListSchema,
  subRequestSchema,
  type TelnyxComment,
  type TelnyxPortRequest,
  type TelnyxSubRequest,
} from './schemas';
import { secretsIn, type SubRequestUpdate } from './update-body';

/** Short enough for the read after a submit to end within the minute that the send activity allows. */
const READ_TIMEOUT_MS = 12_000;

/** Telnyx refuses a cancel within 48 h of the FOC (docs/reference/telnyx-v1.md#cancellation). */
const CANCEL_REFUSED =
  'Nothing was canceled. Telnyx takes a cancel until about 48 hours before the FOC date; later, ask its support.';

/** A filter of the list of port requests. */
export interface PortRequestFilter {
  /** Part of a phone number, or a support key `pr_…`. */
  readonly search?: string | undefined;
  /**
   * A provider status; the accepted values are not published (docs/reference/telnyx-v1.md#lists-and-paging).
   */
  readonly status?: string | undefined;
}

/** A comment to write. */
export interface CommentBody {
  readonly body: string;
  /** The sub request that the comment is about; null: the whole port request. */
  readonly sub_request_id: string | null;
}

const PORT_REQUESTS = `${PORTING}/port_requests`;

function listing(filter: PortRequestFilter): ListOperation<TelnyxPortRequest> {
  return {
    schema: portRequestListSchema,
    what: 'list the port requests',
    method: 'GET',
    path: PORT_REQUESTS,
    query: { ...filter, ...INCLUDING_ALL },
    ...(filter.search !== undefined && { secrets: [filter.search] }),
  };
}

/** Client of Telnyx's v1 port requests, one method per operation (docs/reference/telnyx-v1.md#operations). */
export class PortRequestsClient {
  readonly documents: DocumentsClient;
  readonly #connection: ProviderConnection;
  readonly #cancellationPath: string;

  /** @param cancellationPath - the last part of a cancellation's path, which is not published */
  constructor(connection: ProviderConnection, cancellationPath: string) {
    this.#connection = connection;
    this.#cancellationPath = cancellationPath.split('/').filter(Boolean).map(segment).join('/');
    this.documents = new DocumentsClient(connection, PORT_REQUESTS);
  }

  /** Lists the account's port requests with their numbers and sub requests, page by page. */
  list(filter: PortRequestFilter, call: CallContext): AsyncGenerator<TelnyxPortRequest, void, undefined> {
    const page = (number = 1) => telnyxPage(this.#connection, listing(filter), number, call);
    return rowsOf(page, ({ id }) => id);
  }

  /** Reads one page of that list, by its number from 1. */
  async page(number: number, call: CallContext): Promise<Page<TelnyxPortRequest, number>> {
    return telnyxPage(this.#connection, listing({}), number, call);
  }

  /** Reads one port request with its numbers and sub requests. */
  async get(portRequestId: string, call: CallContext): Promise<TelnyxPortRequest> {
    return this.#connection.json(reading(portRequestId), portRequestSchema, call);
  }

  /** Like `get`, with the raw response. */
  async getWithRaw(portRequestId: string, call: CallContext): Promise<WithRaw<TelnyxPortRequest>> {
    return oneWithRaw(await this.#connection.jsonWithRaw(reading(portRequestId), portRequestSchema, call));
  }

  /** Lists the sub requests of a port request. */
  async listSubRequests(portRequestId: string, call: CallContext): Promise<TelnyxSubRequest[]> {
    const what = 'list the sub requests';
    const path = `${portRequestPath(portRequestId)}/sub_requests`;
    return this.#connection.json({ what, method: 'GET', path }, subRequestListSchema, call);
  }

  /** Reads one sub request. */
  async getSubRequest(portRequestId: string, id: string, call: CallContext): Promise<TelnyxSubRequest> {
    const what = 'read the sub request';
    const path = subRequestPath(portRequestId, id);
    return this.#connection.json({ what, method: 'GET', path }, subRequestSchema, call);
  }

  /** Edits an open sub request. */
  async updateSubRequest(
    portRequestId: string,
    id: string,
    body: SubRequestUpdate,
    call: CallContext,
  ): Promise<TelnyxSubRequest> {
    const operation: Operation = {
      what: 'edit the sub request',
      method: 'PUT',
      path: subRequestPath(portRequestId, id),
      body,
      secrets: secretsIn(body),
    };
    return this.#connection.json(operation, subRequestSchema, call);
  }

  /** Reads the time spans that the date of a sub request may be chosen from. */
  async allowedFocDates(portRequestId: string, id: string, call: CallContext): Promise<DateWindow[]> {
    const what = 'read the allowed dates of the sub request';
    const path = `${subRequestPath(portRequestId, id)}/allowed_foc_dates`;
    return this.#connection.json({ what, method: 'GET', path }, allowedFocDatesSchema, call);
  }

  /** Requests the cancellation of a whole sub request. Success means that Telnyx's staff will handle it. */
  async requestCancellation(portRequestId: string, id: string, call: CallContext): Promise<void> {
    const what = 'cancel the sub request';
    const path = `${subRequestPath(portRequestId, id)}/${this.#cancellationPath}`;
    await this.#connection.succeed({ what, method: 'POST', path, ifRefused: CANCEL_REFUSED }, call);
  }

  /** Lists the comments on a port request and on its sub requests. */
  async listComments(portRequestId: string, call: CallContext): Promise<TelnyxComment[]> {
    const what = 'list the comments';
    const path = `${portRequestPath(portRequestId)}/comments`;
    return this.#connection.json({ what, method: 'GET', path }, commentListSchema, call);
  }

  /** Writes a comment. A second call with the same text writes a second comment. */
  async createComment(portRequestId: string, body: CommentBody, call: CallContext): Promise<TelnyxComment> {
    const operation: Operation = {
      what: 'write a comment',
      method: 'POST',
      path: `${portRequestPath(portRequestId)}/comments`,
      body,
      secrets: [body.body],
    };
    return this.#connection.json(operation, commentSchema, call);
  }
}

const INCLUDING_ALL = { include_phone_numbers: 'true', include_sub_requests: 'true' } as const;

function reading(portRequestId: string): Operation {
  return {
    what: 'read the port request',
    method: 'GET',
    path: portRequestPath(portRequestId),
    query: INCLUDING_ALL,
    timeoutMs: READ_TIMEOUT_MS,
  };
}

function portRequestPath(portRequestId: string): string {
  return `${PORT_REQUESTS}/${segment(portRequestId)}`;
}

function subRequestPath(portRequestId: string, id: string): string {
  return `${portRequestPath(portRequestId)}/sub_requests/${segment(id)}`;
}

import type { DateWindow } from '../../domain/model/snapshot';
import type { CallContext } from '../call-context';
import type { Operation, ProviderConnection } from '../http/connection';
import { rowsOf } from '../pages';
import { DocumentsClient } from './documents-client';
import { type ListOperation, telnyxPage } from './pages';
import { PORTING, segment } from './paths';
import { type WithRaw, eachWithRaw, oneWithRaw } from './raw-response';
import {
  allowedFocDatesSchema,
  draftListSchema,
  draftSchema,
  draftSubRequestListSchema,
  draftSubRequestSchema,
  submittedDraftSchema,
  type TelnyxDraft,
  type TelnyxDraftSubRequest,
} from './schemas';
import { type DraftUpdate, secretsIn } from './update-body';

/**
 * The send activity allows 60 s: it finds the draft, may read its groups, submits, and reads the result. So
 * reads of drafts have a shorter time-out than others.
 */
const READ_TIMEOUT_MS = 8_000;

const SUBMIT_TIMEOUT_MS = 30_000;

/** A filter of the list of drafts. */
export interface DraftFilter {
  /** Part of a phone number. */
  readonly search?: string | undefined;
  /** A provider status. */
  readonly status?: string | undefined;
  readonly includeSubRequests?: boolean | undefined;
}

const DRAFTS = `${PORTING}/draft_port_requests`;

/**
 * Client of Telnyx's v1 drafts, one method per operation (docs/reference/telnyx-v1.md#operations). Only
 * `submit` commits.
 */
export class DraftsClient {
  readonly documents: DocumentsClient;
  readonly #connection: ProviderConnection;

  constructor(connection: ProviderConnection) {
    this.#connection = connection;
    this.documents = new DocumentsClient(connection, DRAFTS);
  }

  /** Lists the account's drafts, page by page. */
  list(filter: DraftFilter, call: CallContext): AsyncGenerator<TelnyxDraft, void, undefined> {
    const operation: ListOperation<TelnyxDraft> = {
      schema: draftListSchema,
      what: 'list the draft port requests',
      method: 'GET',
      path: DRAFTS,
      query: {
        search: filter.search,
        status: filter.status,
        include_phone_numbers: 'true',
        include_sub_requests: filter.includeSubRequests === true ? 'true' : undefined,
      },
      timeoutMs: READ_TIMEOUT_MS,
      ...(filter.search !== undefined && { secrets: [filter.search] }),
    };
    const page = (number = 1) => telnyxPage(this.#connection, operation, number, call);
    return rowsOf(page, ({ id }) => id);
  }

  /** Creates a draft of some numbers; Telnyx groups them into one sub request for each losing carrier. */
  async create(numbers: readonly string[], call: CallContext): Promise<TelnyxDraft> {
    const operation: Operation = {
      what: 'create the draft port request',
      method: 'POST',
      path: DRAFTS,
      body: { phone_numbers: numbers.map((phone_number) => ({ phone_number })) },
      secrets: numbers,
    };
    return this.#connection.json(operation, draftSchema, call);
  }

  /** Reads one draft. */
  async get(draftId: string, call: CallContext): Promise<TelnyxDraft> {
    return this.#connection.json(reading(draftId), draftSchema, call);
  }

  /** Like `get`, with the raw response. */
  async getWithRaw(draftId: string, call: CallContext): Promise<WithRaw<TelnyxDraft>> {
    return oneWithRaw(await this.#connection.jsonWithRaw(reading(draftId), draftSchema, call));
  }

  /**
   * Submits a draft. This commits the order. If the answer does not name the port request, the outcome is
   * `unknown`.
   *
   * @returns the draft with the id of its port request
   */
  async submit(draftId: string, call: CallContext): Promise<TelnyxDraft & { port_request_id: string }> {
    const operation: Operation = {
      what: 'submit the draft port request',
      method: 'POST',
      path: `${draftPath(draftId)}/submit`,
      timeoutMs: SUBMIT_TIMEOUT_MS,
    };
    return this.#connection.json(operation, submittedDraftSchema, call);
  }

  /** Lists the groups of a draft. */
  async listSubRequests(draftId: string, call: CallContext): Promise<TelnyxDraftSubRequest[]> {
    return this.#connection.json(readingGroups(draftId), draftSubRequestListSchema, call);
  }

  /** Like `listSubRequests`, with the raw response of each group. */
  async listSubRequestsWithRaw(
    draftId: string,
    call: CallContext,
  ): Promise<WithRaw<TelnyxDraftSubRequest>[]> {
    const operation = readingGroups(draftId);
    const { read, raw } = await this.#connection.jsonWithRaw(operation, draftSubRequestListSchema, call);
    return eachWithRaw(read, raw);
  }

  /** Reads one group of a draft. */
  async getSubRequest(draftId: string, id: string, call: CallContext): Promise<TelnyxDraftSubRequest> {
    const what = 'read a group of the draft';
    const path = subRequestPath(draftId, id);
    return this.#connection.json({ what, method: 'GET', path }, draftSubRequestSchema, call);
  }

  /**
   * Fills in a group of a draft. Fields that the body omits stay unchanged
   * (docs/reference/telnyx-v1.md#drafts).
   */
  async updateSubRequest(
    draftId: string,
    id: string,
    body: DraftUpdate,
    call: CallContext,
  ): Promise<TelnyxDraftSubRequest> {
    const operation: Operation = {
      what: 'fill in a group of the draft',
      method: 'PUT',
      path: subRequestPath(draftId, id),
      body,
      secrets: secretsIn(body),
    };
    return this.#connection.json(operation, draftSubRequestSchema, call);
  }

  /** Reads the time spans that the date of a group may be chosen from. */
  async allowedFocDates(draftId: string, id: string, call: CallContext): Promise<DateWindow[]> {
    const what = 'read the allowed dates of a group of the draft';
    const path = `${subRequestPath(draftId, id)}/allowed_foc_dates`;
    return this.#connection.json({ what, method: 'GET', path }, allowedFocDatesSchema, call);
  }
}

function reading(draftId: string): Operation {
  return { what: 'read the draft port request', method: 'GET', path: draftPath(draftId) };
}

function readingGroups(draftId: string): Operation {
  return {
    what: 'list the groups of the draft',
    method: 'GET',
    path: `${draftPath(draftId)}/sub_requests`,
    timeoutMs: READ_TIMEOUT_MS,
  };
}

function draftPath(draftId: string): string {
  return `${DRAFTS}/${segment(draftId)}`;
}

function subRequestPath(draftId: string, id: string): string {
  return `${draftPath(draftId)}/sub_requests/${segment(id)}`;
}

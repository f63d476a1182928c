import type { Ids } from '../ids';
import type { Settings } from '../settings';
import type { SandboxTime } from '../time';
import type { Draft } from './draft';
import type { LiveNumber, PortRequest, SubRequest } from './port-request';

/** The only account of the simulated Telnyx. */
export const TELNYX_CREDENTIALS = { user: 'sandbox@example.com', token: 'sandbox-token' } as const;

/** The authors of comments: the account, and Telnyx's staff. */
export const CUSTOMER = '00000000-0000-4000-8000-000000000001';
export const STAFF = '00000000-0000-4000-8000-00000000000f';

/**
 * The backend of Telnyx: its drafts and port requests. Every change of a sub request goes through `change`.
 */
export class TelnyxBackend {
  readonly #drafts = new Map<string, Draft>();
  readonly #portRequests = new Map<string, PortRequest>();
  readonly #byPhoneNumber = new Map<string, LiveNumber[]>();

  constructor(
    readonly time: SandboxTime,
    readonly ids: Ids,
    readonly settings: Settings,
  ) {}

  /** All drafts, including submitted ones, the oldest first. */
  drafts(): Draft[] {
    return [...this.#drafts.values()];
  }

  findDraft(id: string): Draft | undefined {
    return this.#drafts.get(id);
  }

  addDraft(draft: Draft): void {
    this.#drafts.set(draft.id, draft);
  }

  removeDraft(draft: Draft): void {
    this.#drafts.delete(draft.id);
  }

  /** All port requests, the oldest first. */
  portRequests(): PortRequest[] {
    return [...this.#portRequests.values()];
  }

  findPortRequest(id: string): PortRequest | undefined {
    return this.#portRequests.get(id);
  }

  /** Every current or past occurrence of a phone number in a port request. */
  placesOf(phoneNumber: string): readonly LiveNumber[] {
    return this.#byPhoneNumber.get(phoneNumber) ?? [];
  }

  addPortRequest(portRequest: PortRequest): void {
    this.#portRequests.set(portRequest.id, portRequest);
    for (const number of portRequest.numbers) {
      const places = this.#byPhoneNumber.get(number.phoneNumber);
      if (places === undefined) this.#byPhoneNumber.set(number.phoneNumber, [number]);
      else places.push(number);
    }
  }

  /** A key for Telnyx's support, derived from an id. */
  supportKey(prefix: 'pr' | 'sr', id: string): string {
    return `${prefix}_${id.slice(0, 8)}${id.slice(-6)}`;
  }

  /** Changes a sub request at one instant. */
  change(subRequest: SubRequest, apply: (subRequest: SubRequest) => void): void {
    subRequest.unknownStatus = undefined;
    apply(subRequest);
    if (subRequest.state !== 'exception') subRequest.complaint = undefined;
    this.touch(subRequest);
  }

  /** Sets the update time to now. */
  touch(subRequest: SubRequest): void {
    subRequest.updatedAt = this.time.now();
    subRequest.portRequest.updatedAt = this.time.now();
  }

  comment(portRequest: PortRequest, subRequest: SubRequest | undefined, body: string, userId: string) {
    const comment = {
      id: this.ids.nextUuid(),
      body,
      subRequestId: subRequest?.id ?? null,
      userId,
      createdAt: this.time.now(),
    };
    portRequest.comments.push(comment);
    return comment;
  }

  clear(): void {
    this.#drafts.clear();
    this.#portRequests.clear();
    this.#byPhoneNumber.clear();
  }
}

import { SandboxHarness } from '../harness';

/** Inside a window of the sandbox's first weeks: a Tuesday, 15 days after the start of the harness. */
export const WANTED = '2026-11-17T16:00:00Z';

/** All that Telnyx wants to know of a sub request. */
export function accountBody(more: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    foc_date_requested_by_user: WANTED,
    auth_person_name: 'Ada Moss',
    billing_phone_number: '+12125550100',
    street_address: '1 Main St',
    locality: 'New York',
    administrative_area: 'NY',
    postal_code: '10001',
    country_code: 'US',
    default_connection_id: '1293384261075731499',
    ...more,
  };
}

interface NumberJson {
  readonly phone_number: string;
  readonly sub_request_id: string | null;
  readonly sub_request_status: string | null;
  readonly portability_status: string;
}

/** A sub request, as far as tests look into it. */
export interface SubRequestJson {
  readonly id: string;
  readonly status: string;
  readonly foc_date: string | null;
  readonly support_key: string;
  readonly created_at: string;
  readonly updated_at: string;
  readonly foc_date_requested_by_user: string;
  readonly underlying_carrier_names: readonly string[];
  readonly phone_numbers: readonly NumberJson[];
}

/** A port request with everything in it, as far as tests look into it. */
export interface PortRequestJson {
  readonly id: string;
  readonly support_key: string;
  readonly phone_number_counts_by_status: readonly { readonly status: string; readonly count: number }[];
  readonly phone_numbers: readonly NumberJson[];
  readonly sub_requests: readonly SubRequestJson[];
}

/** A sandbox with a client that speaks to its Telnyx. */
export class TelnyxHarness extends SandboxHarness {
  telnyx(method: string, url: string, body?: unknown, headers: Record<string, string> = {}) {
    return this.call(method, `/telnyx-v1/origination/porting${url}`, body, {
      'x-api-user': 'sandbox@example.com',
      'x-api-token': 'sandbox-token',
      ...headers,
    });
  }

  /** Makes a draft and returns its id. */
  draft(...numbers: string[]): string {
    const body = { phone_numbers: numbers.map((phone_number) => ({ phone_number })) };
    const answer = this.telnyx('POST', '/draft_port_requests', body);
    if (answer.status !== 201) throw new Error(answer.raw.body);
    return answer.json.id as string;
  }

  /** The paths of a draft's sub requests. */
  draftPaths(draftId: string): string[] {
    const list = this.telnyx('GET', `/draft_port_requests/${draftId}/sub_requests`).json as { id: string }[];
    return list.map(({ id }) => `/draft_port_requests/${draftId}/sub_requests/${id}`);
  }

  /** Makes a draft and fills it in. */
  complete(numbers: readonly string[], more: Record<string, unknown> = {}): string {
    const draftId = this.draft(...numbers);
    for (const path of this.draftPaths(draftId)) {
      const answer = this.telnyx('PUT', path, accountBody(more));
      if (answer.status !== 200) throw new Error(answer.raw.body);
    }
    return draftId;
  }

  /** Makes a draft, fills it in and submits it; returns the id of the port request. */
  port(numbers: readonly string[], more: Record<string, unknown> = {}): string {
    const draftId = this.complete(numbers, more);
    const answer = this.telnyx('POST', `/draft_port_requests/${draftId}/submit`);
    if (answer.status !== 201) throw new Error(answer.raw.body);
    return answer.json.port_request_id as string;
  }

  fetchPort(id: string): PortRequestJson {
    return this.telnyx('GET', `/port_requests/${id}?include_sub_requests=true`).json as PortRequestJson;
  }

  /** The path of a port request's sub request. */
  pathOf(id: string, index = 0): string {
    return `/port_requests/${id}/sub_requests/${this.fetchPort(id).sub_requests[index]!.id}`;
  }

  /** The provider statuses of the sub requests, in order. */
  statusesOf(id: string): string[] {
    return this.fetchPort(id).sub_requests.map(({ status }) => status);
  }

  /** The bodies of the comments, the oldest first. */
  comments(id: string): string[] {
    const list = this.telnyx('GET', `/port_requests/${id}/comments`).json as { body: string }[];
    return list.map(({ body }) => body).reverse();
  }
}

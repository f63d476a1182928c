import {
  TransportError,
  type HttpRequest,
  type HttpTransport,
} from '../../../../src/providers/http/transport';
import { draftJson, draftSubRequestJson, numberJson, portRequestJson, subRequestJson } from './examples';

interface FakeGroup {
  readonly id: string;
  readonly numbers: readonly string[];
  fields: Record<string, unknown>;
}

interface FakeDraft {
  readonly id: string;
  readonly numbers: readonly string[];
  readonly groups: readonly FakeGroup[];
  portRequestId: string | null;
}

/** How the fake behaves; each test changes what it is about. */
export interface FakeBehavior {
  /** The carrier of a number: one group each. */
  readonly carrierOf?: (phoneNumber: string) => string;
  readonly windows?: readonly { start: string; end: string }[];
  /** Groups stay incomplete whatever they are told. */
  readonly neverComplete?: boolean;
  /** The list of drafts shows none. */
  readonly listsNothing?: boolean;
  /** What becomes of a request instead of an answer, by `METHOD /path`; the work is done first. */
  readonly fault?: (request: string) => { status: number } | 'lost' | undefined;
}

/** As much of Telnyx v1 as drafts and their submission need, in memory. */
export function fakeTelnyx(behavior: FakeBehavior = {}) {
  const drafts: FakeDraft[] = [];
  const sent: string[] = [];
  const bodies: Record<string, unknown>[] = [];
  const windows = behavior.windows ?? [{ start: '2026-12-10T14:00:00Z', end: '2026-12-10T22:00:00Z' }];

  const isComplete = ({ fields }: FakeGroup) =>
    behavior.neverComplete !== true && fields['auth_person_name'] !== undefined;
  const groupJson = (group: FakeGroup) =>
    draftSubRequestJson({
      id: group.id,
      complete: isComplete(group),
      phone_numbers: group.numbers.map((phone_number) =>
        numberJson({ phone_number, sub_request_id: group.id }),
      ),
    });
  /** Groups are shown where `include_sub_requests` asks for them (docs/reference/telnyx-v1.md#lists-and-paging). */
  const asJson = (draft: FakeDraft, withGroups = false) =>
    draftJson({
      id: draft.id,
      status: draft.portRequestId === null ? 'pending' : 'submitted',
      port_request_id: draft.portRequestId,
      phone_numbers: draft.groups.flatMap((group) =>
        group.numbers.map((phone_number) => numberJson({ phone_number, sub_request_id: group.id })),
      ),
      sub_requests: withGroups ? draft.groups.map(groupJson) : undefined,
    });
  const create = (numbers: readonly string[]): FakeDraft => {
    const id = `draft-${String(drafts.length + 1)}`;
    const carriers = [...new Set(numbers.map((number) => behavior.carrierOf?.(number) ?? 'one'))];
    const groups = carriers.map((carrier) => ({
      id: `${id}-${carrier}`,
      numbers: numbers.filter((number) => (behavior.carrierOf?.(number) ?? 'one') === carrier),
      fields: {},
    }));
    const draft: FakeDraft = { id, numbers, groups, portRequestId: null };
    drafts.push(draft);
    return draft;
  };

  const answer = (request: HttpRequest, path: string): unknown => {
    const body = request.body === undefined ? {} : (JSON.parse(request.body) as Record<string, unknown>);
    if (path === '/draft_port_requests' && request.method === 'GET') {
      const { searchParams } = new URL(request.url);
      const search = searchParams.get('search') ?? '';
      const withGroups = searchParams.get('include_sub_requests') === 'true';
      const found = drafts.filter(({ numbers }) => numbers.some((number) => number.includes(search)));
      return behavior.listsNothing === true ? [] : found.map((draft) => asJson(draft, withGroups));
    }
    if (path === '/draft_port_requests') {
      const numbers = (body['phone_numbers'] as { phone_number: string }[]).map((one) => one.phone_number);
      return asJson(create(numbers));
    }
    const [, resource, id, , subId, rest] =
      /^\/(\w+)\/([^/]+)(?:\/(\w+)(?:\/([^/]+)(?:\/(\w+))?)?)?$/.exec(path) ?? [];
    if (resource === 'port_requests') {
      const draft = drafts.find(({ portRequestId }) => portRequestId === id);
      if (path.endsWith('/comments')) return [];
      return draft && portRequestOf(draft);
    }
    const draft = drafts.find((one) => one.id === id);
    if (draft === undefined) return undefined;
    if (path.endsWith('/submit')) {
      draft.portRequestId = `pr-of-${draft.id}`;
      return asJson(draft);
    }
    if (path.endsWith('/sub_requests')) return draft.groups.map(groupJson);
    const group = draft.groups.find((one) => one.id === subId);
    if (group === undefined) return asJson(draft);
    if (rest === 'allowed_foc_dates') return windows;
    if (request.method === 'PUT') {
      bodies.push(body);
      group.fields = { ...group.fields, ...body };
    }
    return groupJson(group);
  };

  const transport: HttpTransport = (request) => {
    const path = new URL(request.url).pathname.replace('/origination/porting', '');
    const name = `${request.method} ${path}`;
    sent.push(name);
    const json = answer(request, path);
    const fault = behavior.fault?.(name);
    if (fault === 'lost') return Promise.reject(new TransportError('timeout', 'unknown', 'No answer.'));
    if (fault !== undefined) return Promise.resolve({ ...fault, headers: {}, body: '{"message":"no"}' });
    const status = json === undefined ? 404 : request.method === 'POST' ? 201 : 200;
    const headers = { 'total-pages': '1' };
    return Promise.resolve({ status, headers, body: JSON.stringify(json ?? { message: 'not found' }) });
  };
  return { transport, sent, bodies, drafts };
}

function portRequestOf(draft: FakeDraft): Record<string, unknown> {
  const groups = draft.groups.map(({ id, numbers }) => ({ id: `live-${id}`, numbers }));
  const numbers = groups.flatMap((group) =>
    group.numbers.map((phone_number) => numberJson({ phone_number, sub_request_id: group.id })),
  );
  return portRequestJson({
    id: draft.portRequestId,
    phone_numbers: numbers,
    sub_requests: groups.map(({ id }) => subRequestJson({ id, phone_numbers: [] })),
  });
}

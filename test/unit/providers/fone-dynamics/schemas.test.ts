import {
  errorBodySchema,
  portingRequestSchema,
  statusPageSchema,
  submitAnswerSchema,
} from '../../../../src/providers/fone-dynamics/schemas';
import { changeJson, numberJson, requestJson } from './examples';

const read = (changes: Record<string, unknown>) => portingRequestSchema.parse(requestJson(changes));

describe('a porting request', () => {
  it('reads what is documented, and keeps no more of people than it needs', () => {
    const request = read({ PortDate: 1_774_915_200 });
    expect(request).toEqual({
      PortingNo: 'P-000002',
      PropertySid: expect.any(String),
      CustomerDescription: 'CRM-7781 acme-42/1',
      Created: 1_794_800_000_000,
      PortDate: { raw: '1774915200', instant: Date.parse('2026-03-31T00:00:00Z') },
      Status: 'Queued',
      PortingNumbers: [
        {
          Number: '+61255501200',
          Status: 'Queued',
          StatusHistory: [
            {
              FdxStatusFrom: 'Received',
              FdxStatusTo: 'Queued',
              CarrierPortingStatusFrom: '1',
              CarrierPortingStatusTo: '1',
              Created: 1_794_800_100_000,
            },
          ],
        },
      ],
    });
    expect(JSON.stringify(request)).not.toMatch(/Ada|t0ken/);
  });

  it('reads it with null and nothing everywhere', () => {
    const nothing = Object.fromEntries(Object.keys(requestJson()).map((key) => [key, null]));
    const bare = { PortingNo: 'P-1' };
    for (const json of [{ ...nothing, ...bare }, bare]) {
      const request = portingRequestSchema.parse(json);
      expect(request.PortingNumbers).toEqual([]);
      expect([request.Status, request.PortDate, request.Created]).toEqual([undefined, undefined, undefined]);
    }
  });

  it.each([
    [1_774_915_200, 1_774_915_200_000],
    ['1774915200', 1_774_915_200_000],
    [1_774_915_200.5, 1_774_915_200_500],
    [1_774_915_200_000, 1_774_915_200_000],
    ['2026-03-31T00:00:00Z', 1_774_915_200_000],
    ['2026-03-31', 1_774_915_200_000],
    [0, undefined],
    [-62_135_596_800, undefined],
    ['', undefined],
    ['soon', undefined],
    [Number.POSITIVE_INFINITY, undefined],
    [1e15, undefined],
    ['0001-01-01T00:00:00Z', undefined],
    ['9999-12-31', undefined],
    ['10:00', undefined],
    ['1e20', undefined],
    [null, undefined],
    [{}, undefined],
  ])('reads the time %p', (Created, expected) => {
    expect(read({ Created }).Created).toBe(expected);
  });

  it.each<[unknown, unknown]>([
    [1_774_915_200, { raw: '1774915200', instant: 1_774_915_200_000 }],
    ['2026-03-31', { raw: '2026-03-31', instant: 1_774_915_200_000 }],
    [-62_135_596_800, { raw: '-62135596800', instant: -62_135_596_800_000 }],
    ['31/03/2026', { raw: '31/03/2026' }],
    ['1e20', { raw: '1e20' }],
    [0, undefined],
    ['', undefined],
    [null, undefined],
  ])('keeps the words of the date %p beside what they stand for', (PortDate, expected) => {
    expect(read({ PortDate }).PortDate).toEqual(expected);
  });

  it('leaves out of its lists what belongs there nowhere', () => {
    const { PortingNumbers } = read({
      PortingNumbers: [null, 7, [], 'x', numberJson({ StatusHistory: [null, changeJson(), 'x'] })],
    });
    expect(PortingNumbers).toHaveLength(1);
    expect(PortingNumbers[0]!.StatusHistory).toHaveLength(1);
    expect(read({ PortingNumbers: 'none' }).PortingNumbers).toEqual([]);
    expect(read({ PortingNumbers: [numberJson({ StatusHistory: {} })] }).PortingNumbers[0]).toMatchObject({
      StatusHistory: [],
    });
  });

  it.each([undefined, null, '', '  ', {}])('belongs to no port with the number %p', (PortingNo) => {
    expect(portingRequestSchema.safeParse(requestJson({ PortingNo })).success).toBe(false);
  });
});

describe('a page', () => {
  it.each([
    [{ PortingRequests: [requestJson()], TotalCount: 1 }, 1, 1],
    [{ PortingRequests: [], TotalCount: '7' }, 0, 7],
    [{ PortingRequests: [] }, 0, undefined],
    [{ PortingRequests: null, TotalCount: 0 }, 0, 0],
    [{ TotalCount: 0 }, 0, 0],
    [{ PortingRequests: [], TotalCount: -1 }, 0, undefined],
  ])('%j', (json, count, total) => {
    const page = statusPageSchema.parse(json);
    expect([page.requests.length, page.total]).toEqual([count, total]);
  });

  it('counts the rows that cannot be read beside those that can', () => {
    const rows = [{ Status: 'Queued' }, requestJson(), null, 'P-3', { PortingNo: {} }];
    const page = statusPageSchema.parse({ PortingRequests: rows, TotalCount: 5 });
    expect([page.requests.length, page.unreadable, page.total]).toEqual([1, 4, 5]);
  });

  it.each([[{}], [[]], [null], [{ TotalCount: 3 }], [{ ResponseStatus: { ErrorCode: 'FORBIDDEN' } }]])(
    'is none: %j',
    (json) => {
      expect(statusPageSchema.safeParse(json).success).toBe(false);
    },
  );
});

describe('the answer to a submission', () => {
  it.each([[requestJson()], [{ PortingRequest: requestJson(), ResponseStatus: null }]])(
    'names the request, bare or wrapped',
    (json) => {
      expect(submitAnswerSchema.parse(json)?.PortingNo).toBe('P-000002');
    },
  );

  it.each([[{}], [null], ['ok'], [[]], [{ PortingRequest: null }], [{ PortingRequest: {} }], [{ Id: 7 }]])(
    'says nothing: %j',
    (json) => {
      expect(submitAnswerSchema.parse(json)).toBeUndefined();
    },
  );
});

describe('a refusal', () => {
  it('is ServiceStack’s, with more in it than is documented', () => {
    const Errors = [{ FieldName: 'From', ErrorCode: 'X', Message: 'no' }, { FieldName: null }, null];
    const json = {
      ResponseStatus: { ErrorCode: 'PARAMETER_REQUIRED', Message: 'no', Errors, StackTrace: 'at' },
    };
    expect(errorBodySchema.parse(json)).toEqual({ code: 'PARAMETER_REQUIRED', text: 'no', fields: ['From'] });
  });

  it.each([[{}], [{ ResponseStatus: null }], [{ ResponseStatus: {} }], [{ ErrorCode: 'FORBIDDEN' }], ['no']])(
    'is not theirs: %j',
    (json) => {
      expect(errorBodySchema.safeParse(json).success).toBe(false);
    },
  );
});

import { phoneNumber, phoneNumbers } from '../../contract/phone-number';
import type { CallContext } from '../call-context';
import type { ProviderOperationTable } from '../operations';
import type { PortingProvider } from '../provider';
import { linkDocument, listDocuments } from './document-operations';
import { getDraft, listDrafts } from './draft-operations';
import { getOrder } from './get-order';
import { listOrders } from './list-account-orders';
import { addComment, allowedDates, listComments, type OrderSeam, rateOrder } from './order-operations';
import type { TelnyxSession } from './session';
import { z } from 'zod';

const day = z.iso.date({ error: 'must be a calendar date like "2026-12-10"' });

const reference = (message: string) => z.string().regex(/^[^\s/]+(\/[^\s/]+)?$/, message);

const ref = reference('must be an order as the list shows it: two ids with a slash between');

const orderOrDraft = {
  orderRef: reference(
    'must be an order or a draft as its list shows it: one id, or two with a slash between',
  ),
  isDraft: z.boolean().optional(),
};

const text = (maximum: number) => z.string().trim().min(1).max(maximum);

const id = z.string().regex(/^[^\s/]{1,200}$/, 'must be an id as Telnyx shows it');

const draftRef = z
  .string()
  .regex(/^[^\s/]{1,200}$/, 'must be a draft as `drafts` shows it: one id, without a group');

const limit = z.int().min(1).max(1000).optional();

const search = text(50).regex(
  /^(pr_\S+|[+\s().-]*\d[\d\s().-]*)$/,
  'must be part of a phone number, or a support key like "pr_9z8y7x"',
);

/**
 * The operations of Telnyx's v1 API beside ports.
 *
 * @param seam - the account's provider, for operations that ports use too
 */
export function telnyxOperations(
  seam: OrderSeam & Pick<PortingProvider, 'checkPortability'>,
  sessionOf: (call: CallContext) => TelnyxSession,
): ProviderOperationTable {
  return {
    portability: {
      input: z.strictObject({
        numbers: phoneNumbers,
      }),
      run: ({ numbers }, call) => seam.checkPortability(numbers, call),
    },
    orders: {
      input: z
        .strictObject({
          createdAfter: day.optional(),
          createdBefore: day.optional(),
          status: z.string().trim().min(1).max(50).optional(),
          refs: z.array(ref).min(1).max(50).optional(),
          search: search.optional(),
          limit,
        })
        .refine((input) => input.refs === undefined || input.search === undefined, {
          path: ['search'],
          message: 'cannot go together with refs: either search for orders, or name them',
        }),
      run: (input, call) => listOrders(input, sessionOf(call)),
    },
    'order.get': {
      input: z.strictObject({ orderRef: ref }),
      run: (input, call) => getOrder(input, sessionOf(call)),
    },
    'allowed-dates': {
      input: z.strictObject(orderOrDraft),
      run: (input, call) => allowedDates(input, seam, sessionOf(call)),
    },
    'comments.list': {
      input: z.strictObject({ orderRef: ref }),
      run: (input, call) => listComments(input, sessionOf(call)),
    },
    'comments.add': {
      input: z.strictObject({ orderRef: ref, body: text(5000) }),
      run: (input, call) => addComment(input, seam, sessionOf(call)),
    },
    'documents.list': {
      input: z.strictObject(orderOrDraft),
      run: (input, call) => listDocuments(input, sessionOf(call)),
    },
    'documents.link': {
      input: z.strictObject({ ...orderOrDraft, documentId: id }),
      run: (input, call) => linkDocument(input, sessionOf(call)),
    },
    rate: {
      input: z.strictObject({
        orderRef: ref,
        stars: z.int().min(1, 'must be 1 to 5').max(5, 'must be 1 to 5'),
        comment: text(5000).optional(),
      }),
      run: (input, call) => rateOrder(input, seam, sessionOf(call)),
    },
    drafts: {
      input: z.strictObject({
        status: text(50).optional(),
        number: phoneNumber.optional(),
        limit,
      }),
      run: (input, call) => listDrafts(input, sessionOf(call)),
    },
    'draft.get': {
      input: z.strictObject({ draftRef }),
      run: (input, call) => getDraft(input, sessionOf(call)),
    },
  };
}

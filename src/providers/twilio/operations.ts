import type { ReadDocument } from '../documents';
import type { ProviderOperationTable } from '../operations';
import type { PortingProvider } from '../provider';
import type { TwilioClient } from './client';
import { checkEligibility, getEligibility } from './eligibility';
import { listOrders } from './list-orders';
import { getLoa, setLoa } from './loa-configuration';
import {
  deleteWebhooksInput,
  eligibilityGetInput,
  eligibilityInput,
  getLoaInput,
  nothing,
  orderInput,
  ordersInput,
  portabilityInput,
  setLoaInput,
  setWebhooksInput,
  uploadDocumentInput,
} from './operation-inputs';
import type { OrderReader } from './order-reader';
import { uploadDocument } from './upload-document';
import { deleteWebhooks, getWebhooks, setWebhooks } from './webhook-configuration';

/** What the operations are done with: what ports do too is done in the same way. */
export interface OperationParts {
  readonly client: TwilioClient;
  readonly orders: OrderReader;
  readonly checkPortability: PortingProvider['checkPortability'];
  readonly readDocument: ReadDocument;
}

/** What Twilio's porting API can do beside ports. */
export function twilioOperations({
  client,
  orders,
  checkPortability,
  readDocument,
}: OperationParts): ProviderOperationTable {
  return {
    portability: {
      input: portabilityInput,
      run: ({ numbers, targetAccount, address }, call) =>
        checkPortability(numbers, call, {
          providerOptions: { twilio: { targetAccountSid: targetAccount, addressSid: address } },
        }),
    },
    orders: {
      input: ordersInput,
      run: (filter, call) => listOrders(filter, client, call),
    },
    'webhooks.get': {
      input: nothing,
      run: (_, call) => getWebhooks(client, call),
    },
    'webhooks.set': {
      input: setWebhooksInput,
      run: (target, call) => setWebhooks(target, client, call),
    },
    'webhooks.delete': {
      input: deleteWebhooksInput,
      run: (target, call) => deleteWebhooks(target, client, call),
    },
    'order.get': {
      input: orderInput,
      run: ({ orderRef }, call) => orders.describe(orderRef, call),
    },
    eligibility: {
      input: eligibilityInput,
      run: (asked, call) => checkEligibility(asked, client.hosting, call),
    },
    'eligibility.get': {
      input: eligibilityGetInput,
      run: (asked, call) => getEligibility(asked, client.hosting, call),
    },
    'loa.get': {
      input: getLoaInput,
      run: (filter, call) => getLoa(filter, client.signing, call),
    },
    'loa.set': {
      input: setLoaInput,
      run: (change, call) => setLoa(change, client.signing, call),
    },
    'documents.upload': {
      input: uploadDocumentInput,
      run: (document, call) => uploadDocument(document, readDocument, client.documents, call),
    },
  };
}

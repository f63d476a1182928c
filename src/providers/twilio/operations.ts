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
  noInput,
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

/** The dependencies of the operations. Operations that ports use too have one implementation. */
export interface OperationParts {
  readonly client: TwilioClient;
  readonly orders: OrderReader;
  readonly checkPortability: PortingProvider['checkPortability'];
  readonly readDocument: ReadDocument;
}

/** The operations of Twilio's porting API beside ports. */
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
      input: noInput,
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
      run: (input, call) => checkEligibility(input, client.hosting, call),
    },
    'eligibility.get': {
      input: eligibilityGetInput,
      run: (input, call) => getEligibility(input, client.hosting, call),
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

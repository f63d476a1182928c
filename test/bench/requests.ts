import type { PortRequestInput } from '../../src/contract/port-request-input';
import { twilioRequest } from '../scenarios/request';

/** A number on the usual road in the sandbox: no exceptional scenario by its last two digits, no mobile number. */
export function numberOf(index: number): string {
  return `+1212${String(2_000_030 + Math.floor(index / 9) * 1_000 + (index % 9) * 100)}`;
}

/** A complete request for one number. */
export function requestOf(requestId: string, account: string, phoneNumber: string): PortRequestInput {
  return { ...twilioRequest({ requestId, numbers: [{ phoneNumber }] }), account };
}

/** The order that Portkeeper makes of such a request at Twilio. */
export function orderOf(phoneNumber: string): object {
  return {
    account_sid: `AC${'0'.repeat(32)}`,
    documents: [`RD${'0'.repeat(32)}`],
    losing_carrier_information: {
      customer_name: 'Acme LLC',
      authorized_representative: 'Ada Moss',
      authorized_representative_email: 'ada@acme.example',
      customer_type: 'Business',
      account_number: 'A-991',
      account_telephone_number: '+12125550100',
      address: { street: '1 Main St', city: 'New York', state: 'NY', zip: '10001', country: 'US' },
    },
    phone_numbers: [{ phone_number: phoneNumber }],
    notification_emails: ['ops@acme.example'],
  };
}

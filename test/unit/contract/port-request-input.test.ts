import type { z } from 'zod';
import type { PortRequestInput } from '../../../src/contract/port-request-input';
import { parsePortRequest, type portRequestSchema } from '../../../src/contract/port-request-schema';

/** The interface that users read is what the schema takes: the compiler fails here when one has what the other lacks. */

type DeepReadonly<T> = T extends (infer Item)[]
  ? readonly DeepReadonly<Item>[]
  : T extends object
    ? { readonly [Key in keyof T]: DeepReadonly<T[Key]> }
    : T;

// eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- so the compiler compares all of A and B
type AreEqual<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;

/** Alike in every field, however the two are written. */
type Expanded<T> = T extends (infer Item)[] | readonly (infer Item)[]
  ? readonly Expanded<Item>[]
  : T extends object
    ? { readonly [Key in keyof T]: Expanded<T[Key]> }
    : T;

type Schema = DeepReadonly<z.input<typeof portRequestSchema>>;

const isInterfaceOfSchema: AreEqual<Expanded<PortRequestInput>, Expanded<Schema>> = true;

test('an input that names every field is taken as it is', () => {
  const input: PortRequestInput = {
    requestId: 'acme-42',
    provider: 'telnyx-v1',
    account: 'default',
    tenant: 'acme',
    reference: 'CRM-7781',
    numbers: [
      {
        phoneNumber: '+12125550100',
        pin: '0042',
        accountNumber: '1',
        billingPhoneNumber: '+12125550100',
        address: { city: 'New York' },
        providerOptions: {},
      },
    ],
    subscriber: {
      type: 'business',
      name: 'Acme LLC',
      authorizedPerson: { name: 'Ada Moss', email: 'ada@acme.example', phone: '+12125550199' },
      carrier: 'Old Telco',
      accountNumber: 'A-991',
      billingPhoneNumber: '+12125550100',
      taxId: '1',
      businessId: '2',
      address: {
        street: '1 Main St',
        street2: 'Floor 2',
        city: 'New York',
        region: 'NY',
        postalCode: '10001',
        country: 'US',
      },
    },
    portScope: { type: 'partial', remainingNumbers: 'keep', newBillingPhoneNumber: '+12125550101' },
    schedule: {
      date: '2026-12-10',
      timeRange: { start: '10:00', end: '12:00' },
      timeZone: 'America/New_York',
    },
    documents: [
      { type: 'utility_bill', providerId: 'RD1', issuedOn: '2026-11-02' },
      { type: 'loa', uri: 'file:///loa.pdf' },
    ],
    notificationEmails: ['ops@acme.example'],
    providerOptions: { 'telnyx-v1': {} },
    submit: 'manual',
    onNotPortable: 'continue_without',
    policy: { cancellationWindow: 'PT96H', notice: 'PT48H' },
  };
  expect(isInterfaceOfSchema).toBe(true);
  expect(parsePortRequest(input)).toMatchObject({ ok: true });
});

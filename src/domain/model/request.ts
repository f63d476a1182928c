/**
 * A port request after parsing: phone numbers are E.164, texts are trimmed, defaults are filled in. What only some
 * requests need stays optional; whether it is needed is the provider's word (`PortingProvider.requirements`).
 */
export interface PortRequest {
  readonly requestId: string;
  readonly provider: string;
  readonly account: string;
  readonly tenant?: string;
  readonly reference?: string;
  readonly numbers: readonly RequestedNumber[];
  readonly subscriber?: Subscriber;
  readonly portScope: PortScope;
  readonly schedule: Schedule;
  readonly documents: readonly RequestDocument[];
  readonly notificationEmails: readonly string[];
  readonly providerOptions: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly submit: 'when_ready' | 'manual';
  readonly onNotPortable: 'hold' | 'continue_without';
}

/** One number to move, with what the losing carrier asks for it. */
export interface RequestedNumber {
  readonly phoneNumber: string;
  /** A string: leading zeros count. */
  readonly pin?: string;
  readonly accountNumber?: string;
  readonly billingPhoneNumber?: string;
  readonly address?: Address;
  readonly providerOptions?: Readonly<Record<string, unknown>>;
}

/** The account holder as the losing carrier knows them. */
export interface Subscriber {
  readonly type?: 'business' | 'individual';
  readonly name?: string;
  readonly authorizedPerson?: { readonly name?: string; readonly email?: string; readonly phone?: string };
  readonly carrier?: string;
  readonly accountNumber?: string;
  readonly billingPhoneNumber?: string;
  readonly taxId?: string;
  readonly businessId?: string;
  readonly address?: Address;
}

/** A postal address. */
export interface Address {
  readonly street?: string;
  readonly street2?: string;
  readonly city?: string;
  readonly region?: string;
  readonly postalCode?: string;
  readonly country?: string;
}

/** Whether all numbers of the losing account move, and what becomes of those that stay. */
export type PortScope =
  | { readonly type: 'full' }
  | {
      readonly type: 'partial';
      readonly remainingNumbers?: 'keep' | 'disconnect';
      readonly newBillingPhoneNumber?: string;
    };

/** The wanted date of the cutover: a wish, not a promise. */
export interface Schedule {
  /** `YYYY-MM-DD` in `timeZone`, or `asap`. */
  readonly date: string;
  /** The wanted time of that day, `HH:MM`. */
  readonly timeRange?: { readonly start: string; readonly end: string };
  /** IANA name. */
  readonly timeZone?: string;
}

/** A document that goes with the port: one the provider already has, or one to upload. */
export interface RequestDocument {
  readonly type: string;
  readonly providerId?: string;
  readonly uri?: string;
  /** SHA-256 of its bytes, in hex, once it was uploaded. */
  readonly digest?: string;
  /** `YYYY-MM-DD`. */
  readonly issuedOn?: string;
}

/**
 * A parsed port request: phone numbers are E.164, texts are trimmed, defaults are filled in. Fields that only some
 * requests need are optional; the provider decides whether they are needed (`PortingProvider.requirements`).
 */
export interface PortRequest {
  /** The id of the port, unique in the namespace. */
  readonly requestId: string;
  /** The provider that the numbers move to. */
  readonly provider: string;
  /** The account at the provider, by its name in the configuration. */
  readonly account: string;
  /** The customer of the port, if several customers share an installation. */
  readonly tenant?: string;
  /** The caller's own reference. */
  readonly reference?: string;
  /** The numbers to move, each once. */
  readonly numbers: readonly RequestedNumber[];
  /** The account holder as the losing carrier knows them. */
  readonly subscriber?: Subscriber;
  /** Whether all numbers of the losing account move. */
  readonly portScope: PortScope;
  /** The wanted date. */
  readonly schedule: Schedule;
  /** The documents of the order. */
  readonly documents: readonly RequestDocument[];
  /** The e-mail addresses that the provider notifies. */
  readonly notificationEmails: readonly string[];
  /** Provider-specific options, by provider. */
  readonly providerOptions: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /** Whether a complete request is submitted automatically or waits for the command `submit`. */
  readonly submit: 'when_ready' | 'manual';
  /** Whether a number that is not portable holds the others. */
  readonly onNotPortable: 'hold' | 'continue_without';
}

/** One number to move, with the data that the losing carrier requires. */
export interface RequestedNumber {
  /** E.164. */
  readonly phoneNumber: string;
  /** A string: leading zeros count. */
  readonly pin?: string;
  /** The account at the losing carrier, if it is not the subscriber's. */
  readonly accountNumber?: string;
  /** The main number of that account, E.164. */
  readonly billingPhoneNumber?: string;
  /** Where the number is in service, if not at the subscriber's address. */
  readonly address?: Address;
  /** Provider-specific options of one number. */
  readonly providerOptions?: Readonly<Record<string, unknown>>;
}

/** The account holder as the losing carrier knows them. */
export interface Subscriber {
  /** Whether a company or a person holds the account. */
  readonly type?: 'business' | 'individual';
  /** The name on the bill. */
  readonly name?: string;
  /** Who signs the letter of authorization; `phone` is E.164. */
  readonly authorizedPerson?: { readonly name?: string; readonly email?: string; readonly phone?: string };
  /** The losing carrier. */
  readonly carrier?: string;
  /** The account at the losing carrier. */
  readonly accountNumber?: string;
  /** The main number of the account, E.164. */
  readonly billingPhoneNumber?: string;
  /** The account holder's tax number. */
  readonly taxId?: string;
  /** The company's number in its register. */
  readonly businessId?: string;
  /** The service address on the bill. */
  readonly address?: Address;
}

/** A postal address. */
export interface Address {
  /** Street and house number. */
  readonly street?: string;
  /** Suite or floor. */
  readonly street2?: string;
  /** The city. */
  readonly city?: string;
  /** State or province. */
  readonly region?: string;
  /** A string: leading zeros count. */
  readonly postalCode?: string;
  /** ISO 3166, two capital letters. */
  readonly country?: string;
}

/** Whether all numbers of the losing account move, and what happens to the remaining ones. */
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

/** A document of the port: one that the provider already has, or one to upload. */
export interface RequestDocument {
  /** The type, for example `utility_bill` or `loa`. */
  readonly type: string;
  /** The provider's id of a document that it has. */
  readonly providerId?: string;
  /** Where a worker reads it: `file:` or `https:`. */
  readonly uri?: string;
  /** SHA-256 of its bytes, in hex; set by the upload. */
  readonly digest?: string;
  /** `YYYY-MM-DD`. */
  readonly issuedOn?: string;
}

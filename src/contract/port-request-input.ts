import type { ProviderName } from './names';

/**
 * A port request as services write it: which numbers are to move, from whom, to which provider. Only `requestId`,
 * `provider` and `numbers` are needed to begin; what else a submission needs is in `missing` of the port's view. The
 * schema that parses it is `portRequestSchema` (`portkeeper schema` prints it); the compiler keeps the two equal.
 *
 * Text is tidied (blanks at its ends, Unicode form). Phone numbers are E.164, and blanks, dots, dashes and brackets in
 * them are dropped. Null counts as absent.
 */
export interface PortRequestInput {
  /**
   * Your id of this port, unique in the namespace: 1 to 100 letters, digits, dots, underscores or dashes. Starting it
   * again with the same content is the same port; with other content it is refused (`request_conflict`).
   */
  readonly requestId: string;
  /** The provider that the numbers move to. */
  readonly provider: ProviderName;
  /** The account at the provider, by its name in the workers' configuration. Default: `default`. */
  readonly account?: string | undefined;
  /** Whose port it is, where several customers share an installation; at most 100 characters. It is searchable. */
  readonly tenant?: string | undefined;
  /** Your own reference, a ticket for example; at most 100 characters. It is searchable. */
  readonly reference?: string | undefined;
  /** The numbers that are to move, 1 to 1,000, each once. */
  readonly numbers: readonly PortRequestNumber[];
  /** The account holder as the losing carrier knows them. */
  readonly subscriber?: PortRequestSubscriber | undefined;
  /** Whether all numbers of the account at the losing carrier move. Default: `{ type: 'full' }`. */
  readonly portScope?: PortRequestScope | undefined;
  /** The wanted date of the cutover: a wish, not a promise. Default: `asap`. */
  readonly schedule?: 'asap' | PortRequestSchedule | undefined;
  /** At most 50. Default: none. */
  readonly documents?: readonly PortRequestDocument[] | undefined;
  /** Whom the provider keeps informed by e-mail; at most 10. Default: none. */
  readonly notificationEmails?: readonly string[] | undefined;
  /** What only one provider knows, under its name (docs/providers.md); at most 8 KiB of JSON. */
  readonly providerOptions?: Readonly<Record<string, Readonly<Record<string, unknown>>>> | undefined;
  /** Whether a complete request is submitted by itself, or waits for the command `submit`. Default: `when_ready`. */
  readonly submit?: 'when_ready' | 'manual' | undefined;
  /** Whether one number that cannot be moved holds up the others. Default: `hold`. */
  readonly onNotPortable?: 'hold' | 'continue_without' | undefined;
  /** Lengths of time that may only be longer than the account's. Default: the account's. */
  readonly policy?: PortRequestPolicy | undefined;
}

/** One number of a port request. */
export interface PortRequestNumber {
  /** E.164. */
  readonly phoneNumber: string;
  /** The PIN or passcode that the losing carrier asks for, at most 32 characters. A string: leading zeros count. */
  readonly pin?: string | undefined;
  /** The account at the losing carrier, where it is not that of `subscriber`; at most 100 characters. */
  readonly accountNumber?: string | undefined;
  /** The main number of that account, E.164. */
  readonly billingPhoneNumber?: string | undefined;
  /** Where the number is in service, if not at the address of `subscriber`. */
  readonly address?: PortRequestAddress | undefined;
  /** What only the port's provider knows of a single number (docs/providers.md). */
  readonly providerOptions?: Readonly<Record<string, unknown>> | undefined;
}

/** The account holder as the losing carrier knows them. */
export interface PortRequestSubscriber {
  /** Whether a company or a person holds the account. */
  readonly type?: 'business' | 'individual' | undefined;
  /** The name on the bill; at most 200 characters. */
  readonly name?: string | undefined;
  /** Who signs the letter of authorization. `phone` is E.164. */
  readonly authorizedPerson?:
    | {
        readonly name?: string | undefined;
        readonly email?: string | undefined;
        readonly phone?: string | undefined;
      }
    | undefined;
  /** The losing carrier; at most 200 characters. */
  readonly carrier?: string | undefined;
  /** The account at the losing carrier; at most 100 characters. */
  readonly accountNumber?: string | undefined;
  /** The main number of the account, E.164. */
  readonly billingPhoneNumber?: string | undefined;
  /** At most 100 characters. */
  readonly taxId?: string | undefined;
  /** The company's number in its register; at most 100 characters. */
  readonly businessId?: string | undefined;
  /** The service address on the bill. */
  readonly address?: PortRequestAddress | undefined;
}

/** A postal address. */
export interface PortRequestAddress {
  /** Street and house number; at most 200 characters. */
  readonly street?: string | undefined;
  /** Suite or floor; at most 200 characters. */
  readonly street2?: string | undefined;
  /** At most 100 characters. */
  readonly city?: string | undefined;
  /** State or province; at most 100 characters. */
  readonly region?: string | undefined;
  /** A string: leading zeros count; at most 20 characters. */
  readonly postalCode?: string | undefined;
  /** ISO 3166, two capital letters. */
  readonly country?: string | undefined;
}

/** Whether all numbers of the account at the losing carrier move, and what becomes of those that stay. */
export type PortRequestScope =
  | { readonly type: 'full' }
  | {
      readonly type: 'partial';
      /** What becomes of the others. */
      readonly remainingNumbers?: 'keep' | 'disconnect' | undefined;
      /** The main number of the account from then on, E.164. */
      readonly newBillingPhoneNumber?: string | undefined;
    };

/** A wanted date. */
export interface PortRequestSchedule {
  /** A calendar day `YYYY-MM-DD`, or `asap`. */
  readonly date: string;
  /** The wanted time of that day, `HH:MM`; `start` is earlier than `end`. */
  readonly timeRange?: { readonly start: string; readonly end: string } | undefined;
  /** The IANA time zone in which the date is meant. Default: the account's. */
  readonly timeZone?: string | undefined;
}

/** A document that goes with the order. It needs a `uri` or a `providerId`. */
export interface PortRequestDocument {
  /** What it is: `utility_bill`, `loa`, … (docs/providers.md); at most 50 characters. */
  readonly type: string;
  /** The provider's id of a document that it has already. */
  readonly providerId?: string | undefined;
  /** `file:` or `https:`, below a root that the workers may read (`PORTKEEPER_DOCUMENT_ROOTS`). */
  readonly uri?: string | undefined;
  /** The day on which it was issued, `YYYY-MM-DD`. */
  readonly issuedOn?: string | undefined;
}

/** Lengths of time as ISO 8601, `PT96H` for example. */
export interface PortRequestPolicy {
  /** How long before the cutover a cancel is safe. */
  readonly cancellationWindow?: string | undefined;
  /** How long before the end of that window its closing is announced. */
  readonly notice?: string | undefined;
}

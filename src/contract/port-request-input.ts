import type { ProviderName } from './names';

/**
 * A port request as services write it: the numbers to move, the losing carrier, and the provider. Only `requestId`,
 * `provider` and `numbers` are required to begin; whatever else a submission needs is in `missing` of the port's
 * view. `portRequestSchema` parses it (`portkeeper schema` prints it); the compiler keeps both equal.
 *
 * Texts are cleaned (blanks at the ends, Unicode form). Phone numbers are E.164; blanks, dots, dashes and brackets in
 * them are removed. Null counts as absent.
 */
export interface PortRequestInput {
  /**
   * Your id of this port, unique in the namespace: 1 to 100 letters, digits, dots, underscores or dashes. A repeated
   * start with the same content is the same port; with other content it is refused (`request_conflict`).
   */
  readonly requestId: string;
  /** The provider that the numbers move to. */
  readonly provider: ProviderName;
  /** The account at the provider, by its name in the workers' configuration. Default: `default`. */
  readonly account?: string | undefined;
  /** The customer of the port, if several customers share an installation; at most 100 characters. Searchable. */
  readonly tenant?: string | undefined;
  /** Your own reference, for example a ticket; at most 100 characters. Searchable. */
  readonly reference?: string | undefined;
  /** The numbers to move, 1 to 1,000, each once. */
  readonly numbers: readonly PortRequestNumber[];
  /** The account holder as the losing carrier knows them. */
  readonly subscriber?: PortRequestSubscriber | undefined;
  /** Whether all numbers of the account at the losing carrier move. Default: `{ type: 'full' }`. */
  readonly portScope?: PortRequestScope | undefined;
  /** The wanted date of the cutover: a wish, not a promise. Default: `asap`. */
  readonly schedule?: 'asap' | PortRequestSchedule | undefined;
  /** At most 50. Default: none. */
  readonly documents?: readonly PortRequestDocument[] | undefined;
  /** The e-mail addresses that the provider notifies; at most 10. Default: none. */
  readonly notificationEmails?: readonly string[] | undefined;
  /** Provider-specific options, by provider (docs/providers.md); at most 8 KiB of JSON. */
  readonly providerOptions?: Readonly<Record<string, Readonly<Record<string, unknown>>>> | undefined;
  /**
   * Whether a complete request is submitted automatically or waits for the command `submit`. Default: `when_ready`.
   */
  readonly submit?: 'when_ready' | 'manual' | undefined;
  /** Whether a number that is not portable holds the others. Default: `hold`. */
  readonly onNotPortable?: 'hold' | 'continue_without' | undefined;
  /** Policy overrides, which may only be longer than the account's. Default: the account's. */
  readonly policy?: PortRequestPolicy | undefined;
}

/** One number of a port request. */
export interface PortRequestNumber {
  /** E.164. */
  readonly phoneNumber: string;
  /** The PIN or passcode of the losing carrier, at most 32 characters. A string: leading zeros count. */
  readonly pin?: string | undefined;
  /** The account at the losing carrier, if it is not that of `subscriber`; at most 100 characters. */
  readonly accountNumber?: string | undefined;
  /** The main number of that account, E.164. */
  readonly billingPhoneNumber?: string | undefined;
  /** Where the number is in service, if not at the address of `subscriber`. */
  readonly address?: PortRequestAddress | undefined;
  /** Provider-specific options of one number (docs/providers.md). */
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

/** Whether all numbers of the account at the losing carrier move, and what happens to the remaining ones. */
export type PortRequestScope =
  | { readonly type: 'full' }
  | {
      readonly type: 'partial';
      /** What happens to the remaining numbers. */
      readonly remainingNumbers?: 'keep' | 'disconnect' | undefined;
      /** The main number of the account afterwards, E.164. */
      readonly newBillingPhoneNumber?: string | undefined;
    };

/** A wanted date. */
export interface PortRequestSchedule {
  /** A calendar day `YYYY-MM-DD`, or `asap`. */
  readonly date: string;
  /** The wanted time of that day, `HH:MM`; `start` is earlier than `end`. */
  readonly timeRange?: { readonly start: string; readonly end: string } | undefined;
  /** The IANA time zone of the date. Default: the account's. */
  readonly timeZone?: string | undefined;
}

/** A document of the order. Requires `uri` or `providerId`. */
export interface PortRequestDocument {
  /** The type: `utility_bill`, `loa`, … (docs/providers.md); at most 50 characters. */
  readonly type: string;
  /** The provider's id of a document that it already has. */
  readonly providerId?: string | undefined;
  /** `file:` or `https:`, below a root that the workers may read (`PORTKEEPER_DOCUMENT_ROOTS`). */
  readonly uri?: string | undefined;
  /** The day of issue, `YYYY-MM-DD`. */
  readonly issuedOn?: string | undefined;
}

/** Durations as ISO 8601, for example `PT96H`. */
export interface PortRequestPolicy {
  /** The time before the cutover until which a cancel is safe. */
  readonly cancellationWindow?: string | undefined;
  /** How long before the window closes the warning is recorded. */
  readonly notice?: string | undefined;
}

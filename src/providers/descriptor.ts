import type { PortRequestInput } from '../contract/port-request-input';
import type { ProviderAccount } from './account';
import type { CallContext } from './call-context';
import { type ReadDocument, readNoDocument } from './documents';
import { createHttpTransport, type HttpTransport } from './http/transport';
import type { OwnOperationName } from './operations';
import type { PortingProvider, ProviderCapabilities, ProviderWebhooks } from './provider';
import type { z } from 'zod';

/**
 * What a process uses an account for. `calls`: it calls the provider, as a worker does. `webhooks`: it only
 * verifies and reads webhooks, as the receiver does, and needs no secrets of calls.
 */
export type AccountUse = 'calls' | 'webhooks';

/** One key of an account in the configuration file. */
export interface AccountKey {
  /** The environment variable for the key if there is no configuration file. */
  readonly variable?: string;
  /** The variable holds JSON. */
  readonly isJson?: true;
  /** The value is a secret: `doctor` warns if other users can read it. */
  readonly isSecret?: true;
  /** Only a process that calls the provider reads the key; the receiver needs no value for it. */
  readonly isForCalls?: true;
}

/** The dependencies of a provider's classes. */
export interface ProviderParts {
  /** Sends HTTP requests, within the rate limit of the account. */
  readonly transport: HttpTransport;
  /** Reads documents for uploads. */
  readonly readDocument: ReadDocument;
}

/** The account of a sandbox. No real account has its credentials. */
export interface SandboxAccount<Account> {
  /**
   * The account's keys as in a configuration file, without `provider` and `name`.
   *
   * @param url - the base URL of the simulated provider
   */
  entry(url: string): Readonly<Record<string, unknown>>;
  /**
   * Whether an account has the sandbox's credentials. Only then may days be shortened
   * (`PORTKEEPER_DAY_SECONDS`).
   */
  isSandbox(account: Account): boolean;
}

/** Examples for help texts and for the demo. */
export interface ProviderSample {
  /** The reference of an order, as in the provider's list. */
  readonly orderRef: string;
  /** A phone number of the sandbox in E.164 without its last two digits, which choose the scenario. */
  readonly numberPrefix: string;
  /** What the provider needs in a request besides number, subscriber and address. */
  readonly request: Partial<PortRequestInput>;
  /** How to correct a port whose number ends in `02`. */
  readonly correction?: {
    /** The end of a sentence. */
    readonly what: string;
    /** Command lines without the name of the program. */
    commands(requestId: string, phoneNumber: string): readonly string[];
  };
  /** The JSON body of a webhook about an order. */
  webhookBody?(orderRef: string): string;
}

/**
 * Everything that Portkeeper knows about one provider. Worker, receiver, `doctor`, `setup` and the command
 * line read it, and no other code names a provider. The descriptors of `src/providers/registry.ts` are built
 * in; the configuration file can add others (docs/write-a-provider.md).
 */
export interface ProviderDescriptor<Account extends ProviderAccount = ProviderAccount> {
  /**
   * 1 to 40 lower-case letters, digits and dashes; unique. It is part of URLs, task queues and workflow ids.
   */
  readonly name: Account['provider'];
  /**
   * Returns the schema of an account's entry in the configuration file. Portkeeper has removed its own keys
   * `rateLimit`, `policy`, `sweep` and `documents` from the entry. The type of the account follows from the
   * schema.
   *
   * @param use - with `webhooks`, keys that are only for calls are absent
   * @returns a zod 4 schema; it should refuse unknown keys, and its messages must not repeat a value
   */
  accountSchema(use: AccountUse): z.ZodType<Account>;
  /**
   * The keys of that entry that have a variable, are a secret, or are for calls only, by path:
   * `credentials.token`. An account is configured by variables if the first variable of `credentials` is set;
   * list it first.
   */
  readonly keys: Readonly<Record<string, AccountKey>>;
  /** The account of the provider's sandbox. Absent: there is no sandbox. */
  readonly sandbox?: SandboxAccount<Account>;
  /** Every URL to which credentials are sent. Default: `baseUrl`. */
  urls?(account: Account): readonly string[];
  /** What the provider can do, and its rules. They do not depend on the account. */
  readonly capabilities: ProviderCapabilities;
  /** Creates the provider of an account. A worker creates one for each account and uses it for all calls. */
  createProvider(account: Account, parts: ProviderParts): PortingProvider;
  /** Creates the reader of an account's webhooks. Absent: the provider sends none. */
  createWebhooks?(account: Account): ProviderWebhooks;
  /** The names of the operations in `createProvider(…).operations`; the command line offers them. */
  readonly operations: readonly OwnOperationName[];
  /** Options of operations that only some providers have. */
  readonly operationOptions?: {
    /** What `orders --search` searches, as the end of a sentence. Absent: no search. */
    readonly ordersSearch?: string;
    /** A portability check can be made for another account at the provider. */
    readonly portabilityTarget?: true;
  };
  /**
   * Checks the credentials with a call that changes nothing and needs valid credentials.
   *
   * @throws ProviderError if the credentials are refused, or the provider does not answer
   */
  checkCredentials(account: Account, transport: HttpTransport, call: CallContext): Promise<void>;
  /** Examples for help texts and for the demo. */
  readonly sample?: ProviderSample;
}

/** An account with the descriptor of its provider. */
export interface DescribedAccount {
  /** The descriptor of its provider. */
  readonly descriptor: ProviderDescriptor;
  /** The account, parsed with the descriptor's schema. */
  readonly account: ProviderAccount;
}

/**
 * Types a descriptor, so that the compiler checks it against the type of its account.
 *
 * @example
 * ```ts
 * export default defineProvider({ name: 'my-carrier', accountSchema: () => myAccountSchema, … });
 * ```
 */
export function defineProvider<Account extends ProviderAccount>(
  descriptor: ProviderDescriptor<Account>,
): ProviderDescriptor<Account> {
  return descriptor;
}

/** A descriptor does not match the provider that it creates. */
export class DescriptorError extends Error {
  override readonly name = 'DescriptorError';
  readonly code = 'configuration_invalid';
}

/**
 * Creates the provider of an account. It keeps no state that a restart would lose; a worker creates one for
 * each account.
 *
 * @param parts - default: undici without a limit, and no documents
 * @throws DescriptorError if its name or capabilities differ from those of its descriptor
 */
export function createProvider(
  { descriptor, account }: DescribedAccount,
  { transport = createHttpTransport(), readDocument = readNoDocument }: Partial<ProviderParts> = {},
): PortingProvider {
  const provider = descriptor.createProvider(account, { transport, readDocument });
  if (provider.name === descriptor.name && provider.capabilities === descriptor.capabilities) return provider;
  throw new DescriptorError(
    `The provider that the descriptor of ${descriptor.name} creates must have the name and the capabilities of its ` +
      'descriptor; correct its module.',
  );
}

/** Creates the webhook reader of an account; undefined if there are no webhooks. It creates no API client. */
export function createWebhooks({ descriptor, account }: DescribedAccount): ProviderWebhooks | undefined {
  return descriptor.createWebhooks?.(account);
}

/** Whether an account can only reach a sandbox, whatever its URL: no real account has these credentials. */
export function isSandboxAccount({ descriptor, account }: DescribedAccount): boolean {
  return descriptor.sandbox?.isSandbox(account) === true;
}

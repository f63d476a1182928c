import type { PortRequestInput } from '../contract/port-request-input';
import type { ProviderAccount } from './account';
import type { CallContext } from './call-context';
import { type ReadDocument, readNoDocument } from './documents';
import { createHttpTransport, type HttpTransport } from './http/transport';
import type { OwnOperationName } from './operations';
import type { PortingProvider, ProviderCapabilities, ProviderWebhooks } from './provider';
import type { z } from 'zod';

/**
 * What a process uses an account for. `calls`: it calls the provider, as a worker does. `webhooks`: it only checks and
 * reads webhooks, as the receiver does, and should hold no secret that this does not need.
 */
export type AccountUse = 'calls' | 'webhooks';

/** One key of an account in the configuration file. */
export interface AccountKey {
  /** The environment variable that stands for the key where there is no configuration file. */
  readonly variable?: string;
  /** The variable holds JSON. */
  readonly isJson?: true;
  /** The value is a secret: `doctor` warns where other users can read it. */
  readonly isSecret?: true;
  /** Only a process that calls the provider reads the key: the receiver needs no value for it. */
  readonly isForCalls?: true;
}

/** What a provider's classes are built with. */
export interface ProviderParts {
  /** Sends HTTP requests, within the rate limit of the account. */
  readonly transport: HttpTransport;
  /** Reads documents that are to be uploaded. */
  readonly readDocument: ReadDocument;
}

/** The account of a sandbox: no real account has its credentials. */
export interface SandboxAccount<Account> {
  /**
   * Its keys as a configuration file has them, without `provider` and `name`.
   *
   * @param url - the base URL of the simulated provider
   */
  entry(url: string): Readonly<Record<string, unknown>>;
  /** Whether an account has the credentials of the sandbox. Only then may days be shortened (`PORTKEEPER_DAY_SECONDS`). */
  isSandbox(account: Account): boolean;
}

/** Examples for help texts and for the demo. */
export interface ProviderSample {
  /** The reference of an order, as the provider's list shows it. */
  readonly orderRef: string;
  /** A phone number of the sandbox in E.164 without its last two digits: these choose what happens to it. */
  readonly numberPrefix: string;
  /** What the provider needs of a request beside number, subscriber and address. */
  readonly request: Partial<PortRequestInput>;
  /** How a port is corrected whose number ends in `02`. */
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
 * Everything that Portkeeper knows about one provider. Worker, receiver, `doctor`, `setup` and the command line read it,
 * and nothing else names a provider. The descriptors of `src/providers/registry.ts` are always there; the configuration
 * file can bring others (docs/write-a-provider.md).
 */
export interface ProviderDescriptor<Account extends ProviderAccount = ProviderAccount> {
  /** 1 to 40 lower-case letters, digits and dashes; unique. It is part of URLs, task queues and workflow ids. */
  readonly name: Account['provider'];
  /**
   * Parses an account's entry of the configuration file. `rateLimit`, `policy`, `sweep` and `documents` are Portkeeper's
   * own and have been taken out of it. The type of the account follows from the schema.
   *
   * @param use - with `webhooks`, keys that are only for calls are absent
   * @returns a zod 4 schema; it should refuse unknown keys, and its messages must not repeat a value
   */
  accountSchema(use: AccountUse): z.ZodType<Account>;
  /**
   * The keys of that entry that are a variable, a secret, or for calls only, each by its path: `credentials.token`. The
   * variables of `credentials` say whether an account is configured by variables at all: its first one is the first here.
   */
  readonly keys: Readonly<Record<string, AccountKey>>;
  /** The account of the provider's sandbox. Absent: there is none. */
  readonly sandbox?: SandboxAccount<Account>;
  /** Every URL to which credentials are sent. Default: `baseUrl`. */
  urls?(account: Account): readonly string[];
  /** What the provider can do, and by which rules. They do not depend on the account. */
  readonly capabilities: ProviderCapabilities;
  /** Builds the provider of an account. A worker builds one for each account and uses it for all calls. */
  createProvider(account: Account, parts: ProviderParts): PortingProvider;
  /** Builds what checks and reads the webhooks of an account. Absent: the provider sends none. */
  createWebhooks?(account: Account): ProviderWebhooks;
  /** The operations that `createProvider(…).operations` has, by name: the command line offers them. */
  readonly operations: readonly OwnOperationName[];
  /** Options that an operation has at this provider and not at all others. */
  readonly operationOptions?: {
    /** What `orders --search` finds orders by, as the end of a sentence. Absent: it cannot search. */
    readonly ordersSearch?: string;
    /** A portability check can be made for another account of the provider. */
    readonly portabilityTarget?: true;
  };
  /**
   * Asks the provider something that changes nothing and that only valid credentials are answered.
   *
   * @throws ProviderError when the credentials are refused, or the provider does not answer
   */
  checkCredentials(account: Account, transport: HttpTransport, call: CallContext): Promise<void>;
  /** Examples for help texts and for the demo. */
  readonly sample?: ProviderSample;
}

/** An account, and the descriptor of its provider. */
export interface DescribedAccount {
  /** All that is known of its provider. */
  readonly descriptor: ProviderDescriptor;
  /** As the schema of the descriptor has parsed it. */
  readonly account: ProviderAccount;
}

/**
 * Gives a descriptor its type, so that the compiler checks it against the type of its account.
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

/** A descriptor and the provider that it creates do not fit together. */
export class DescriptorError extends Error {
  override readonly name = 'DescriptorError';
  readonly code = 'configuration_invalid';
}

/**
 * The provider of an account. It keeps no state that a restart would lose; a worker builds one for each account.
 *
 * @param parts - default: undici without a limit, and no documents
 * @throws DescriptorError when it has another name or other capabilities than its descriptor
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

/** How the webhooks of an account are checked and read; undefined where there are none. It builds no API client. */
export function createWebhooks({ descriptor, account }: DescribedAccount): ProviderWebhooks | undefined {
  return descriptor.createWebhooks?.(account);
}

/** Whether an account can only reach a sandbox, whatever its URL: no real account has these credentials. */
export function isSandboxAccount({ descriptor, account }: DescribedAccount): boolean {
  return descriptor.sandbox?.isSandbox(account) === true;
}

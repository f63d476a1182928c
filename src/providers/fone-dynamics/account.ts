import type { StatusMap } from '../account';

/** Credentials of a Fone Dynamics account: HTTP Basic (docs/reference/fone-dynamics.md#transport). */
export interface FoneDynamicsCredentials {
  /** `A` and 31 capitals or digits. */
  readonly accountSid: string;
  readonly token: string;
}

/** One account at Fone Dynamics, as configuration describes it. */
export interface FoneDynamicsAccount {
  readonly provider: 'fone-dynamics';
  /** The name that port requests use for this account. */
  readonly name: string;
  readonly credentials: FoneDynamicsCredentials;
  /** `S` and 31 capitals or digits: the property whose porting requests these are. A request may name another. */
  readonly propertySid: string;
  /** Scheme and host of the API; Fone Dynamics: `https://api.fonedynamics.com`, or a sandbox. */
  readonly baseUrl: string;
  /** IANA zone in which the account's dates are meant; `DEFAULT_TIME_ZONE` unless told otherwise. */
  readonly timeZone: string;
  /** What the provider's words mean. Only `Received` and `Queued` are published: every other word needs an entry. */
  readonly statusMap: StatusMap;
  /** Whose porting requests a read lists: those of the property, or of all properties of the account. */
  readonly scope: StatusScope;
}

/** The two levels at which Fone Dynamics lists porting requests (docs/reference/fone-dynamics.md#operations). */
export type StatusScope = 'property' | 'account';

/** The zone of an account that names none. */
export const DEFAULT_TIME_ZONE = 'Australia/Sydney';

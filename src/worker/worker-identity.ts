import { hostname } from 'node:os';
import { fingerprintOf } from '../config/number-key';

/** The settings that all workers of an installation must have in common. */
export interface SharedSettings {
  /** Hides the numbers in the ids of their claims; undefined: numbers are not claimed. */
  readonly numberKey?: Buffer | undefined;
  /** When Temporal's database was restored from an older copy, epoch milliseconds; undefined: never. */
  readonly restoredAt?: number | undefined;
}

/** The same settings, as the identity of a worker states them. Without secrets. */
export interface StatedSettings {
  /** The fingerprint of the number key, or `none`. */
  readonly numberKey: string;
  /** An instant (RFC 3339), or `never`. */
  readonly restoredAt: string;
}

/** The settings in a form in which they can be compared and published. */
export function stated({ numberKey, restoredAt }: SharedSettings): StatedSettings {
  return {
    numberKey: numberKey === undefined ? 'none' : fingerprintOf(numberKey),
    restoredAt: restoredAt === undefined ? 'never' : new Date(restoredAt).toISOString(),
  };
}

/**
 * The identity of a worker's processes at Temporal: process and host as usual, and the settings that all workers must
 * have in common. `portkeeper doctor` compares those of all workers that poll: what runs, not what was once recorded.
 */
export function workerIdentity(settings: SharedSettings): string {
  const { numberKey, restoredAt } = stated(settings);
  return `${process.pid}@${hostname()}#number-key=${numberKey},restored-at=${restoredAt}`;
}

/** The settings in a worker's identity; undefined if it states none, for example because it is the user's own. */
export function settingsIn(identity: string): StatedSettings | undefined {
  const [, numberKey, restoredAt] = /#number-key=([^,]+),restored-at=([^,]+)$/.exec(identity) ?? [];
  return numberKey === undefined || restoredAt === undefined ? undefined : { numberKey, restoredAt };
}

/** How one call of an activity goes wrong. Effect: what the activity does at the provider. */
export const FAULTS = ['twice', 'failed-before', 'failed-after', 'killed-after'] as const;

/**
 * `twice`: it is run a second time, whose answer counts. `failed-before`: it fails before its effect. `failed-after`:
 * its effect is there, and it fails. `killed-after`: its effect is there, and its worker is dead.
 */
export type Fault = (typeof FAULTS)[number];

/** Temporal runs every activity at least once, except this one: its retry policy has one attempt. */
export const ONCE_BY_NATURE = 'submitOrder';

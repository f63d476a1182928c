import type { TelnyxNumber } from './schemas';

/** What Telnyx groups numbers by: a sub request, live or of a draft. */
export interface Group {
  readonly id: string;
  readonly phone_numbers: readonly TelnyxNumber[];
}

/** Which numbers are in which group. */
export interface Grouping {
  /** By the group's id; a group that only a number names is there too. */
  readonly byGroup: ReadonlyMap<string, readonly TelnyxNumber[]>;
  /** In no group yet. */
  readonly unassigned: readonly TelnyxNumber[];
}

/**
 * Puts numbers where Telnyx has them. It says so twice, by each number and by each group, and may leave either out
 * (docs/reference/telnyx-v1.md#grouping). What the number says wins, so that no number is in two groups.
 */
export function groupingOf(numbers: readonly TelnyxNumber[], groups: readonly Group[]): Grouping {
  const placed = new Map<string, TelnyxNumber>();
  for (const { id, phone_numbers } of groups) {
    for (const number of phone_numbers) placed.set(number.phone_number, { ...number, sub_request_id: id });
  }
  for (const number of numbers) {
    const listed = placed.get(number.phone_number);
    placed.set(number.phone_number, {
      ...number,
      sub_request_id: number.sub_request_id ?? listed?.sub_request_id,
      sub_request_status: number.sub_request_status ?? listed?.sub_request_status,
    });
  }
  const byGroup = new Map<string, TelnyxNumber[]>(groups.map(({ id }) => [id, []]));
  const unassigned: TelnyxNumber[] = [];
  for (const number of placed.values()) {
    const id = number.sub_request_id;
    const group = id === undefined ? unassigned : byGroup.get(id);
    if (group !== undefined) group.push(number);
    else if (id !== undefined) byGroup.set(id, [number]);
  }
  return { byGroup, unassigned };
}

/** Every number that is in a draft or a port request, wherever Telnyx shows it. */
export function numbersIn(numbers: readonly TelnyxNumber[], groups: readonly Group[]): string[] {
  const all = [...numbers, ...groups.flatMap((group) => group.phone_numbers)];
  return [...new Set(all.map((number) => number.phone_number))];
}

/** True when both name exactly the same numbers. */
export function areSameNumbers(a: readonly string[], b: readonly string[]): boolean {
  const set = new Set(a);
  return set.size === new Set(b).size && b.every((member) => set.has(member));
}

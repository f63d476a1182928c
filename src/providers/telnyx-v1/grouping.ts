import type { TelnyxNumber } from './schemas';

/** A group of numbers at Telnyx: a sub request of a port request or of a draft. */
export interface Group {
  readonly id: string;
  readonly phone_numbers: readonly TelnyxNumber[];
}

/** The assignment of numbers to groups. */
export interface Grouping {
  /** By the group's id, including groups that only a number names. */
  readonly byGroup: ReadonlyMap<string, readonly TelnyxNumber[]>;
  /** Numbers in no group yet. */
  readonly unassigned: readonly TelnyxNumber[];
}

/**
 * Assigns numbers to Telnyx's groups. Telnyx shows the assignment twice, in each number and in each group,
 * and may omit either (docs/reference/telnyx-v1.md#grouping). The number's own field wins, so that no number
 * is in two groups.
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

/** Every number of a draft or a port request, wherever Telnyx shows it. */
export function numbersIn(numbers: readonly TelnyxNumber[], groups: readonly Group[]): string[] {
  const all = [...numbers, ...groups.flatMap((group) => group.phone_numbers)];
  return [...new Set(all.map((number) => number.phone_number))];
}

/** Whether both lists have exactly the same numbers. */
export function areSameNumbers(a: readonly string[], b: readonly string[]): boolean {
  const set = new Set(a);
  return set.size === new Set(b).size && b.every((member) => set.has(member));
}

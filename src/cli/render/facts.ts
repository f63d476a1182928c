import { columns } from './columns';

/** What is known of a thing, name by name, set in below its title; what is not known is left out. */
export function factLines(facts: readonly (readonly [name: string, value: string | undefined])[]): string[] {
  const known = facts.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]));
  return columns(known).map((line) => `  ${line}`);
}

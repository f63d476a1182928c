/** An instant for people: to the second, in UTC. Takes RFC 3339. */
export function second(instant: string): string {
  return `${instant.slice(0, 19).replace('T', ' ')}Z`;
}

/** A phone number that may be shown to anybody: its last four digits. */
export function masked(phoneNumber: string): string {
  return `…${phoneNumber.slice(-4)}`;
}

/** Which numbers, in few words. */
export function numbersInWords(numbers: readonly string[]): string {
  return numbers.length <= 3 ? numbers.map(masked).join(', ') : `${numbers.length} numbers`;
}

/** The words of a status or a reason: `foc_confirmed` is for programs. */
export function words(code: string): string {
  return code.replaceAll('_', ' ');
}

/** A command as this program takes it: `changeDate` is for programs. */
export function asTyped(command: string): string {
  return command.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

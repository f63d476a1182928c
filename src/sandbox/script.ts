import type { SandboxTime } from './time';

/** Has each step of a script happen on its day, in provider-side days from an instant. Steps of the past are left out. */
export function playScript<Step extends { readonly day: number }>(
  time: SandboxTime,
  from: number,
  script: readonly Step[],
  applyStep: (step: Step) => void,
): void {
  for (const step of script) {
    const at = from + time.days(step.day);
    if (at >= time.now()) time.schedule(at, () => applyStep(step));
  }
}

/** The instant, or an hour later where it is midnight UTC: that reads as "some time that day", and scripts give a moment. */
export function asMoment(instant: number): number {
  return instant % 86_400_000 === 0 ? instant + 3_600_000 : instant;
}

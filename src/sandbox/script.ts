import type { SandboxTime } from './time';

/**
 * Schedules each step of a script on its day, in provider-side days from an instant. Past steps are left out.
 */
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

/**
 * The instant, or an hour later if it is a midnight UTC: that would mean "some time that day", and scripts
 * give a moment.
 */
export function asMoment(instant: number): number {
  return instant % 86_400_000 === 0 ? instant + 3_600_000 : instant;
}

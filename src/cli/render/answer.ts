import { asTyped } from './instants';

/** What a person has to say beside `resubmit`, by what they answer: an attention's cause, or a refusal's code. */
const SAID_WITH_RESUBMIT: Readonly<Record<string, string>> = {
  supersede_blocked: ' --supersede',
  submission_unknown: ' --confirm',
};

/** A command as this program takes it, in answer to an attention or a refusal: `resubmit --confirm`. */
export function answerAsTyped(command: string, to: string): string {
  const said = command === 'resubmit' ? SAID_WITH_RESUBMIT[to] : undefined;
  return `${asTyped(command)}${said ?? ''}`;
}

import { SAID_WITH_RESUBMIT } from '../../domain/attentions/answers';
import { asTyped } from './instants';

/** A command as this program takes it, in answer to an attention or a refusal: `resubmit --confirm`. */
export function answerAsTyped(command: string, to: string): string {
  const said = command === 'resubmit' ? SAID_WITH_RESUBMIT[to] : undefined;
  if (said === undefined) return asTyped(command);
  return `${asTyped(command)} --${said}${said === 'numbers' ? ' …' : ''}`;
}

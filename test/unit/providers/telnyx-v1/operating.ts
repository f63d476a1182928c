import type { OperationAnswer, OperationInput } from '../../../../src/contract/provider-operations';
import type { OwnOperationName } from '../../../../src/providers/operations';
import { TelnyxV1Provider } from '../../../../src/providers/telnyx-v1/provider';
import { scripted } from '../scripted';
import { account, call } from './examples';

/** Runs operations as the activity does, parsed first, over a scripted transport. */
export function operating(...answers: Parameters<typeof scripted>) {
  const { transport, sent } = scripted(...answers);
  const { operations } = new TelnyxV1Provider(account, transport);
  const run = async <Name extends OwnOperationName>(
    name: Name,
    input: OperationInput<Name>,
  ): Promise<OperationAnswer<Name>> => {
    const operation = operations[name];
    if (operation === undefined) throw new Error(`Telnyx has no ${name}.`);
    return operation.run(operation.input.parse(input), call);
  };
  return { run, sent };
}

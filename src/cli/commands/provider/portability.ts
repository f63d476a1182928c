import { portabilityLines } from '../../render/portability';
import { addOperation, answerWith, type DefineOperation, type OperationOptions } from './define-operation';

interface PortabilityOptions extends OperationOptions {
  readonly targetAccount?: string;
  readonly address?: string;
}

export const definePortability: DefineOperation = (parent, descriptor, context) => {
  const { name: provider, operationOptions } = descriptor;
  const portability = addOperation(parent, descriptor, {
    operation: 'portability',
    usage: 'portability <numbers...>',
    summary: 'ask whether numbers (E.164) can be moved to the provider, and what it would want for them',
    examples: [`portkeeper provider ${provider} portability +12125550100 +12125550101`],
    json:
      'print an array of {phoneNumber, portable, rejection?, pinAndAccountNumberRequired?, type?, country?, carrier?, ' +
      'messagingCarrier?, portabilityStatus?}',
  });
  if (operationOptions?.portabilityTarget === true) {
    portability
      .option(
        '--target-account <id>',
        "the provider's id of the account that will own them, where it is another",
      )
      .option('--address <id>', "the provider's id of the account holder's address");
  }
  portability.action(
    async (numbers: string[], { targetAccount, address, ...options }: PortabilityOptions) => {
      await answerWith(
        context,
        options,
        provider,
        (client) => client.portability(numbers, { targetAccount, address }),
        portabilityLines,
      );
    },
  );
};

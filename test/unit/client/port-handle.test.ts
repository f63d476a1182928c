import { ServiceError, WorkflowUpdateRPCTimeoutOrCancelledError, type Client } from '@temporalio/client';
import { TypedSearchAttributes } from '@temporalio/common';
import { PortHandle, type CommandOptions } from '../../../src/client/port-handle';
import { COMMAND_NAMES, type CommandName, type InputOf } from '../../../src/domain/model/port-commands';

/** Each command is a method of the client that takes what its row says. */

// eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- so the compiler compares all of A and B
type AreEqual<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;

/** Alike in every field, however the two are written. */
type Expanded<T> = { [Key in keyof T]: T[Key] };

type TakenBy<Name extends CommandName> = Exclude<Parameters<PortHandle[Name]>[0], undefined>;

type OtherThanItsRow = {
  readonly [Name in CommandName]: AreEqual<
    Expanded<TakenBy<Name>>,
    Expanded<CommandOptions & InputOf<Name>>
  > extends true
    ? never
    : Name;
}[CommandName];

/** The compiler fails here, and names the commands whose method takes something else than their row says. */
const areEqual: [OtherThanItsRow] extends [never] ? true : OtherThanItsRow = true;

test('the client has a method for every command, which takes what its row says', () => {
  expect(areEqual).toBe(true);
  for (const name of COMMAND_NAMES) expect(PortHandle.prototype).toHaveProperty(name);
});

/** A port whose workflow task fails again and again: neither queries nor updates are answered. */
function stuck(): PortHandle {
  const tooLate = Object.assign(new Error('4 DEADLINE_EXCEEDED'), { code: 4, details: '', metadata: {} });
  const workflow = {
    query: () => Promise.reject(new ServiceError('Failed to query', { cause: tooLate })),
    startUpdate: () => Promise.reject(new WorkflowUpdateRPCTimeoutOrCancelledError('No answer.')),
    describe: () =>
      Promise.resolve({
        workflowId: 'port:acme-42',
        runId: 'r',
        status: { name: 'RUNNING' },
        typedSearchAttributes: new TypedSearchAttributes([]),
        raw: { pendingWorkflowTask: { attempt: 9 } },
      }),
  };
  const client = {
    options: { namespace: 'default', loadedDataConverter: { payloadCodecs: [] } },
    workflow: { getHandle: () => workflow },
    withDeadline: (_deadline: number, call: () => Promise<unknown>) => call(),
    workflowService: { getWorkflowExecutionHistoryReverse: () => Promise.resolve({}) },
  };
  return new PortHandle(client as unknown as Client, 'acme-42');
}

test.each<[string, (port: PortHandle) => Promise<unknown>]>([
  ['view', (port) => port.view()],
  ['timeline', (port) => port.timeline()],
  ['cancel', (port) => port.cancel()],
  ['refresh', (port) => port.refresh()],
])(
  '%s of a port that cannot go on says that it is stuck, and does not blame a missing worker',
  async (_, ask) => {
    await expect(ask(stuck())).rejects.toMatchObject({ code: 'port_stuck' });
  },
);

import { COMMAND_NAMES } from '../../../src/domain/model/port-commands';
import { handleCommands } from '../../../workflows/port/commands';
import { atProvider } from '../domain/port-under-test';
import { A } from '../domain/snapshots';

/** The id of the update that is being looked at. */
const mockUpdate = { id: 'new' };
const mockHandlers = new Map<string, { readonly validator: (input: unknown) => void }>();
jest.mock('@temporalio/workflow', () => ({
  ...jest.requireActual<object>('@temporalio/workflow'),
  currentUpdateInfo: () => mockUpdate,
  defineUpdate: (name: string) => name,
  setHandler: (name: string, _handler: unknown, options: { validator: (input: unknown) => void }) =>
    void mockHandlers.set(name, options),
}));

const port = { ...atProvider(), recentDecisions: [{ id: 'decided', accepted: [A], refused: [] }] };
handleCommands(
  () => undefined,
  () => port,
);

/** What becomes of an input before the workflow takes the command. */
function looked(name: string, input: unknown, id = 'new'): string {
  mockUpdate.id = id;
  try {
    mockHandlers.get(name)?.validator(input);
    return 'taken';
  } catch (error) {
    return (error as { readonly type?: string }).type ?? String(error);
  }
}

/** A wrong file: 60,000 fields. */
const book = Object.fromEntries(Array.from({ length: 60_000 }, (_, index) => [`field${String(index)}`, 'x']));

test('no command takes an input that is too large: it never comes into the port', () => {
  expect([...mockHandlers.keys()].sort()).toEqual([...COMMAND_NAMES].sort());
  for (const name of COMMAND_NAMES) {
    expect([name, looked(name, { patch: book })]).toEqual([name, 'request_too_large']);
    expect([name, looked(name, { by: 'x'.repeat(100_000) })]).toEqual([name, 'request_too_large']);
  }
});

test('no command takes a field that it does not have', () => {
  for (const name of COMMAND_NAMES) expect(looked(name, { numbrs: [A] })).toBe('invalid_command');
});

test('a command that was decided gets its answer again, whatever comes with its id', () => {
  expect(looked('amend', { patch: book }, 'decided')).toBe('taken');
});

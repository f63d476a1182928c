import { PortHandle, type CommandOptions } from '../../../src/client/port-handle';
import { COMMAND_NAMES, type CommandName, type InputOf } from '../../../src/domain/model/port-commands';

/** Each command is a method of the client that takes what its row says: the compiler fails here where they differ. */

// eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- so the compiler compares all of A and B
type AreEqual<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;

/** Alike in every field, however the two are written. */
type Expanded<T> = { [Key in keyof T]: T[Key] };

type TakenBy<Name extends CommandName> = Exclude<Parameters<PortHandle[Name]>[0], undefined>;

type AreAsInTable = {
  readonly [Name in CommandName]: AreEqual<Expanded<TakenBy<Name>>, Expanded<CommandOptions & InputOf<Name>>>;
};

const equal: AreAsInTable = {
  refresh: true,
  submit: true,
  amend: true,
  cancel: true,
  changeDate: true,
  resubmit: true,
  settle: true,
  abandon: true,
  extend: true,
  addComment: true,
  addDocument: true,
  rate: true,
};

test('the client has a method for every command', () => {
  expect(Object.keys(equal)).toEqual(COMMAND_NAMES);
  for (const name of COMMAND_NAMES) expect(PortHandle.prototype).toHaveProperty(name);
});

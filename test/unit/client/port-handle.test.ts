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

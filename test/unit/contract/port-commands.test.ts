import { parsedInput } from '../../../src/cli/ports/command-input';
import { COMMAND_NAMES, portCommand } from '../../../src/domain/model/port-commands';
import { isInputOf } from '../../../workflows/port/command-input';
import { commandLines, parsed } from '../docs/command-lines';

/** The guard in the workflow and the schema of the command line follow from one table, so they agree. */

const takenByBoth = (name: (typeof COMMAND_NAMES)[number], input: unknown) => {
  let isParsed = true;
  try {
    parsedInput(name, input);
  } catch {
    isParsed = false;
  }
  return { guard: isInputOf(name, input), schema: isParsed };
};

const BOTH = { guard: true, schema: true };
const NEITHER = { guard: false, schema: false };

const exampleOf = (name: (typeof COMMAND_NAMES)[number]) =>
  JSON.parse(portCommand(name).example) as Record<string, unknown>;

test.each(COMMAND_NAMES)('the example of %s can be taken as it is', (name) => {
  expect(takenByBoth(name, exampleOf(name))).toEqual(BOTH);
});

test.each(COMMAND_NAMES)('%s takes no field that its row does not have', (name) => {
  expect(takenByBoth(name, { ...exampleOf(name), other: 'x' })).toEqual(NEITHER);
});

const fields = COMMAND_NAMES.flatMap((name) =>
  Object.entries(portCommand(name).fields).map(([field, form]) => ({ name, field, form })),
);

test.each(fields)('$name without its field $field', ({ name, field, form }) => {
  const { [field]: _, ...others } = exampleOf(name);
  const isInOneOf = portCommand(name).oneOf?.fields.includes(field) === true && field in exampleOf(name);
  expect(takenByBoth(name, others)).toEqual(form.optional === true && !isInOneOf ? BOTH : NEITHER);
});

test.each(fields)('$name whose field $field holds what no field holds', ({ name, field }) => {
  expect(takenByBoth(name, { ...exampleOf(name), [field]: -1 })).toEqual(NEITHER);
});

const bounded = fields.flatMap(({ name, field, form }) =>
  'maxLength' in form ? [{ name, field, maxLength: form.maxLength }] : [],
);

test.each(bounded)(
  '$name takes $maxLength characters of $field, and no more',
  ({ name, field, maxLength }) => {
    const withText = (length: number) => ({ ...exampleOf(name), [field]: 'x'.repeat(length) });
    expect(takenByBoth(name, withText(maxLength))).toEqual(BOTH);
    expect(takenByBoth(name, withText(maxLength + 1))).toEqual(NEITHER);
  },
);

test.each(COMMAND_NAMES.flatMap((name) => portCommand(name).commandLines ?? []))(
  'the help shows what the program takes: %s',
  async (line) => {
    const [command = ''] = commandLines(`\`\`\`sh\n${line}\n\`\`\``);
    await expect(parsed(command)).resolves.toBe(true);
  },
);

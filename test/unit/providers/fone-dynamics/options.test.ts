import { foneDynamicsOptions, numberOptions } from '../../../../src/providers/fone-dynamics/options';
import { NUMBER, PROPERTY_SID } from './examples';

const read = (options: unknown) =>
  foneDynamicsOptions({ providerOptions: { 'fone-dynamics': options as Record<string, unknown> } });
const ANSWERED = { type: 'answering_point', answerPoint: '+61255501888' };
const FLOW = { type: 'flow', id: 'F-1' };

it.each([
  [{}, {}],
  [undefined, {}],
  [{ incomingAction: null, propertySid: null }, {}],
  [{ incomingAction: ANSWERED }, { incomingAction: ANSWERED }],
  [{ incomingAction: { type: 'flow', id: ' F-1 ' } }, { incomingAction: FLOW }],
  [{ propertySid: PROPERTY_SID }, { propertySid: PROPERTY_SID }],
])('%j says what it says', (given, options) => {
  expect(read(given)).toEqual({ options, wrong: [] });
});

it.each([
  [{ propertySid: 'S1' }, 'providerOptions.fone-dynamics.propertySid'],
  [{ propertySid: `A${PROPERTY_SID.slice(1)}` }, 'providerOptions.fone-dynamics.propertySid'],
  [{ incomingAction: 'flow' }, 'providerOptions.fone-dynamics.incomingAction'],
  [{ incomingAction: { type: 'voicemail' } }, 'providerOptions.fone-dynamics.incomingAction.type'],
  [{ incomingAction: { type: 'flow' } }, 'providerOptions.fone-dynamics.incomingAction.id'],
  [{ incomingAction: { type: 'flow', id: ' ' } }, 'providerOptions.fone-dynamics.incomingAction.id'],
  [
    { incomingAction: { type: 'answering_point', id: 'F-1' } },
    'providerOptions.fone-dynamics.incomingAction.answerPoint',
  ],
  [{ incomingAction: { ...FLOW, answerPoint: 'x' } }, 'providerOptions.fone-dynamics.incomingAction'],
  [{ incomingaction: FLOW }, 'providerOptions.fone-dynamics'],
])('%j is wrong about %s', (given, field) => {
  const { options, wrong } = read(given);
  expect(options).toEqual({});
  expect(wrong.map((problem) => problem.field)).toContain(field);
});

it('a number says for itself what becomes of its calls, and no more', () => {
  const number = (options: unknown) =>
    numberOptions({ phoneNumber: NUMBER, providerOptions: { 'fone-dynamics': options } });
  expect(number({ incomingAction: FLOW })).toEqual({ incomingAction: FLOW, wrong: [] });
  expect(numberOptions({ phoneNumber: NUMBER })).toEqual({ wrong: [] });
  expect(number({ propertySid: PROPERTY_SID }).wrong).toEqual([
    expect.objectContaining({ field: 'numbers.providerOptions.fone-dynamics', numbers: [NUMBER] }),
  ]);
});

import { defaultPayloadConverter } from '@temporalio/common';
import { lenient } from '../../../src/encryption/data-converter';

/** Lists contain the runs of other installations, whose keys and codecs are not here. */

const memo = defaultPayloadConverter.toPayload('acme');
const failing = { encode: () => Promise.resolve([]), decode: () => Promise.reject(new Error('no key')) };
const read = async (payload: typeof memo, codecs: Parameters<typeof lenient>[0] = []) =>
  (await lenient(codecs).decode([payload])).map((each) => defaultPayloadConverter.fromPayload(each));

test('a payload that can be read is read', async () => {
  expect(await read(memo)).toEqual(['acme']);
});

test.each([
  ['its key is missing', memo, [failing]],
  ['another codec encoded it', { ...memo, metadata: { encoding: Buffer.from('binary/turned') } }, []],
  ['it is no JSON', { ...memo, data: Buffer.from('{') }, []],
])('a payload is left out when %s', async (_, payload, codecs) => {
  expect(await read(payload, codecs)).toEqual([undefined]);
});

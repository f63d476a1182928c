import { BEGIN } from './instants';
import { checked } from './port-events';
import { aDraft, after } from './port-under-test';
import { A } from './snapshots';

const request = {
  documents: [
    { type: 'utility_bill', uri: 'file:///bills/acme.pdf', issuedOn: '2026-02-01' },
    { type: 'loa', providerId: 'RD9' },
  ],
};
const uploaded = { uri: 'file:///bills/acme.pdf', providerId: 'RD1', digest: 'abc' };

test('what was uploaded goes with the submission, and is not uploaded again', () => {
  const port = after(
    aDraft({ request }),
    { ...checked(BEGIN, [A]), documents: [uploaded] } as ReturnType<typeof checked>,
    { kind: 'attempt_began', at: BEGIN },
  );
  expect(port.request.documents).toEqual([
    {
      type: 'utility_bill',
      uri: 'file:///bills/acme.pdf',
      issuedOn: '2026-02-01',
      providerId: 'RD1',
      digest: 'abc',
    },
    { type: 'loa', providerId: 'RD9' },
  ]);
  expect(port.attempts).toMatchObject([{ documents: ['RD1', 'RD9'], documentDigests: ['abc'] }]);
});

test('an upload of what the request does not name any more changes nothing', () => {
  const port = aDraft({ request });
  const other = { ...uploaded, uri: 'file:///other.pdf' };
  const known = after(port, { ...checked(BEGIN, [A]), documents: [other] } as ReturnType<typeof checked>);
  expect(known.request).toEqual(port.request);
});

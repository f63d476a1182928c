import {
  accountOf,
  accountTaskQueue,
  accountWorkflowId,
  portWorkflowId,
  requestIdOf,
} from '../../../src/contract/names';

test('the workflow id of an account names it, and no other id does', () => {
  expect(accountOf(accountWorkflowId('twilio', 'east-1'))).toEqual({ provider: 'twilio', account: 'east-1' });
  for (const id of ['account:twilio', 'account:twilio:', 'account::a', 'account:a:b:c', portWorkflowId('a')])
    expect(accountOf(id)).toBeUndefined();
});

test('two installations never share the queue of an account: it derives from the installation’s own', () => {
  expect(accountTaskQueue('porting', 'twilio', 'default')).toBe('porting-twilio-default');
  expect(accountTaskQueue('staging', 'twilio', 'default')).toBe('staging-twilio-default');
});

test('the workflow id of a port names its request, and no other id does', () => {
  expect(requestIdOf(portWorkflowId('acme-42'))).toBe('acme-42');
  expect(requestIdOf(accountWorkflowId('twilio', 'default'))).toBeUndefined();
});

import { effectivePolicy, RequestPolicyError } from '../../../src/config/effective-policy';
import { DEFAULT_POLICY } from '../../../src/domain/model/policy';
import { HOUR, MINUTE, SECOND } from '../../../src/domain/model/time';

const none = { policy: {} };

describe('effectivePolicy', () => {
  it('is the default when it is not configured', () => {
    expect(effectivePolicy({ capabilities: none, account: none })).toEqual(DEFAULT_POLICY);
  });

  it('takes the account over the provider over the default', () => {
    const policy = effectivePolicy({
      capabilities: { policy: { cancellationWindow: 48 * HOUR, searchDelay: 2 * MINUTE } },
      account: { policy: { cancellationWindow: 50 * HOUR } },
    });
    expect(policy).toEqual({ ...DEFAULT_POLICY, cancellationWindow: 50 * HOUR, searchDelay: 2 * MINUTE });
  });

  it('lets a request lengthen window and notice', () => {
    const request = { cancellationWindow: 'PT96H', notice: 'P2D' };
    expect(effectivePolicy({ capabilities: none, account: none, request })).toMatchObject({
      cancellationWindow: 96 * HOUR,
      notice: 48 * HOUR,
    });
    expect(effectivePolicy({ capabilities: none, account: none, request: { notice: 'PT24H' } }).notice).toBe(
      24 * HOUR,
    );
  });

  it.each([
    [{ cancellationWindow: 'PT71H' }, 'policy.cancellationWindow', /longer than the account's P3D|PT72H/],
    [{ notice: 'PT1H' }, 'policy.notice', /longer/],
    [{ notice: 'P1M' }, 'policy.notice', /months/],
  ])('refuses %j', (request, field, message) => {
    const attempt = () => effectivePolicy({ capabilities: none, account: none, request });
    expect(attempt).toThrow(RequestPolicyError);
    expect(attempt).toThrow(expect.objectContaining({ field, code: 'invalid_request' }));
    expect(attempt).toThrow(message);
  });

  it('compares before it scales', () => {
    const request = { cancellationWindow: 'PT96H' };
    const policy = effectivePolicy({ capabilities: none, account: none, request, daySeconds: 2 });
    expect(policy.cancellationWindow).toBe(8 * SECOND);
    expect(policy.searchDelay).toBe(10 * MINUTE);
  });
});

import { SandboxTime } from '../../../src/sandbox/time';

const at = (now: number) => ({ now: () => now });

describe('the time of the sandbox', () => {
  it('runs what is due in order, equals in the order in which they were scheduled', () => {
    const time = new SandboxTime(at(100));
    const ran: string[] = [];
    for (const [instant, name] of [
      [50, 'b1'],
      [10, 'a'],
      [50, 'b2'],
      [101, 'later'],
      [50, 'b3'],
    ] as const) {
      time.schedule(instant, () => ran.push(name));
    }
    expect(time.nextAt()).toBe(10);
    time.runDue();
    expect(ran).toEqual(['a', 'b1', 'b2', 'b3']);
    expect(time.nextAt()).toBe(101);
  });

  it('gives an event its own instant, so that a late driver does not shift what follows', () => {
    const time = new SandboxTime(at(1_000));
    const seen: number[] = [];
    time.schedule(10, () => {
      seen.push(time.now());
      time.schedule(time.now() + 5, () => seen.push(time.now()));
    });
    time.runDue();
    expect(seen).toEqual([10, 15]);
    expect(time.now()).toBe(1_000);
  });

  it('does not run into itself', () => {
    const time = new SandboxTime(at(100));
    const ran: string[] = [];
    time.schedule(1, () => {
      time.runDue();
      ran.push('first');
    });
    time.schedule(2, () => ran.push('second'));
    time.runDue();
    expect(ran).toEqual(['first', 'second']);
  });

  it('shrinks with the day', () => {
    expect(new SandboxTime(at(0)).days(2)).toBe(172_800_000);
    const shrunk = new SandboxTime(at(0), 2);
    expect(shrunk.days(1.5)).toBe(3_000);
    expect(shrunk.hours(72)).toBe(6_000);
    expect(shrunk.shrunk(60_000)).toBeCloseTo(1.39, 2);
  });

  it.each([0, -1, Number.NaN])('refuses a day of %p seconds', (daySeconds) => {
    expect(() => new SandboxTime(at(0), daySeconds)).toThrow(/daySeconds/);
  });
});

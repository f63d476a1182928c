import { hasPassed, workflowTime } from '../../../workflows/clock';

test('after a timer has fired, the time is not before its instant, and goes on from there', () => {
  const set = jest.spyOn(Date, 'now').mockReturnValue(1_000);
  expect(workflowTime()).toBe(1_000);
  hasPassed(5_000);
  // The SDK still says the time of the previous task.
  expect(workflowTime()).toBe(5_000);
  hasPassed(3_000);
  expect(workflowTime()).toBe(5_000);
  set.mockReturnValue(6_000);
  expect(workflowTime()).toBe(6_000);
  set.mockRestore();
});

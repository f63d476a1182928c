import { planUnknown } from '../arbitraries';
import { testInvariants } from './invariants-in-every-run';

testInvariants('whose first submission may be lost', planUnknown, 12, [
  'a search: absent',
  'a search: ambiguous',
  'a search: found',
  'a search: unlisted',
  'searched in vain',
  'a person finds no order',
  'attention submission_unknown',
  'resubmit is refused: submission_in_flight',
  'resubmit is refused: submission_unknown',
  'outcome never_submitted',
]);

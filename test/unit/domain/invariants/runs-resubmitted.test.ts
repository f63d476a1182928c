import { planResubmitted } from '../arbitraries';
import { testInvariants } from './invariants-in-every-run';

testInvariants('with a second order', planResubmitted, 1, [
  'superseded: rejected',
  'superseded: submitted',
  'superseded: draft',
  'an old one moved all the same',
  'a final status is left',
  'recorded: anomaly',
  'recorded: rejection_changed',
  'a search finds an old order',
  'attention order_revived',
  'outcome ported, against a cancel',
  'a reset forgot',
  'resubmit is refused: supersede_too_early',
]);

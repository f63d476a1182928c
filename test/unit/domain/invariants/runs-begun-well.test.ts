import { planAtProvider } from '../arbitraries';
import { testInvariants } from './invariants-in-every-run';

testInvariants('that began well', planAtProvider, 2, [
  'a final status is left',
  'a cancel on its way is taken back',
  'a number that was out after its cancel is open again',
  'recorded: reversed',
  'recorded: anomaly',
  'recorded: rejection_changed',
  'superseded: awaiting_signature',
  'superseded: foc_confirmed',
  'superseded: in_review',
  'superseded: not_portable',
  'superseded: canceled',
  'superseded: expired',
  'resubmit is refused: cancellation_window_closed',
]);

import { plan } from '../arbitraries';
import { testInvariants } from './invariants-in-every-run';

testInvariants('of any kind', plan, 3, [
  'it ends: draft_expired',
  'outcome never_submitted',
  'submit is accepted',
  'submit is refused: missing_fields',
  'submit is refused: not_reviewed_yet',
  'settle is refused: not_submitted_yet',
  'recorded: submission_refused',
  'attention submission_unknown',
  'it waits for people only',
  'a reset forgot',
  'a person finds no order',
]);

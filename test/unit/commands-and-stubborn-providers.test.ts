import { commandsAtAnyTime } from '../scenarios/commands-at-any-time';

// Loses the answer of the create, ports in spite of a cancel, refuses a cancel in time.
commandsAtAnyTime(['12', '13', '19']);

import { commandsAtAnyTime } from '../scenarios/commands-at-any-time';

// Later, earlier, inside the window on arrival, withdrawn. Two files, so that two cores share the work.
commandsAtAnyTime(['05', '06', '07', '16']);

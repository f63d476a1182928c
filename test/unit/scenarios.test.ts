import { inAllNetworks } from '../scenarios/in-all-networks';
import { OTHER_SCENARIOS, DOCUMENTED_SCENARIOS } from '../scenarios/scenarios';

inAllNetworks(DOCUMENTED_SCENARIOS, OTHER_SCENARIOS);

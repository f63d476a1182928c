import { inAllWeathers } from '../scenarios/in-all-weathers';
import { OTHER_SCENARIOS, SCENARIOS } from '../scenarios/scenarios';

inAllWeathers(SCENARIOS, OTHER_SCENARIOS);

import { inAllWeathers } from '../scenarios/in-all-weathers';
import { OTHER_TELNYX_SCENARIOS, TELNYX_SCENARIOS } from '../scenarios/telnyx-v1';

inAllWeathers(TELNYX_SCENARIOS, OTHER_TELNYX_SCENARIOS);

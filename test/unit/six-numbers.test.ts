import { SIX_NUMBERS } from '../scenarios/six-numbers';
import { storyInAllWeathers } from '../scenarios/stories-in-all-weathers';

describe.each([SIX_NUMBERS])('six numbers at Telnyx: $name', storyInAllWeathers);

import { SIX_NUMBERS } from '../scenarios/six-numbers';
import { storyInAllNetworks } from '../scenarios/stories-in-all-networks';

describe.each([SIX_NUMBERS])('six numbers at Telnyx: $name', storyInAllNetworks);

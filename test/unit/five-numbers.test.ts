import { STORIES } from '../scenarios/five-numbers';
import { storyInAllNetworks } from '../scenarios/stories-in-all-networks';

describe.each(STORIES)('five numbers, five scenarios: $name', storyInAllNetworks);

import { STORIES } from '../scenarios/five-numbers';
import { storyInAllWeathers } from '../scenarios/stories-in-all-weathers';

describe.each(STORIES)('five numbers, five fates: $name', storyInAllWeathers);

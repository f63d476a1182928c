import { DAY, type Instant } from '../../../src/domain/model/time';

/** The instant at which every port of these tests begins. */
export const BEGIN: Instant = Date.parse('2026-03-02T15:00:00Z');

/** So many days after the port began. */
export const day = (count: number): Instant => BEGIN + count * DAY;

/** How webhooks travel, for the whole sandbox: `POST /_control/webhooks`. */
export const DELIVERY_MODES = ['deliver', 'lose', 'duplicate', 'shuffle'] as const;
export type DeliveryMode = (typeof DELIVERY_MODES)[number];

/** How a scenario's webhooks travel. `unsigned` is about the signature alone. */
export type ScenarioDelivery = 'none' | 'twice_out_of_order' | 'unsigned';

/** Longer than the day between two steps of a script, so that what is held back arrives after its successor. */
const HELD_BACK_DAYS = 1.25;
const SECOND_COPY_DAYS = 1.5;
const SOON_AFTER_DAYS = 0.01;

/**
 * When the copies of a webhook leave, in provider-side days after the event.
 *
 * No dice, so that a run can be repeated: of the webhooks of an order two are held back, the next two are not.
 * Two, because a step mostly gives one for the number and one for the order.
 *
 * @param index - the how-manieth webhook of its order this is, from 0
 */
export function copiesOf(
  mode: DeliveryMode,
  deliveryMode: ScenarioDelivery | undefined,
  index: number,
): number[] {
  const heldBack = Math.floor(index / 2) % 2 === 0 ? HELD_BACK_DAYS : 0;
  if (deliveryMode === 'none') return [];
  switch (mode) {
    case 'lose':
      return [];
    case 'duplicate':
      return [0, SOON_AFTER_DAYS];
    case 'shuffle':
      return [heldBack];
    case 'deliver':
      return deliveryMode === 'twice_out_of_order' ? [heldBack, SECOND_COPY_DAYS] : [0];
  }
}

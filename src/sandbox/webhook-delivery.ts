/** The delivery modes of the whole sandbox: `POST /_control/webhooks`. */
export const DELIVERY_MODES = ['deliver', 'lose', 'duplicate', 'shuffle'] as const;
export type DeliveryMode = (typeof DELIVERY_MODES)[number];

/** How a scenario's webhooks are delivered. `unsigned` only affects the signature. */
export type ScenarioDelivery = 'none' | 'twice_out_of_order' | 'unsigned';

/**
 * Longer than the day between two steps of a script, so that a held-back webhook arrives after its successor.
 */
const HELD_BACK_DAYS = 1.25;
const SECOND_COPY_DAYS = 1.5;
const DUPLICATE_DELAY_DAYS = 0.01;

/**
 * When the copies of a webhook are sent, in provider-side days after the event.
 *
 * There is no randomness, so that a run is repeatable: of an order's webhooks two are held back, the next two
 * are not. Two, because a step usually sends one for the number and one for the order.
 *
 * @param index - the position of the webhook among those of its order, from 0
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
      return [0, DUPLICATE_DELAY_DAYS];
    case 'shuffle':
      return [heldBack];
    case 'deliver':
      return deliveryMode === 'twice_out_of_order' ? [heldBack, SECOND_COPY_DAYS] : [0];
  }
}

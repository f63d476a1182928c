import type { Address, PortRequest, RequestedNumber } from '../../domain/model/request';

/** The losing carrier's data of one number: the number's own, else the account holder's. */
export interface LosingAccount {
  readonly phoneNumber: string;
  readonly billingPhoneNumber?: string | undefined;
  readonly accountNumber?: string | undefined;
  readonly pin?: string | undefined;
  readonly address?: Address | undefined;
  /** The input field of the address. */
  readonly addressField: 'numbers.address' | 'subscriber.address';
}

/** The losing account of a number. */
export function losingAccount(number: RequestedNumber, { subscriber }: PortRequest): LosingAccount {
  return {
    phoneNumber: number.phoneNumber,
    billingPhoneNumber: number.billingPhoneNumber ?? subscriber?.billingPhoneNumber,
    accountNumber: number.accountNumber ?? subscriber?.accountNumber,
    pin: number.pin,
    address: number.address ?? subscriber?.address,
    addressField: number.address === undefined ? 'subscriber.address' : 'numbers.address',
  };
}

export { accountSweep } from './account/account-sweep';
export { portRequest } from './port/port-request';
export { providerAccount } from './account/provider-account';
export { providerCall } from './provider-call/provider-call';

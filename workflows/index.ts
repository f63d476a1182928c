export { accountSweep } from './account-sweep';
export { portRequest } from './port-request';
export { providerAccount } from './provider-account';
export { providerCall } from './provider-call';

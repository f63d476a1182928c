export { portRequest } from './port-request';

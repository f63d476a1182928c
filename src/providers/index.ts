/** The package's entry `portkeeper/provider`: what a provider of one's own is made of (docs/write-a-provider.md). */
export {
  createProvider,
  createWebhooks,
  defineProvider,
  type AccountKey,
  type AccountUse,
  type ProviderDescriptor,
  type ProviderParts,
  type ProviderSample,
  type SandboxAccount,
} from './descriptor';
export type { ProviderAccount, StatusMap } from './account';
export { accountFields, baseUrl, secret, timeZone } from './account-fields';
export type { CallContext } from './call-context';
export type {
  CancelTarget,
  DraftPlan,
  ListedOrder,
  ListPosition,
  OrderEdit,
  OrderPage,
  OrderPlan,
  PortingProvider,
  Prepared,
  ProviderCapabilities,
  ProviderWebhooks,
  Rating,
  SubmissionSearch,
  WebhookHint,
  WebhookRefusal,
  WebhookRequest,
  WebhookVerdict,
} from './provider';
export type { OwnOperationName, ProviderOperation, ProviderOperationTable } from './operations';
export type { InputField } from './input-fields';
export { ProviderError, type ProviderErrorCode } from './provider-error';
export {
  basicAuthorization,
  ProviderConnection,
  type ConnectionOptions,
  type Operation,
} from './http/connection';
export { ExchangeErrors, type Exchange, type ProviderRefusal, type ProviderVoice } from './http/exchange';
export { TransportError, type HttpRequest, type HttpResponse, type HttpTransport } from './http/transport';
export type { DocumentType, ProviderDocument, ReadDocument } from './documents';
export { uploadDocuments } from './upload-documents';
export { mapConcurrently } from './concurrently';
export { rowsOf, type Page } from './pages';
export { dateFrom, instantFrom, type DateRead, type DayContext } from './dates';
export { earliestWanted, isWanted, zoneOfSchedule, type DateContext } from './wanted-date';
export { e164In } from './phone-numbers';
export { makeReads, ordersRead, type FailedRead, type ReadOfOrders, type ReadsMade } from './orders-read';
export { orderDetail, withoutPins } from './order-detail';
export { forPort } from './port-snapshot';
export { normalizeWord } from './words';
export { phoneNumber, phoneNumbers } from '../contract/phone-number';
export type { OperationAnswer, OperationInput, OperationName } from '../contract/provider-operations';
export type { PortRequestInput } from '../contract/port-request-input';
export type { Capabilities } from '../domain/model/capabilities';
export type { SearchResult } from '../domain/model/events';
export type { Foc } from '../domain/model/foc';
export type { ProviderItemStatus } from '../domain/model/status';
export type { Policy } from '../domain/model/policy';
export { rejectionFor, type CanonicalReason, type Rejection } from '../domain/model/reasons';
export type {
  PortRequest,
  RequestDocument,
  RequestedNumber,
  Schedule,
  Subscriber,
} from '../domain/model/request';
export type {
  DateWindow,
  ItemSnapshot,
  MissingField,
  OrderComment,
  OrderFailure,
  OrderSnapshot,
  OrdersRead,
  Portability,
  ProviderProblem,
  StoredDocument,
} from '../domain/model/snapshot';

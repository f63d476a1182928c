/**
 * The package's entry `portkeeper/provider`: the parts of a provider of your own (docs/write-a-provider.md).
 */
export {
  createProvider,
  createWebhooks,
  defineProvider,
  type AccountKey,
  type AccountUse,
  type DescribedAccount,
  type ProviderDescriptor,
  type ProviderParts,
  type ProviderSample,
  type SandboxAccount,
} from './descriptor';
export type { ProviderAccount, StatusMap } from './account';
export { accountFields, baseUrl, secret, timeZone, type AccountFields } from './account-fields';
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
  WebhookResult,
} from './provider';
export type {
  OwnOperationName,
  ProviderOperation,
  ProviderOperationTable,
  SharedOperationName,
} from './operations';
export type { InputField } from './input-fields';
export { ProviderError, type ProviderErrorCode } from './provider-error';
export {
  basicAuthorization,
  ProviderConnection,
  type ConnectionOptions,
  type Operation,
} from './http/connection';
export { ExchangeErrors, type Exchange, type ProviderRefusal, type ErrorFormat } from './http/exchange';
export {
  TransportError,
  type HttpRequest,
  type HttpResponse,
  type HttpTransport,
  type TransportFailure,
} from './http/transport';
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
export { normalizeStatus } from './normalize-status';
export { phoneNumber, phoneNumbers } from '../contract/phone-number';
export type {
  DocumentLink,
  DocumentLinkInput,
  OrderDocument,
  UploadDocumentInput,
  UploadedDocument,
} from '../contract/document-operations';
export type {
  Eligibility,
  EligibilityCheck,
  EligibilityGetInput,
  EligibilityInput,
} from '../contract/eligibility';
export type {
  GetLoaInput,
  LoaConfiguration,
  LoaConfigurations,
  LoaProduct,
  SetLoaInput,
} from '../contract/loa-configuration';
export type { ProviderName } from '../contract/names';
export type {
  AddCommentToOrderInput,
  AllowedDates,
  CancelOrderInput,
  CommentRow,
  DraftDetail,
  DraftGroup,
  DraftInput,
  DraftList,
  DraftRow,
  DraftsInput,
  OrderCancel,
  OrderDetail,
  OrderInput,
  OrderNumber,
  OrderOrDraftInput,
  OrderRating,
  RateOrderInput,
  RawResponse,
} from '../contract/order-operations';
export type {
  PortRequestAddress,
  PortRequestDocument,
  PortRequestInput,
  PortRequestNumber,
  PortRequestPolicy,
  PortRequestSchedule,
  PortRequestScope,
  PortRequestSubscriber,
} from '../contract/port-request-input';
export type {
  DeleteWebhooksInput,
  DryRun,
  Operation as OperationTypes,
  OperationAnswer,
  OperationInput,
  OperationName,
  OrderList,
  OrderRow,
  OrdersInput,
  PortabilityInput,
  ProviderOperations,
  RequestWarning,
  SetWebhooksInput,
  WebhookChange,
  WebhookTarget,
} from '../contract/provider-operations';
export type { Capabilities } from '../domain/model/capabilities';
export type { SearchResult } from '../domain/model/events';
export type { Foc } from '../domain/model/foc';
export type { ItemStatus, ProviderItemStatus } from '../domain/model/status';
export type { Policy } from '../domain/model/policy';
export { rejectionFor, type Actor, type CanonicalReason, type Rejection } from '../domain/model/reasons';
export type {
  Address,
  PortRequest,
  PortScope,
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
export type { Instant, Milliseconds } from '../domain/model/time';

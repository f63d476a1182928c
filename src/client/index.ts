/** The package's main entry: starts port requests, shows them and waits for them. */
export { PortingClient } from './porting-client';
export * from './port-handle';
export {
  PortingError,
  type CommandRefusalCode,
  type PortingErrorCode,
  type ProviderCallCode,
} from './porting-error';
export {
  temporalConfig,
  TemporalUnreachableError,
  type TemporalClient,
  type TemporalConfig,
} from '../../temporal.config';
export { ConfigurationError } from '../config/configuration-error';
export type { TemporalConnectionOptions, TemporalSettings } from '../config/temporal-settings';
export type { Environment } from '../config/variables';
export { PORT_SEARCH_ATTRIBUTES } from '../contract/search-attributes';
export { ProviderClient } from './provider-client';
export type {
  ProviderComments,
  ProviderDocuments,
  ProviderEligibility,
  ProviderLoa,
  ProviderOrderOperations,
  ProviderWebhookSettings,
} from './provider-operation-groups';
export type {
  AccountView,
  BufferedOrderView,
  HintAfterCloseView,
  OrphanView,
  SweepView,
} from '../contract/account-view';
export type { ListedAccount } from './account-list';
export type { ListedPort, ListFilter } from './list-ports';
export type { CommandInput, CommandRefusal, CommandResult } from '../contract/messages';
export type { AccountRef, ProviderName } from '../contract/names';
export type {
  AttemptView,
  AttentionView,
  CommentView,
  EndingView,
  NumberView,
  OrderView,
  PolicyView,
  PortOutcome,
  PortView,
  TimelineEntryView,
} from '../contract/port-view';
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
export type { InvalidField } from '../contract/invalid-fields';
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
  Operation,
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
export type { AttemptState } from '../domain/model/attempt';
export { ATTENTION_CAUSES, type AttentionCause } from '../domain/model/attention';
export { REFUSAL_CODES, type RefusalCode } from '../domain/model/commands';
export { SETTLED_AS, type CommandName, type SettledAs } from '../domain/model/port-commands';
export type { ItemStatus, ProviderItemStatus } from '../domain/model/status';
export type { FinalPhase, NumberEnd, NumberOutcome } from '../domain/model/outcome';
export type { Phase } from '../domain/model/port';
export type { Actor, CanonicalReason, Rejection } from '../domain/model/reasons';
export type { Schedule } from '../domain/model/request';
export type { MissingField, Portability, ProviderProblem } from '../domain/model/snapshot';

import type { MessageTypeDefinition } from '@grpc/proto-loader';
import * as wire from '../wire/contract.ts';
import type { AccountsDefinition } from '../wire/generated/tongfen/v1/Accounts.ts';
import type { ClearingDefinition } from '../wire/generated/tongfen/v1/Clearing.ts';
import type { NetworkAdministrationDefinition } from '../wire/generated/tongfen/v1/NetworkAdministration.ts';
import type { ReconciliationDefinition } from '../wire/generated/tongfen/v1/Reconciliation.ts';
import type { SettlementDefinition } from '../wire/generated/tongfen/v1/Settlement.ts';

const contract = wire.loadContract();

/** A message of the contract. */
export function messageOf<Output extends object>(name: string): MessageTypeDefinition<object, Output> {
  return wire.messageOf<Output>(contract, name);
}

export const CLEARING = wire.serviceOf<ClearingDefinition>(contract, 'tongfen.v1.Clearing');
export const ACCOUNTS = wire.serviceOf<AccountsDefinition>(contract, 'tongfen.v1.Accounts');
export const NETWORK = wire.serviceOf<NetworkAdministrationDefinition>(
  contract,
  'tongfen.v1.NetworkAdministration',
);
export const SETTLEMENT = wire.serviceOf<SettlementDefinition>(contract, 'tongfen.v1.Settlement');
export const RECONCILIATION = wire.serviceOf<ReconciliationDefinition>(contract, 'tongfen.v1.Reconciliation');

import type { MessageTypeDefinition } from '@grpc/proto-loader';
import { assert } from '../assert.ts';
import { loadContract } from '../gateway/contract.ts';
import type { AccountsDefinition } from '../gateway/generated/tongfen/v1/Accounts.ts';
import type { ClearingDefinition } from '../gateway/generated/tongfen/v1/Clearing.ts';
import type { NetworkAdministrationDefinition } from '../gateway/generated/tongfen/v1/NetworkAdministration.ts';
import type { SettlementDefinition } from '../gateway/generated/tongfen/v1/Settlement.ts';

const contract = loadContract();

/** A message of the contract. */
export function messageOf<Output extends object>(name: string): MessageTypeDefinition<object, Output> {
  const definition = contract[name];
  assert(definition !== undefined && 'deserialize' in definition, 'the contract defines the message');
  return definition as MessageTypeDefinition<object, Output>;
}

function serviceOf<Definition>(name: string): Definition {
  const definition = contract[name];
  assert(definition !== undefined && !('format' in definition), 'the contract defines the service');
  return definition as Definition;
}

export const CLEARING = serviceOf<ClearingDefinition>('tongfen.v1.Clearing');
export const ACCOUNTS = serviceOf<AccountsDefinition>('tongfen.v1.Accounts');
export const NETWORK = serviceOf<NetworkAdministrationDefinition>('tongfen.v1.NetworkAdministration');
export const SETTLEMENT = serviceOf<SettlementDefinition>('tongfen.v1.Settlement');

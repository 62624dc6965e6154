// Original file: proto/tongfen/v1/accounts.proto

import type { Account as _tongfen_v1_Account, Account__Output as _tongfen_v1_Account__Output } from '../../tongfen/v1/Account.ts';

export interface GetAccountsResponse {
  'accounts'?: (_tongfen_v1_Account)[];
}

export interface GetAccountsResponse__Output {
  'accounts': (_tongfen_v1_Account__Output)[];
}

import { loadHostContract, serviceOf } from './contract.ts';
import type { IssuerHostDefinition } from './generated/tongfen/issuer/v1/IssuerHost.ts';

/** What an issuer's host offers, and the network calls. */
export const ISSUER_HOST = serviceOf<IssuerHostDefinition>(
  loadHostContract(),
  'tongfen.issuer.v1.IssuerHost',
);

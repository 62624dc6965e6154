import type { IssuerHostDefinition } from '../gateway/generated/tongfen/issuer/v1/IssuerHost.ts';
import { loadHostContract, serviceOf } from './contract.ts';

/** What an issuer's host offers, and the network calls. */
export const ISSUER_HOST = serviceOf<IssuerHostDefinition>(
  loadHostContract(),
  'tongfen.issuer.v1.IssuerHost',
);

// Original file: proto/tongfen/issuer/v1/host.proto

export const AdviceCause = {
  ADVICE_CAUSE_UNSPECIFIED: 'ADVICE_CAUSE_UNSPECIFIED',
  /**
   * The network approved it for the host, which did not answer.
   */
  STAND_IN: 'STAND_IN',
  /**
   * The capture of an authorization was not answered, or not asked, because the host had not accepted that the network
   * gave the authorization in its stead.
   */
  COMPLETION: 'COMPLETION',
} as const;

export type AdviceCause =
  | 'ADVICE_CAUSE_UNSPECIFIED'
  | 0
  /**
   * The network approved it for the host, which did not answer.
   */
  | 'STAND_IN'
  | 1
  /**
   * The capture of an authorization was not answered, or not asked, because the host had not accepted that the network
   * gave the authorization in its stead.
   */
  | 'COMPLETION'
  | 2

export type AdviceCause__Output = typeof AdviceCause[keyof typeof AdviceCause]

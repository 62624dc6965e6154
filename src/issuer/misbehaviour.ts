import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ServiceDefinition } from '@grpc/grpc-js';

/** What a host is made to do wrong, for trying what meets it. */
export interface Misbehaviour {
  /** Waits so long before it decides, milliseconds; what nobody waits for any more it leaves undecided. */
  readonly slowMs?: number | undefined;
  /** Decides and answers nothing. */
  readonly silent?: boolean | undefined;
  /** Decides an authorization when its deadline has passed. */
  readonly late?: boolean | undefined;
  /** Forgets messages: a copy is executed like a new one. */
  readonly twice?: boolean | undefined;
  /** Sends bytes that are no message. */
  readonly garbage?: boolean | undefined;
  /** Answers with the ids of another message. */
  readonly otherId?: boolean | undefined;
  /** Approves another amount than it was asked for. */
  readonly wrongAmount?: boolean | undefined;
  /** Takes or gives at once what it is advised of as only authorized. */
  readonly capturesAdvised?: boolean | undefined;
  /** Lets in callers without a certificate. From its start on. */
  readonly anyCertificate?: boolean | undefined;
}

/** How long after its deadline a late host decides. */
const LATE_BY_MS = 50;

/** What is asked of a call of grpc-js. */
interface Call {
  readonly cancelled: boolean;
  getDeadline(): Date | number;
}

interface Request {
  readonly messageId: string;
  readonly transaction?: { readonly transactionId: string } | null;
}

interface Answer {
  messageId?: string;
  transactionId?: string;
  decision?: unknown;
  amount?: unknown;
}

/** The ways in which one host is bad; without any it does what it should. */
export class Mischief {
  #options: Misbehaviour;
  readonly #seen = new Set<string>();

  constructor(options: Misbehaviour) {
    this.#options = options;
  }

  /** From now on it is bad in these ways, in place of those before. */
  become(options: Misbehaviour): void {
    this.#options = options;
  }

  /** Waits as the options say, before a call is decided; false: it is not decided at all. */
  async delay(call: Call, isNewAuthorization: boolean): Promise<boolean> {
    const { slowMs, silent, late } = this.#options;
    if (silent === true) return false;
    if (slowMs !== undefined) {
      await sleep(slowMs);
      if (call.cancelled) return false;
    }
    const deadlineAtMs = Number(call.getDeadline());
    if (late === true && isNewAuthorization && Number.isFinite(deadlineAtMs)) {
      await sleep(Math.max(0, deadlineAtMs - Date.now()) + LATE_BY_MS);
    }
    return true;
  }

  /** The request as it is decided: that of a host which forgets is a new one each time. */
  requestOf<Content extends Request>(request: Content): Content {
    if (this.#options.capturesAdvised === true && 'cause' in request) return { ...request, capture: true };
    if (this.#options.twice !== true) return request;
    if (!this.#seen.has(request.messageId)) {
      this.#seen.add(request.messageId);
      return request;
    }
    const { transaction } = request;
    return {
      ...request,
      messageId: randomUUID(),
      ...(transaction ? { transaction: { ...transaction, transactionId: randomUUID() } } : {}),
    };
  }

  /** The answer as it is sent. */
  answerOf<Content extends Answer>(answer: Content, request: Request): Content {
    const { twice, otherId, wrongAmount } = this.#options;
    const sent = { ...answer };
    if (twice === true) {
      sent.messageId = request.messageId;
      if (request.transaction) sent.transactionId = request.transaction.transactionId;
    }
    if (otherId === true) Object.assign(sent, { messageId: randomUUID(), transactionId: randomUUID() });
    if (wrongAmount === true && sent.decision === 'APPROVED') sent.amount = Number(sent.amount) + 1;
    return sent;
  }

  /** The service as it is offered. */
  serviceOf(service: ServiceDefinition): ServiceDefinition {
    const methods = Object.entries(service).map(([name, method]) => {
      const responseSerialize = (answer: object): Buffer =>
        this.#options.garbage === true ? GARBAGE : method.responseSerialize(answer);
      return [name, { ...method, responseSerialize }];
    });
    return Object.fromEntries(methods) as ServiceDefinition;
  }
}

/** No message of protobuf: a tag that does not end. */
const GARBAGE = Buffer.alloc(11, 0xff);

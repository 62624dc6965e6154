import type { Connection, Submittable } from 'pg';
import pg from 'pg';

/** A statement that a session prepares when it first needs it. One constant each, beside the code that binds it. */
export interface Statement {
  /** Unique among the statements of a session; '' for one that is not worth keeping. */
  readonly name: string;
  readonly text: string;
}

export interface Step {
  readonly statement: Statement;
  /** A Buffer goes as binary, a string as text. */
  readonly values?: readonly (Buffer | string | null)[];
  /** What a `COPY … FROM STDIN` reads, whole. */
  readonly copy?: readonly Uint8Array[];
}

/** One result for each step. */
export type StepResults<Steps extends readonly Step[]> = { [Index in keyof Steps]: StepResult };

export interface StepResult {
  readonly rows: readonly unknown[];
  /** Rows that the statement returned or changed. */
  readonly rowCount: number;
}

const COPY_DATA = 0x64;
const COPY_DONE = Buffer.from([0x63, 0, 0, 0, 4]);

/**
 * Statements that go to Postgres together, in one round trip and as one transaction, a COPY among them if need be.
 *
 * There is no BEGIN and no COMMIT. In the extended query protocol everything up to Sync is one implicit transaction:
 * Sync commits it, and after an error the server skips all that follows up to Sync and rolls back
 * (https://www.postgresql.org/docs/current/protocol-flow.html#PROTOCOL-FLOW-PIPELINING). So nothing can be half done,
 * whichever message fails, and the answer to Sync is the answer to the commit.
 */
export class RoundTrip implements Submittable {
  /** The results of the steps, once the transaction has committed. */
  readonly done: Promise<StepResult[]>;
  private readonly steps: readonly Step[];
  private readonly prepared: Set<Statement>;
  private readonly results: StepResult[] = [];
  private rows: unknown[] = [];
  private fields: { name: string; parse: (text: string) => unknown }[] = [];
  private resolve!: (results: StepResult[]) => void;
  private reject!: (error: unknown) => void;

  /** @param prepared the statements that this session has; those that the round trip prepares are added. */
  constructor(steps: readonly Step[], prepared: Set<Statement>) {
    this.steps = steps;
    this.prepared = prepared;
    this.done = new Promise((resolve, reject) => {
      this.resolve = resolve;
      this.reject = reject;
    });
  }

  /** Called by `pg` when it is this query's turn. */
  submit(connection: Connection): void {
    connection.stream.cork();
    for (const { statement, values = [], copy } of this.steps) {
      if (!this.prepared.has(statement)) {
        // A round trip that failed may have prepared it: closing what is not there is no error.
        connection.close({ type: 'S', name: statement.name }, true);
        connection.parse({ name: statement.name, text: statement.text, types: [] }, true);
      }
      connection.bind({ statement: statement.name, values: [...values] }, true);
      if (copy === undefined) connection.describe({ type: 'P' }, true);
      connection.execute(null, true);
      if (copy !== undefined) {
        for (const bytes of copy) sendCopyData(connection, bytes);
        connection.stream.write(COPY_DONE);
      }
    }
    connection.sync();
    connection.stream.uncork();
  }

  handleRowDescription(message: { fields: { name: string; dataTypeID: number }[] }): void {
    this.fields = message.fields.map(({ name, dataTypeID }) => ({
      name,
      parse: pg.types.getTypeParser(dataTypeID, 'text') as (text: string) => unknown,
    }));
  }

  handleDataRow(message: { fields: (string | null)[] }): void {
    const row: Record<string, unknown> = {};
    for (const [index, { name, parse }] of this.fields.entries()) {
      const text = message.fields[index] ?? null;
      row[name] = text === null ? null : parse(text);
    }
    this.rows.push(row);
  }

  handleCommandComplete(message: { text: string }): void {
    this.results.push({ rows: this.rows, rowCount: Number(/\d+$/.exec(message.text)?.[0] ?? 0) });
    this.rows = [];
  }

  handleReadyForQuery(): void {
    for (const { statement } of this.steps) if (statement.name !== '') this.prepared.add(statement);
    this.resolve(this.results);
  }

  handleError(error: unknown): void {
    this.reject(error);
  }

  /** What a COPY reads was sent with it, without waiting to be asked. */
  handleCopyInResponse(): void {}
}

function sendCopyData(connection: Connection, bytes: Uint8Array): void {
  const head = Buffer.allocUnsafe(5);
  head[0] = COPY_DATA;
  head.writeInt32BE(bytes.length + 4, 1);
  connection.stream.write(head);
  connection.stream.write(bytes);
}

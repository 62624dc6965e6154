import type { Registry } from 'prom-client';
import { Gauge } from 'prom-client';
import type { OpenHostMessages } from '../directory/ports.ts';
import { gaugeQuestion } from './gauge-question.ts';

/** Shows what hosts have not answered, asked of the books when Prometheus asks. */
export function gaugeHostMessages(
  registry: Registry,
  messages: () => Promise<readonly OpenHostMessages[]>,
): void {
  const open = gaugeQuestion(messages);
  const gauge = (name: string, help: string, read: (messages: OpenHostMessages) => number): void => {
    new Gauge({
      name,
      help,
      labelNames: ['issuer'],
      registers: [registry],
      async collect() {
        const known = await open();
        this.reset();
        for (const each of known ?? []) this.set({ issuer: each.issuer }, read(each));
      },
    });
  };
  gauge(
    'tongfen_host_messages',
    'Messages that the host of an issuer has not answered',
    ({ count }) => count,
  );
  gauge(
    'tongfen_host_message_age_seconds',
    'Age of the oldest message that the host of an issuer has not answered',
    ({ oldestSeconds }) => oldestSeconds,
  );
}

import type { Step } from './round-trip.ts';

/**
 * What a session that owns something asks of Postgres. Settings that a server does not have (`transaction_timeout` came
 * with version 17) are left out.
 */
export function sessionSettings(silenceMaxMs: number): Step {
  const silence = String(silenceMaxMs);
  const work = String(silenceMaxMs * 5);
  const settings = {
    // A host that vanished frees its locks within seconds.
    tcp_keepalives_idle: '1',
    tcp_keepalives_interval: '1',
    tcp_keepalives_count: '2',
    tcp_user_timeout: silence,
    client_connection_check_interval: '1000',
    // So does one whose connection is kept up by something between, and which says nothing any more.
    idle_session_timeout: String(silenceMaxMs * 2),
    idle_in_transaction_session_timeout: silence,
    // What takes longer than this, waiting for locks included, will not end well.
    statement_timeout: work,
    transaction_timeout: work,
    // Every statement of a shard looks up a known number of keys. Without these the planner reads whole tables instead,
    // as soon as it mistakes how many that are.
    enable_hashjoin: 'off',
    enable_mergejoin: 'off',
    enable_seqscan: 'off',
    plan_cache_mode: 'force_generic_plan',
    jit: 'off',
  };
  return {
    statement: {
      name: '',
      text: `select set_config(name, value, false), pg_backend_pid() as pid
        from jsonb_each_text($1::jsonb) as wanted (name, value) join pg_settings using (name)`,
    },
    values: [JSON.stringify(settings)],
  };
}

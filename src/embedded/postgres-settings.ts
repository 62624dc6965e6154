const megabyte = 1024 * 1024;
const gigabyte = 1024 * megabyte;

/**
 * Settings of a Postgres that clears on a small machine, beside its application.
 *
 * `durable: false`, for tests, gives up what a power failure would leave. What a killed process leaves still counts: the
 * system has it, since commits are still written before they are answered.
 */
export function postgresSettings(machine: {
  memoryBytes: number;
  diskFreeBytes: number;
  durable: boolean;
}): Record<string, string | number> {
  const { memoryBytes, diskFreeBytes, durable } = machine;
  return {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: 200,
    tcp_keepalives_idle: 5,
    tcp_keepalives_interval: 2,
    tcp_keepalives_count: 3,

    fsync: durable ? 'on' : 'off',
    synchronous_commit: 'on',
    full_page_writes: 'on',
    // There are no replicas, so nobody needs more than crash recovery does.
    wal_level: 'minimal',
    max_wal_senders: 0,
    wal_buffers: '64MB',
    // Checkpoints cost full page images; a busy day should see few. A small disk must not be filled with WAL.
    max_wal_size: megabytes(clamp(diskFreeBytes / 4, gigabyte, 8 * gigabyte)),
    min_wal_size: '1GB',
    checkpoint_timeout: '15min',

    // A journal with its indexes soon passes a gigabyte: pages that have to make room for others cost a call half its time.
    shared_buffers: megabytes(clamp(memoryBytes / 4, 128 * megabyte, 4 * gigabyte)),
    effective_cache_size: megabytes(memoryBytes / 2),
    work_mem: '16MB',
    maintenance_work_mem: '128MB',
    // The statements of a turn are short and planned once; compiling them would take longer than running them.
    jit: 'off',
    // Account rows are updated all day: little and often, before dead rows cost reads.
    autovacuum_naptime: '15s',
    autovacuum_vacuum_scale_factor: 0.05,
    autovacuum_analyze_scale_factor: 0.05,

    timezone: 'UTC',
    log_timezone: 'UTC',
    log_checkpoints: 'off',
    // Neither a failed statement nor the detail of its error: both may hold a card number.
    log_min_error_statement: 'panic',
    log_error_verbosity: 'terse',
  };
}

export function asArguments(settings: Record<string, string | number>): string[] {
  return Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

function clamp(value: number, min: number, max: number): number {
  return Math.min(max, Math.max(min, value));
}

function megabytes(bytes: number): string {
  return `${Math.floor(bytes / megabyte)}MB`;
}

/**
 * Classes of our advisory locks, the first of their two keys. They spell `tong`, `fen0` and `fen1`, so that they are
 * recognized in `pg_locks`.
 */
export const SHARD_LOCKS = 0x746f6e67;
export const WORKER_LOCKS = 0x66656e30;
export const MIGRATION_LOCKS = 0x66656e31;

import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    pool: 'forks',
    // Tests that start processes wait for them a good part of the time: with two at a time, half a core of two was idle.
    maxWorkers: 3,
    projects: [
      {
        extends: true,
        test: {
          name: 'core',
          include: ['test/{unit,property,simulation}/**/*.test.ts'],
          // Pure functions, no module keeps state: loading each module once per worker halves the time.
          isolate: false,
          testTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'services',
          include: ['test/{integration,fault}/**/*.test.ts'],
          globalSetup: ['test/support/services.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});

# One image for every role: the command says which (gateway, worker, keys, audit, submit).
FROM node:20-slim AS build
WORKDIR /tongfen
COPY package.json package-lock.json .npmrc ./
# The binaries of the private Postgres of `serve` are optional dependencies, and have no place in a container.
RUN npm ci --include=dev --omit=optional --ignore-scripts --no-audit --no-fund
COPY tsconfig.json vitest.config.ts ./
COPY proto proto
COPY src src
COPY bench bench
COPY test test
RUN node node_modules/typescript/bin/tsc --build . \
  && npm ci --omit=dev --omit=optional --ignore-scripts --no-audit --no-fund

FROM node:20-slim
ENV NODE_ENV=production
WORKDIR /tongfen
COPY --from=build /tongfen/package.json ./
COPY --from=build /tongfen/node_modules node_modules
COPY --from=build /tongfen/proto proto
# The migrations are read from where the sources have them.
COPY --from=build /tongfen/src/store/migrations src/store/migrations
COPY --from=build /tongfen/dist/src dist/src
COPY --from=build /tongfen/dist/bench dist/bench
USER node
EXPOSE 50051 9464
HEALTHCHECK --interval=5s --timeout=3s --start-period=30s --retries=6 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:9464/readyz').then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node", "dist/src/main.js"]
CMD ["--help"]

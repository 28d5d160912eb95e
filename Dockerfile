# One image for every service and worker; the Compose service says which by its command. A process is one bundled file;
# only what has native parts, and the script of the API page, stand beside it.

FROM node:26.10.0-trixie-slim AS build
WORKDIR /src
COPY .npmrc package.json package-lock.json ./
COPY packages/agent/package.json packages/agent/
COPY packages/client/package.json packages/client/
COPY packages/core/package.json packages/core/
COPY packages/game/package.json packages/game/
COPY packages/gateway/package.json packages/gateway/
COPY packages/player/package.json packages/player/
COPY packages/promotion/package.json packages/promotion/
COPY packages/rolling/package.json packages/rolling/
COPY packages/sandbox/package.json packages/sandbox/
COPY packages/wallet/package.json packages/wallet/
COPY shells/package.json shells/
RUN npm ci
COPY tsconfig*.json ./
COPY packages packages
COPY shells shells
COPY scripts/api-reference.mjs scripts/
RUN npm run bundle --workspace shells
RUN mkdir -p /app/node_modules && cp -R node_modules/@node-rs /app/node_modules/ && echo '{"type":"module"}' >/app/package.json

FROM node:26.10.0-trixie-slim AS base
ENV NODE_ENV=production
WORKDIR /app
COPY --from=build /app ./
USER node
# No npm and no shell around it: signals reach the process.
ENTRYPOINT ["node"]

# Demo brands and a simulated provider, for trying a stack out. Never part of the image below.
FROM base AS demo
COPY --from=build /src/shells/dist/demo.js ./
CMD ["demo.js"]

FROM base AS service
COPY --from=build \
  /src/shells/dist/api-reference.* \
  /src/shells/dist/agent-service.js \
  /src/shells/dist/agent-worker.js \
  /src/shells/dist/croupier.js \
  /src/shells/dist/game-service.js \
  /src/shells/dist/gateway.js \
  /src/shells/dist/migrate.js \
  /src/shells/dist/outbox.js \
  /src/shells/dist/player-service.js \
  /src/shells/dist/player-worker.js \
  /src/shells/dist/rolling-service.js \
  /src/shells/dist/rolling-worker.js \
  /src/shells/dist/verify-ledger.js \
  /src/shells/dist/wallet-service.js \
  /src/shells/dist/wallet-worker.js \
  ./

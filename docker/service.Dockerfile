# syntax=docker/dockerfile:1
# One file for every service: docker build -f docker/service.Dockerfile --build-arg SERVICE=auth -t windsurf/auth .
# The image keeps the workspace's layout and runs the sources that the tests ran. Never `pnpm deploy`: it copies our
# packages into node_modules, where Node strips no types.
ARG NODE=26.10.0-alpine3.22

FROM node:${NODE} AS packages
ARG SERVICE
WORKDIR /app
COPY package.json pnpm-workspace.yaml pnpm-lock.yaml .npmrc ./
COPY packages packages
COPY services/${SERVICE} services/${SERVICE}
RUN --mount=type=cache,target=/root/.local/share/pnpm/store \
    npx --yes pnpm@12.21.0 install --prod --no-optional --frozen-lockfile --filter "{./services/${SERVICE}}..."

FROM node:${NODE}
ARG SERVICE
ARG VERSION=development
# The heap's limits are those of packages/workshop/src/product.ts.
ENV NODE_ENV=production VERSION=${VERSION} \
    NODE_OPTIONS="--disable-warning=ExperimentalWarning --max-semi-space-size=2 --max-old-space-size=96"
COPY --from=packages --chown=root:root /app /app
WORKDIR /app/services/${SERVICE}
# The image's own account `node`; it owns no file of the image.
USER 1000:1000
HEALTHCHECK --interval=30s --timeout=3s --start-period=5s --retries=3 CMD ["node", "src/healthcheck.ts"]
CMD ["node", "src/main.ts"]

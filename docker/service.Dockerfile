# syntax=docker/dockerfile:1
# One file for every service: docker build -f docker/service.Dockerfile --build-arg SERVICE=auth -t windsurf/auth .
# The image keeps the workspace's layout and runs the sources that the tests ran. Never `pnpm deploy`: it copies our
# packages into node_modules, where Node strips no types.
#
# The pipeline gives the base with its digest (NODE_IMAGE=node:26.10.0-alpine3.22@sha256:…), asked from the registry once
# per run, so that all images of a run stand on the same bytes; the label base.name says which.
ARG NODE_IMAGE=node:26.10.0-alpine3.22

# What the service needs of this workspace: itself and the packages it reaches, nothing else.
FROM ${NODE_IMAGE} AS sources
ARG SERVICE
WORKDIR /app
COPY package.json pnpm-workspace.yaml pnpm-lock.yaml .npmrc ./
COPY packages packages
COPY services/${SERVICE} services/${SERVICE}
RUN node packages/release/src/images/keep-needed.ts services/${SERVICE}

# Of that the manifests alone: the layer with the packages changes when a manifest does, not when code does.
FROM sources AS manifests
RUN find packages services -type f ! -name package.json -delete

FROM ${NODE_IMAGE} AS dependencies
ARG SERVICE
WORKDIR /app
COPY --from=manifests /app ./
RUN --mount=type=cache,target=/root/.local/share/pnpm/store \
    npx --yes pnpm@12.21.0 install --prod --frozen-lockfile --filter "{./services/${SERVICE}}..."
RUN npx --yes pnpm@12.21.0 --filter "{./services/${SERVICE}}" sbom --prod --lockfile-only --sbom-format cyclonedx \
    --sbom-spec-version 1.6 --sbom-type application --out /app/sbom.cdx.json

FROM ${NODE_IMAGE}
ARG NODE_IMAGE
ARG SERVICE
ARG VERSION=development
ARG REVISION=unknown
ARG SOURCE=unknown
# Number of the last expand migration that this build needs: a database below it cannot carry the image.
ARG SCHEMA_LEVEL=0
# The heap's limits are those of packages/workshop/src/product.ts.
ENV NODE_ENV=production SERVICE_NAME=${SERVICE} VERSION=${VERSION} \
    NODE_OPTIONS="--disable-warning=ExperimentalWarning --max-semi-space-size=2 --max-old-space-size=96"
# Nothing is installed any more, and what is not there needs no security fix.
RUN rm -rf /usr/local/lib/node_modules /usr/local/bin/npm /usr/local/bin/npx /usr/local/bin/corepack \
    /usr/local/bin/yarn /usr/local/bin/yarnpkg /opt/yarn*
COPY --from=dependencies --chown=root:root /app /app
COPY --from=sources --chown=root:root /app /app
WORKDIR /app/services/${SERVICE}
LABEL org.opencontainers.image.title="windsurf/${SERVICE}" \
      org.opencontainers.image.source="${SOURCE}" \
      org.opencontainers.image.revision="${REVISION}" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.base.name="${NODE_IMAGE}" \
      windsurf.service="${SERVICE}" \
      windsurf.schema-level="${SCHEMA_LEVEL}"
# The image's own account `node`; it owns no file of the image.
USER 1000:1000
HEALTHCHECK --interval=30s --timeout=3s --start-period=5s --retries=3 CMD ["node", "src/healthcheck.ts"]
CMD ["node", "src/main.ts"]

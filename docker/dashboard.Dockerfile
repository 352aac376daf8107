# syntax=docker/dockerfile:1
# docker build -f docker/dashboard.Dockerfile -t windsurf/dashboard .
# Both bases are given with their digests by the pipeline: see service.Dockerfile.
ARG NODE_IMAGE=node:26.10.0-alpine3.22
ARG NGINX_IMAGE=nginxinc/nginx-unprivileged:1.29-alpine

FROM ${NODE_IMAGE} AS sources
WORKDIR /app
COPY package.json pnpm-workspace.yaml pnpm-lock.yaml .npmrc ./
COPY packages packages
COPY services/dashboard services/dashboard
RUN node packages/release/src/images/keep-needed.ts services/dashboard

FROM sources AS manifests
RUN find packages services -type f ! -name package.json -delete

FROM ${NODE_IMAGE} AS build
WORKDIR /app
COPY --from=manifests /app ./
RUN --mount=type=cache,target=/root/.local/share/pnpm/store \
    npx --yes pnpm@12.21.0 install --frozen-lockfile --filter-prod "{./services/dashboard}..."
RUN npx --yes pnpm@12.21.0 --filter "{./services/dashboard}" sbom --prod --lockfile-only --sbom-format cyclonedx \
    --sbom-spec-version 1.6 --sbom-type application --out /app/sbom.cdx.json
COPY --from=sources /app ./
WORKDIR /app/services/dashboard
RUN node node_modules/vite/bin/vite.js build

FROM ${NGINX_IMAGE}
ARG NGINX_IMAGE
ARG VERSION=development
ARG REVISION=unknown
ARG SOURCE=unknown
COPY docker/dashboard.conf /etc/nginx/conf.d/default.conf
COPY --from=build /app/services/dashboard/dist /usr/share/nginx/html
COPY --from=build /app/sbom.cdx.json /sbom.cdx.json
LABEL org.opencontainers.image.title="windsurf/dashboard" \
      org.opencontainers.image.source="${SOURCE}" \
      org.opencontainers.image.revision="${REVISION}" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.base.name="${NGINX_IMAGE}" \
      windsurf.service="dashboard" \
      windsurf.schema-level="0"
USER 1000:1000
EXPOSE 8080
# nginx ends at once at SIGTERM; at SIGQUIT it first finishes what it is sending.
STOPSIGNAL SIGQUIT
HEALTHCHECK --interval=30s --timeout=3s --start-period=5s --retries=3 CMD ["wget", "-q", "-O", "/dev/null", "http://127.0.0.1:8080/health"]
CMD ["nginx", "-g", "daemon off;"]

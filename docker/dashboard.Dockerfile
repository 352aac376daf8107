# syntax=docker/dockerfile:1
# docker build -f docker/dashboard.Dockerfile -t windsurf/dashboard .
ARG NODE=26.10.0-alpine3.22
ARG NGINX=1.29-alpine

FROM node:${NODE} AS build
WORKDIR /app
COPY package.json pnpm-workspace.yaml pnpm-lock.yaml .npmrc ./
COPY packages packages
COPY services/dashboard services/dashboard
RUN --mount=type=cache,target=/root/.local/share/pnpm/store \
    npx --yes pnpm@12.21.0 install --frozen-lockfile --filter "{./services/dashboard}..."
WORKDIR /app/services/dashboard
RUN node node_modules/vite/bin/vite.js build

FROM nginxinc/nginx-unprivileged:${NGINX}
COPY docker/dashboard.conf /etc/nginx/conf.d/default.conf
COPY --from=build /app/services/dashboard/dist /usr/share/nginx/html
USER 1000:1000
EXPOSE 8080
HEALTHCHECK --interval=30s --timeout=3s --start-period=5s --retries=3 CMD ["wget", "-q", "-O", "/dev/null", "http://127.0.0.1:8080/health"]

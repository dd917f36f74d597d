# syntax=docker/dockerfile:1
FROM node:22-slim AS build
WORKDIR /src
COPY package.json package-lock.json ./
RUN npm ci --include=dev --no-audit --no-fund
COPY . .
RUN npm run build

# npm stays in the image: most MCP servers that run as programs are started with npx.
FROM node:22-slim AS slim
LABEL org.opencontainers.image.licenses="Apache-2.0"
ENV NODE_ENV=production NPM_CONFIG_UPDATE_NOTIFIER=false
COPY --from=build /src/dist /opt/mcp-proxy/dist
COPY --from=build /src/LICENSE /src/package.json /opt/mcp-proxy/
RUN ln -s /opt/mcp-proxy/dist/main.js /usr/local/bin/mcp-proxy \
 && mkdir -p /etc/mcp-proxy /home/node/.config/mcp-proxy \
 && chown -R node:node /home/node/.config
# The user `node`, by number, so that Kubernetes can see that it is not root (runAsNonRoot).
USER 1000
# Every way to start once, so that what V8 compiled is in the image (docs/adr/0013): no container starts as slowly as a first start.
# What else a start writes, the store's key above all, goes elsewhere and is removed.
# hadolint ignore=DL3003,DL4006
RUN export XDG_CONFIG_HOME=/tmp/warm && mkdir /tmp/warm && cd /tmp/warm \
 && printf 'version: 1\nupstreams: { nobody: { url: "http://127.0.0.1:9/mcp" } }\n' > warm.yaml \
 && mcp-proxy validate warm.yaml \
 && printf '%s\n' '{"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"warm","version":"0"}}}' \
  | mcp-proxy serve --stdio -c warm.yaml \
 && { timeout 5 mcp-proxy serve -c warm.yaml || [ $? = 124 ]; } \
 && cd / && rm -r /tmp/warm && test -z "$(ls -A /home/node/.config/mcp-proxy)" && ls /home/node/.cache/mcp-proxy
WORKDIR /etc/mcp-proxy
VOLUME /home/node/.config/mcp-proxy
EXPOSE 8080
HEALTHCHECK --interval=30s --timeout=3s --start-period=5s --retries=3 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:8080/health').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["mcp-proxy"]
CMD ["serve", "-c", "/etc/mcp-proxy/mcp-proxy.yaml"]

# The same image with what MCP servers of Python and servers that read repositories need: uv and uvx, Python, git.
FROM slim AS full
USER 0
# The newest patches of the distribution are wanted, not one version of them.
# hadolint ignore=DL3008
RUN apt-get update \
 && apt-get install -y --no-install-recommends ca-certificates git python3 python3-venv \
 && rm -rf /var/lib/apt/lists/*
COPY --from=ghcr.io/astral-sh/uv:0.9 /uv /uvx /usr/local/bin/
USER 1000

# A build without --target makes the slim image.
FROM slim

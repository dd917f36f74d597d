# syntax=docker/dockerfile:1
FROM node:22-slim AS build
WORKDIR /src
COPY package.json package-lock.json ./
RUN npm ci --include=dev --no-audit --no-fund
COPY . .
RUN npm run build

# npm stays in the image: most MCP servers that run as programs are started with npx.
FROM node:22-slim
LABEL org.opencontainers.image.licenses="Apache-2.0"
ENV NODE_ENV=production NPM_CONFIG_UPDATE_NOTIFIER=false
COPY --from=build /src/dist /opt/mcp-proxy/dist
COPY --from=build /src/LICENSE /src/package.json /opt/mcp-proxy/
RUN ln -s /opt/mcp-proxy/dist/main.js /usr/local/bin/mcp-proxy \
 && mkdir -p /etc/mcp-proxy /home/node/.config/mcp-proxy \
 && chown -R node:node /home/node/.config
USER node
# Every way to start once, so that what V8 compiled is in the image (docs/adr/0013): no container starts as slowly as a first start.
# What else a start writes, the store's key above all, goes elsewhere and is removed.
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

# The desk in one image: pages are built with everything at hand, and run with what the product needs, as a user who owns nothing but its data.
# docker build -t yingda . && docker run -p 127.0.0.1:3000:3000 -v yingda:/data yingda

FROM node:24-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY . .
RUN npm run console:build && npm run widget:build && npm prune --omit=dev
# The image has a Node of its own; the one among the packages is for machines that have another.
RUN rm -rf node_modules/node node_modules/.bin/node

FROM node:24-slim
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000 YINGDA_DATA=/data
WORKDIR /app
COPY --from=build /app ./
RUN mkdir -p /data /app/.cache && chown node:node /data /app/.cache
USER node
VOLUME /data
EXPOSE 3000
HEALTHCHECK --interval=15s --timeout=3s --start-period=120s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + process.env.PORT + '/readyz').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "src/main.ts"]

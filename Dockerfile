# The playground in an image. From the folder of a clone:
#   docker build -t lambda-playground .
#   docker run --rm -it -p 127.0.0.1:9000-9003:9000-9003 -v "$PWD/my-project:/project" lambda-playground
# It prints a link with a token: inside of a container it cannot listen on the loopback alone.
FROM node:22-slim AS package
WORKDIR /clone
COPY . .
RUN npm pack --silent && mv lambda-runtime-playground-*.tgz /package.tgz

FROM node:22-slim
# What a bash runtime needs.
RUN apt-get update && apt-get install -y --no-install-recommends ca-certificates curl python3 && rm -rf /var/lib/apt/lists/*
COPY --from=package /package.tgz /tmp/
RUN npm install --global /tmp/package.tgz && rm /tmp/package.tgz && mkdir -p /project /data && chown node:node /project /data
USER node
WORKDIR /project
VOLUME /data
EXPOSE 9000 9001 9002 9003
ENTRYPOINT ["lambda-playground"]
CMD ["start", "--no-open", "--host", "0.0.0.0", "--runtime-api-host", "0.0.0.0", "--function-url-host", "0.0.0.0", "--data-dir", "/data"]

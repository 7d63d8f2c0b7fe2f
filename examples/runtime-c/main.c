/* A whole Lambda runtime in C, down to the socket. The build makes `bootstrap` of it. */
#define _GNU_SOURCE
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <unistd.h>

/* An event may be 6 MB; one that is longer than this has its end cut off here. */
static char answer[8 * 1024 * 1024];

static void die(const char *what) {
  perror(what);
  exit(1);
}

/* A new connection to AWS_LAMBDA_RUNTIME_API, which is host:port. */
static int connect_to_api(const char *api) {
  char host[256], *port;
  snprintf(host, sizeof host, "%s", api);
  if ((port = strrchr(host, ':')) == NULL) die("AWS_LAMBDA_RUNTIME_API has no port");
  *port++ = '\0';
  struct addrinfo hints = {.ai_socktype = SOCK_STREAM}, *found;
  if (getaddrinfo(host, port, &hints, &found) != 0) die("getaddrinfo");
  int socket_of = socket(found->ai_family, SOCK_STREAM, 0);
  if (socket_of < 0 || connect(socket_of, found->ai_addr, found->ai_addrlen) < 0) die("connect");
  freeaddrinfo(found);
  return socket_of;
}

/* One call of the Runtime API; `head` is a whole line, or empty. With HTTP/1.0 the end of the connection is the end of
   the answer. Returns the body, and copies the request id, where there is one. */
static char *call(const char *method, const char *path, const char *head, const char *body, char id[64]) {
  const char *api = getenv("AWS_LAMBDA_RUNTIME_API");
  if (api == NULL) die("AWS_LAMBDA_RUNTIME_API");
  int api_socket = connect_to_api(api);
  dprintf(api_socket,
          "%s /2018-06-01/runtime%s HTTP/1.0\r\nHost: %s\r\nContent-Length: %zu\r\n%s\r\n%s",
          method, path, api, strlen(body), head, body);
  size_t length = 0;
  ssize_t got;
  /* Asking for work waits here: until there is an event, in a moment or in an hour. */
  while ((got = read(api_socket, answer + length, sizeof answer - 1 - length)) > 0) length += got;
  close(api_socket);
  answer[length] = '\0';
  char *end = strstr(answer, "\r\n\r\n");
  if (end == NULL || strncmp(answer + strcspn(answer, " "), " 2", 2) != 0) {
    fprintf(stderr, "%s was refused: %s\n", path, answer);
    exit(1);
  }
  *end = '\0';
  char *found = strcasestr(answer, "lambda-runtime-aws-request-id:");
  if (found != NULL) sscanf(strchr(found, ':') + 1, " %63[^\r\n]", id);
  return end + 4;
}

/* A member that is text; it is no parser. Returns whether there is one. */
static int member(const char *json, const char *name, char value[256]) {
  char quoted[64];
  snprintf(quoted, sizeof quoted, "\"%s\"", name);
  const char *at = strstr(json, quoted);
  return at != NULL && sscanf(at + strlen(quoted), " : \"%255[^\"]", value) == 1;
}

int main(void) {
  char id[64] = "", path[128], result[1024], value[256];

  /* Init: what happens once, before the first event. A failure is told, and ends the environment. */
  const char *greeting = getenv("GREETING");
  if (greeting == NULL) {
    call("POST", "/init/error", "Lambda-Runtime-Function-Error-Type: Runtime.NoGreeting\r\n",
         "{\"errorMessage\":\"there is no variable GREETING\",\"errorType\":\"NoGreeting\"}", id);
    return 1;
  }
  for (;;) {
    const char *event = call("GET", "/invocation/next", "", "", id);

    /* The function itself: it fails if the event says so, and greets otherwise. */
    if (member(event, "fail", value)) {
      snprintf(path, sizeof path, "/invocation/%s/error", id);
      snprintf(result, sizeof result, "{\"errorMessage\":\"%s\",\"errorType\":\"Asked\"}", value);
      call("POST", path, "Lambda-Runtime-Function-Error-Type: Function.Failed\r\n", result, id);
      continue;
    }
    if (!member(event, "name", value)) strcpy(value, "world");
    snprintf(path, sizeof path, "/invocation/%s/response", id);
    snprintf(result, sizeof result, "{\"message\":\"%.500s, %s\"}", greeting, value);
    call("POST", path, "", result, id);
  }
}
